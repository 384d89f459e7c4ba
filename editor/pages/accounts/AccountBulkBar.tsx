import { useTranslation } from 'react-i18next';
import type { AccountLine } from '../../../shared/account.ts';
import { ManyBar } from '../many/ManyBar.tsx';
import { useMoney } from '../risk/use-money.ts';

/** What can be done for all selected accounts together, and what they pay. */
export function AccountBulkBar({
  accounts,
  onDone,
}: {
  accounts: readonly AccountLine[];
  onDone: () => void;
}) {
  const { t } = useTranslation('pages');
  const money = useMoney();
  return (
    <ManyBar
      of="accounts"
      chosen={accounts}
      said={t('risk.selected', {
        count: accounts.length,
        revenue: money(accounts.reduce((sum, { mrr = 0 }) => sum + mrr, 0)),
      })}
      onDone={onDone}
    />
  );
}
