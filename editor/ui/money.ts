import i18next from 'i18next';
import { withMinus } from '../../shared/minus.ts';

/** Revenue in the workspace’s currency, without cents where there are none. */
export function formatMoney(amount: number, currency: string, language = i18next.language): string {
  try {
    const format = new Intl.NumberFormat(language, {
      style: 'currency',
      currency,
      minimumFractionDigits: 0,
      maximumFractionDigits: Number.isInteger(amount) || Math.abs(amount) >= 1_000 ? 0 : 2,
      useGrouping: 'always',
    });
    return withMinus(format.format(amount));
  } catch {
    // A code that no currency has any more.
    return `${amount} ${currency}`;
  }
}
