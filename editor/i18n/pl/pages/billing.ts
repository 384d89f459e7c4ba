import type { billing as english } from '../../en/pages/billing.ts';
import type { Translation } from '../../translation.ts';

export const billing: Translation<typeof english> = {
  title: 'Płatności (Stripe)',
  about: 'Karty, faktury, subskrypcje i okresy próbne stają się zdarzeniami i polami firm.',
  address: 'Adres webhooka',
  connected: 'Dopasowani klienci: {{mapped}}, do dopasowania: {{open}}.',
  steps: {
    address: 'Powiedz Stripe, dokąd wysyłać',
    addressText: 'W Stripe, w sekcji Developers → Webhooks, dodaj miejsce docelowe o tym adresie.',
    notices: 'Zdarzenia do zaznaczenia',
    secret: 'Podaj sekret podpisu',
    secretText:
      'Stripe pokazuje go przy miejscu docelowym. Ustaw go tam, gdzie działa serwer, i uruchom serwer ponownie:',
    secretSet: 'Sekret jest ustawiony; przesyłki, które nie pochodzą od Stripe, są odrzucane.',
    key: 'Pozwól odczytywać dane',
    keyText:
      'Klucz z ograniczonym dostępem, który może czytać klientów, subskrypcje, faktury i płatności, sprawia, że zagubione i spóźnione powiadomienia nie szkodzą:',
    keySet: 'Klucz jest ustawiony. Odczytaj raz to, co już jest; nie uruchomi to żadnego scenariusza.',
    fill: 'Odczytaj klientów i subskrypcje',
    filling: 'Odczytywanie ze Stripe…',
    filled: 'Odczytano klientów i subskrypcje.',
    match: 'Dopasuj klientów do firm',
    last: 'Ostatnia wiadomość od Stripe:',
    silent: 'Od Stripe nic jeszcze nie nadeszło.',
  },
  open: 'Klient bez firmy',
  waiting: 'Czekające zdarzenia',
  account: 'Identyfikator firmy',
  accountOf: 'Firma: {{name}}',
  choose: 'Dopasuj',
  chooseTitle: 'Dopasować klienta „{{name}}” do firmy „{{accountId}}”?',
  chooseText: 'Czekające zdarzenia zostaną jej od razu przypisane. Tego nie można cofnąć.',
  ignore: 'Pomiń',
  ignoreTitle: 'Pominąć klienta „{{name}}”?',
  ignoreText: 'Czekające zdarzenia przepadną, a klient zniknie z tej listy. Tego nie można cofnąć.',
  none: 'Każdy klient jest dopasowany.',
};
