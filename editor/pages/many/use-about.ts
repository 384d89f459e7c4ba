import { useTranslation } from 'react-i18next';
import type { AllOf, Chosen, ManyOf } from './use-many-actions.ts';

/** For how many something is done, and what its dialogs are called: one of them by its name. */
export function useAbout(of: ManyOf, chosen: readonly Chosen[], all: AllOf | undefined) {
  const { t } = useTranslation('pages');
  const [one] = chosen;
  if (!all && chosen.length === 1 && one) {
    const name = one.name ?? one.id;
    return {
      count: 1,
      title: t(`many.${of}.startTitleOf`, { name }),
      heading: t(`many.${of}.taskHeadingOf`, { name }),
      letter: t(`many.${of}.writeTitleOf`, { name }),
    };
  }
  const count = all?.count ?? chosen.length;
  return {
    count,
    title: t(`many.${of}.startTitle`, { count }),
    heading: t(`many.${of}.taskHeading`, { count }),
    letter: t(`many.${of}.writeTitle`, { count }),
  };
}
