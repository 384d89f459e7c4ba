import type { doors as english } from '../../en/pages/doors.ts';
import type { Translation } from '../../translation.ts';

export const doors: Translation<typeof english> = {
  claim: 'Dowiedz się, kto chce odejść, i zareaguj na czas.',
  email: 'E-mail',
  password: 'Hasło',
  passwordHint: 'Co najmniej 10 znaków',
  name: 'Imię i nazwisko',
  emailInvalid: 'Podaj poprawny adres e-mail.',
  passwordShort: 'Użyj co najmniej 10 znaków.',
  nameMissing: 'Podaj imię i nazwisko.',
  setup: {
    title: 'Konfiguracja Mooring',
    text: 'Nikogo tu jeszcze nie ma. Utwórz konto administratora, zespół zaprosisz później.',
    submit: 'Utwórz konto',
    done: 'Mooring jest już skonfigurowany.',
    noToken: 'Brakuje jednorazowego kodu. Otwórz link, który serwer wyświetlił przy uruchomieniu.',
    toSignIn: 'Przejdź do logowania',
  },
  start: {
    title: 'Jak chcesz zacząć?',
    text: 'Dane demo możesz wczytać lub usunąć w każdej chwili.',
    demo: 'Rozejrzyj się po danych demo',
    demoText: 'Fikcyjna firma z kontaktami, półroczną aktywnością i działającymi scenariuszami.',
    empty: 'Zacznij od zera',
    emptyText: 'Połącz swój produkt. Zajmie to kilka minut, a następna strona pokaże, jak to zrobić.',
  },
  signIn: {
    title: 'Zaloguj się',
    submit: 'Zaloguj się',
    needed:
      'Nikt nie ma tu jeszcze konta. Otwórz jednorazowy link, który serwer wyświetlił przy uruchomieniu.',
  },
  invitation: {
    title: 'Dołącz do zespołu',
    text: '{{invitedBy}} zaprasza Cię w roli: {{role}}.',
    textAnonymous: 'Zaproszono Cię w roli: {{role}}.',
    submit: 'Utwórz konto',
  },
};
