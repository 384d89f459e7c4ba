import { currentLanguage } from '../../i18n/language.ts';

/** An amount a month without its cents. */
export function money(amount: number, currency: string): string {
  return new Intl.NumberFormat(currentLanguage(), {
    style: 'currency',
    currency,
    maximumFractionDigits: 0,
    useGrouping: 'always',
  }).format(amount);
}
