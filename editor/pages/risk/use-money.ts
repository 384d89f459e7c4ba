import { useQuery } from '@tanstack/react-query';
import { formatMoney } from '../../ui/money.ts';
import { settingsQuery } from '../queries.ts';

/** Writes revenue in the workspace’s currency; what is not known as a dash. */
export function useMoney(): (amount: number | undefined) => string {
  const currency = useQuery(settingsQuery).data?.currency ?? 'USD';
  return (amount) => (amount === undefined ? '–' : formatMoney(amount, currency));
}
