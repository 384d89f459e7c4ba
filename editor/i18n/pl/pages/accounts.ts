import type { accounts as english, charts as englishCharts } from '../../en/pages/accounts.ts';
import type { Translation } from '../../translation.ts';

export const accounts: Translation<typeof english> = {
  title: 'Firmy',
  search: 'Szukaj po nazwie lub id',
  all: 'Wszystkie',
  account: 'Firma',
  plan: 'Plan',
  anyPlan: 'Dowolny plan',
  mrr: 'MRR',
  seats: 'Miejsca',
  signals: 'Otwarte sygnały',
  renews: 'Odnowienie',
  card: 'Karta',
  cardEnds: 'ważna do {{month}}',
  contact: 'Do kogo dzwonić',
  manager: 'Opiekun klienta',
  anyManager: 'Dowolny opiekun',
  noManager: 'Bez opiekuna',
  managerTold: 'Opiekun zapisany. Zadania dla tej roli trafią odtąd do tej osoby.',
  atRiskSince: 'Zagrożona od',
  empty: 'Nie znamy jeszcze żadnej firmy',
  emptyText:
    'Firma pojawia się z pierwszym wywołaniem group z Twojego produktu, z webhookiem rozliczeń albo z pliku CSV.',
  noMatch: 'Żadna firma nie pasuje',
  noMatchText: 'Zmień filtr. Według odnowienia widać tylko firmy, które mają je przed sobą.',
  back: 'Wszystkie firmy',
  gone: 'Tej firmy tu nie ma',
  goneText: 'Mogła zostać usunięta albo zmieniło się jej id.',
  new: {
    button: 'Nowa firma',
    title: 'Nowa firma',
    id: 'Id firmy',
    idText: 'Id grupy, którego używają Twój produkt i rozliczenia.',
    idNeeded: 'Firma potrzebuje id, którego używa Twój produkt.',
    name: 'Nazwa',
    submit: 'Utwórz firmę',
  },
  delete: {
    button: 'Usuń…',
    title: 'Usunąć {{name}} na zawsze?',
    text: 'Jej cechy, liczniki, sygnały i sprawy zostaną usunięte. Ludzie zostają i nie należą do żadnej firmy. Tego nie można cofnąć.',
    submit: 'Usuń na zawsze',
    told: 'Firma jest usuwana.',
  },
  members: {
    title: 'Ludzie ({{total}})',
    empty: 'Nikogo stamtąd jeszcze nie znamy',
    emptyText: 'Ludzie dołączają z wywołaniem group, które wskazuje tę firmę.',
  },
  meters: {
    title: 'Liczniki',
    about: 'Ile wykorzystują z tego, na co pozwala ich plan.',
    of: 'Historia: {{name}}',
    when: 'Kiedy',
    value: 'Wartość',
    limit: 'Limit',
    limitOf: 'Limit {{limit}}',
  },
  now: { title: 'Dzieje się teraz' },
};

export const charts: Translation<typeof englishCharts> = {
  shownAs: 'Jak pokazać: {{label}}',
  chart: 'Jako wykres',
  table: 'Jako tabela',
};
