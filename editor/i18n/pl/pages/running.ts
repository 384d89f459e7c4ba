import type { running as english } from '../../en/pages/running.ts';
import type { Translation } from '../../translation.ts';

export const running: Translation<typeof english> = {
  stuck: {
    count_one: '{{count, number}} utknęła',
    count_few: '{{count, number}} utknęły',
    count_many: '{{count, number}} utknęło',
    count_other: '{{count, number}} utknęło',
    title: 'Osoby, które utknęły',
    about: 'Coś zatrzymało je w drodze. Zostaną tu, dopóki nie zdecydujesz.',
    nobody: 'Nikt nie utknął.',
    people_one: '{{count, number}} osoba',
    people_few: '{{count, number}} osoby',
    people_many: '{{count, number}} osób',
    people_other: '{{count, number}} osoby',
    since: 'pierwsze wejście',
    retry_one: 'Spróbuj ponownie',
    retry_few: 'Ponów te {{count, number}}',
    retry_many: 'Ponów te {{count, number}}',
    retry_other: 'Ponów te {{count, number}}',
    retryTitle: 'Spróbować ponownie?',
    retryText: 'Sprawdzimy je jeszcze raz tam, gdzie stoją.',
    skip: 'Pomiń krok',
    skipTitle: 'Pominąć krok, na którym stoją?',
    skipText:
      'Pójdą dalej, jakby krok się nie udał: przez „w przeciwnym razie”, „nie wysłano”, „błąd” lub „limit czasu”, jeśli jest takie wyjście.',
    'take-out': 'Wyjmij',
    'take-outTitle_one': 'Wyjąć {{count, number}} osobę ze scenariusza?',
    'take-outTitle_few': 'Wyjąć {{count, number}} osoby ze scenariusza?',
    'take-outTitle_many': 'Wyjąć {{count, number}} osób ze scenariusza?',
    'take-outTitle_other': 'Wyjąć {{count, number}} osoby ze scenariusza?',
    'take-outText': 'Ich droga kończy się tutaj, a to, co czeka na wysłanie, zostanie anulowane.',
    working: 'Pracujemy nad nimi…',
    done: 'Gotowe. Kto nadal nie może iść dalej, znów tu stoi.',
    reasons: {
      'contact-gone': 'Kontakt już nie istnieje',
      'version-gone': 'Ich wersja scenariusza już nie istnieje',
      'too-many-steps': 'Za dużo kroków naraz bez czekania',
      fault: 'Coś się nie udało: {{detail}}',
    },
  },
};
