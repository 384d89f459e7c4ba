import { withMinus } from '../../../shared/minus.ts';
import { currentLanguage } from '../../i18n/language.ts';

/** An amount a month without its cents. */
export function money(amount: number, currency: string): string {
  const format = new Intl.NumberFormat(currentLanguage(), {
    style: 'currency',
    currency,
    maximumFractionDigits: 0,
    useGrouping: 'always',
  });
  return withMinus(format.format(amount));
}
