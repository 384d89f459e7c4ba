import { useTranslation } from 'react-i18next';
import type { WorkflowDifference } from '../../draft/diff-workflows.ts';

/** A difference in a line: 2 steps added, 1 setting changed. */
export function useDifferenceText(): (difference: WorkflowDifference) => string {
  const { t, i18n } = useTranslation('canvas');
  return ({ added, removed, changed, settings }) => {
    const parts = [
      added.length > 0 && t('difference.added', { count: added.length }),
      removed.length > 0 && t('difference.removed', { count: removed.length }),
      changed.length > 0 && t('difference.changed', { count: changed.length }),
      settings.length > 0 && t('difference.settings', { count: settings.length }),
    ].filter((part) => part !== false);
    return parts.length === 0 ? t('difference.none') : new Intl.ListFormat(i18n.language).format(parts);
  };
}
