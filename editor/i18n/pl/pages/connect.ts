import type { connect as english } from '../../en/pages/connect.ts';
import type { Translation } from '../../translation.ts';

export const connect: Translation<typeof english> = {
  title: 'Połączenie',
  about: 'Wysyłaj to, co ludzie robią w Twoim produkcie; od tego ruszają scenariusze.',
  steps: {
    title: 'Lista kontrolna',
    key: 'Utwórz klucz zapisu',
    keyText:
      'Klucze serwerowe mogą powiedzieć wszystko. Przeglądarkowe nie zmieniają e-maila, planu ani zgód.',
    snippet: 'Wstaw fragment kodu do produktu',
    snippetText: 'Mooring mówi językiem Segmentu: biblioteki z tej rodziny działają po zmianie adresu.',
    identify: 'Powiedz, kim są ludzie',
    identifyText: 'Wywołaj identify po zalogowaniu, żeby kontakty miały e-mail i nazwę.',
    event: 'Zobacz pierwsze zdarzenie',
    eventText: 'Każde wywołanie widać na liście poniżej, także odrzucone, wraz z powodem.',
    done: 'zrobione',
    open: 'do zrobienia',
  },
  key: {
    title: 'Klucz zapisu',
    about: 'Klucze pokazujemy raz. Wklej swój albo utwórz nowy.',
    paste: 'Twój klucz zapisu',
    server: 'Utwórz klucz serwerowy',
    browser: 'Utwórz klucz przeglądarkowy',
    name: 'Utworzony na stronie Połączenie',
    once: 'Skopiuj go teraz: więcej się nie pokaże.',
    needsAdmin: 'Poproś administratora o klucz albo wklej swój.',
  },
  snippets: {
    title: 'Fragment kodu',
    node: 'Node',
    browser: 'Przeglądarka',
    component: 'Element u klientów',
    curl: 'curl',
    install: 'Instalacja',
    code: 'Kod',
    placeholder: 'YOUR_WRITE_KEY',
  },
  test: {
    button: 'Wyślij zdarzenie testowe',
    needsKey: 'Najpierw utwórz lub wklej klucz zapisu.',
    sent: 'Zdarzenie testowe przyjęto. Widać je na liście poniżej.',
    refused: 'Zdarzenie testowe odrzucono: {{reason}}',
  },
  calls: {
    title: 'Wywołania',
    about: 'Każde wywołanie w chwili nadejścia, najnowsze na górze.',
    live: 'Na żywo',
    paused: 'Wstrzymano',
    pause: 'Wstrzymaj',
    resume: 'Wznów',
    filter: 'Stan',
    columns: {
      status: 'Stan',
      type: 'Wywołanie',
      who: 'Kto',
      when: 'Kiedy',
      why: 'Powód odrzucenia',
      library: 'Skąd',
    },
    empty: 'Nasłuchujemy…',
    emptyText:
      'Pierwsze wywołanie pojawi się tu w ciągu dwóch sekund. Wyślij zdarzenie testowe, żeby spróbować.',
    noMatch: 'Nie ma takiego wywołania',
    nobody: 'nikt',
  },
};
