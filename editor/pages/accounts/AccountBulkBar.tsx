import { useTranslation } from 'react-i18next';
import type { AccountLine } from '../../../shared/account.ts';
import { ManyBar } from '../many/ManyBar.tsx';
import type { Whole } from '../many/use-chosen.ts';
import type { AllOf } from '../many/use-many-actions.ts';
import { useMoney } from '../risk/use-money.ts';

/** What can be done for all selected accounts together, and what they pay. */
export function AccountBulkBar({
  accounts,
  ...rest
}: {
  accounts: readonly AccountLine[];
  /** All that the list finds, where not only those ticked are meant. */
  all?: AllOf | undefined;
  whole?: Whole | undefined;
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
      {...rest}
    />
  );
}
