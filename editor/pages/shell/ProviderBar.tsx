import { IconPlugConnectedX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { providersQuery } from '../queries.ts';
import classes from './DemoBar.module.css';

/** Says that a provider is down and that what is meant for it waits, for as long as that lasts. */
export function ProviderBar() {
  const { t } = useTranslation('pages');
  const down = (useQuery(providersQuery).data?.items ?? []).filter(({ state }) => state !== 'failing');
  if (down.length === 0) return null;
  const names = [...new Set(down.map(({ name }) => name))].join(', ');
  return (
    <div className={classes.bar} data-tone="warn" role="status">
      <IconPlugConnectedX size={16} aria-hidden />
      <span>{t('bars.down', { names })}</span>
    </div>
  );
}
