import type { doors as english } from '../../en/pages/doors.ts';
import type { Translation } from '../../translation.ts';

export const doors: Translation<typeof english> = {
  claim: 'Wiedz, kto zaraz odejdzie, i zrób coś z tym.',
  email: 'E-mail',
  password: 'Hasło',
  passwordHint: 'Co najmniej 10 znaków',
  name: 'Imię i nazwisko',
  emailInvalid: 'To nie jest adres e-mail.',
  passwordShort: 'Użyj co najmniej 10 znaków.',
  nameMissing: 'Napisz, jak się nazywasz.',
  setup: {
    title: 'Konfiguracja Mooring',
    text: 'Nikogo tu jeszcze nie ma. Utwórz konto administratora; zespół zaprosisz później.',
    submit: 'Utwórz konto',
    done: 'Mooring jest już skonfigurowany.',
    noToken: 'W tym adresie brakuje jednorazowego linku. Otwórz link, który serwer wypisał przy starcie.',
    toSignIn: 'Przejdź do logowania',
  },
  start: {
    title: 'Jak chcesz zacząć?',
    text: 'Dane demo możesz wczytać lub usunąć w każdej chwili.',
    demo: 'Rozejrzyj się po danych demo',
    demoText: 'Zmyślona firma z kontaktami, półroczną aktywnością i scenariuszami w pełnym biegu.',
    empty: 'Zacznij od zera',
    emptyText: 'Najpierw połącz swój produkt. To kilka minut, a następna strona pokazuje jak.',
  },
  signIn: {
    title: 'Zaloguj się',
    submit: 'Zaloguj się',
    needed: 'Nikt nie ma tu jeszcze konta. Otwórz jednorazowy link, który serwer wypisał przy starcie.',
  },
  invitation: {
    title: 'Dołącz do zespołu',
    text: '{{invitedBy}} zaprasza Cię w roli: {{role}}.',
    textAnonymous: 'Zaproszono Cię w roli: {{role}}.',
    submit: 'Utwórz konto',
  },
};
