import type { billing as english } from '../../en/pages/billing.ts';
import type { Translation } from '../../translation.ts';

export const billing: Translation<typeof english> = {
  title: 'Płatności (Stripe)',
  about: 'Karty, faktury, subskrypcje i okresy próbne stają się zdarzeniami i polami kont.',
  address: 'Adres webhooka',
  missing: 'Jeszcze nie ustawiono: {{variables}}.',
  connected: 'Dopasowani klienci: {{mapped}}, do dopasowania: {{open}}.',
  open: 'Klient bez konta',
  waiting: 'Czekające zgłoszenia',
  account: 'Identyfikator konta',
  accountOf: 'Konto: {{name}}',
  choose: 'Dopasuj',
  ignore: 'Pomiń',
  none: 'Każdy klient jest dopasowany.',
};
