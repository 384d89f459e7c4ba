import { VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { initials } from '../../ui/initials.ts';
import { MenuButton } from '../../ui/MenuButton.tsx';
import { wantedPart } from '../../wanted-part.ts';
import { sessionQuery } from '../queries.ts';
import classes from './Rail.module.css';

const items = wantedPart(async () => (await import('./AccountItems.tsx')).AccountItems);

/** Who is signed in, and the way out. */
export function AccountMenu() {
  const { t } = useTranslation('shell');
  const session = useQuery(sessionQuery).data;
  if (!session) return null;
  const { name, email, role } = session.person;
  return (
    <MenuButton items={items} given={{ name, email, role }} position="right-end">
      <button type="button" className={classes.item}>
        <span className={classes.person} aria-hidden>
          {initials(name)}
        </span>
        <VisuallyHidden>{t('account.label', { name })}</VisuallyHidden>
      </button>
    </MenuButton>
  );
}
