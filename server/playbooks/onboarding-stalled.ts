import { shippedEvents as events } from '../../shared/playbooks/names.ts';
import { times } from '../../shared/playbooks/rules.ts';
import { greeting } from './letter.ts';
import type { Playbook } from './playbook.ts';
import { cancelled, end, mail, pause, task, workHours } from './steps.ts';

/** Somebody signed up and never came to the first result: two letters with a person between them. */
export const onboardingStalled: Playbook = {
  key: 'onboarding-stalled',
  shape: () => ({
    subject: 'contact',
    entry: { trigger: { kind: 'event', event: events.signedUp }, reentry: { mode: 'once' } },
    goal: { when: { all: [times(events.activated, '>', 0)] }, within: '30d' },
    exit: cancelled,
    sendWindow: workHours,
    start: 'day-3',
    steps: {
      'day-3': pause('3d', 'first-step'),
      'first-step': mail('day-7', 'call'),
      'day-7': pause('4d', 'call'),
      call: task('2d', 'day-14'),
      'day-14': pause('7d', 'booking'),
      booking: mail('end', 'by-hand'),
      'by-hand': task('3d', 'end'),
      end,
    },
  }),
  cases: [
    {
      path: [
        'day-3:next',
        'first-step:sent',
        'day-7:next',
        'call:next',
        'day-14:next',
        'booking:sent',
        'end:end',
      ],
      status: 'completed',
    },
    { after: [['1d', events.activated]], path: ['day-3:goal'], status: 'completed' },
    { before: [['1h', events.activated]], path: [], status: 'notEntered' },
  ],
  words: {
    en: {
      name: 'Onboarding stalled',
      about:
        'Someone signed up but has not reached a first result. An e-mail on day 3, a person on day 7, an offer of a call on day 14.',
      steps: {
        'day-3': 'Until day 3',
        'first-step': 'The first step',
        'day-7': 'Until day 7',
        call: 'Offer help',
        'day-14': 'Until day 14',
        booking: 'Offer a call',
        'by-hand': 'Write personally',
      },
      tasks: {
        call: {
          title:
            'Help {{ contact.traits.firstName | default: "someone" }} at {{ account.name | default: "the account" }} get started',
          note: 'They signed up a week ago and have no first result. Ask what they came for, and set up that one thing together.',
        },
        'by-hand': {
          title: 'Write to {{ contact.traits.firstName | default: "the customer" }} personally',
          note: 'The last e-mail could not be sent.',
        },
      },
      letters: {
        'first-step': {
          subject: 'The first step takes four minutes',
          preheader: 'Start from a template and change it later.',
          text: `${greeting.en}

Most teams start from a template and change it later. Pick one, add something real, and you’ll see what the product can do for you.

If something is holding you up, reply to this e-mail. A real person will read it.`,
          button: { label: 'Start from a template', link: 'app' },
        },
        booking: {
          subject: 'Shall we set it up together?',
          preheader: 'Twenty minutes to your first result.',
          text: `${greeting.en}

Two weeks ago you signed up to get something done. If it hasn’t worked out yet, book twenty minutes with us: we’ll set it up together, and you’ll leave with your first result.

If now is not a good time, no problem. Everything will be here when you are ready.`,
          button: { label: 'Pick a time', link: 'booking' },
        },
      },
      cases: ['Never gets going', 'Activates the next day', 'Already activated'],
    },
    pl: {
      name: 'Utknęli na starcie',
      about:
        'Ktoś założył konto, ale nie doszedł do pierwszego rezultatu. Trzeciego dnia e-mail, siódmego kontakt osobisty, czternastego propozycja rozmowy.',
      steps: {
        'day-3': 'Do dnia 3',
        'first-step': 'Pierwszy krok',
        'day-7': 'Do dnia 7',
        call: 'Zaproponuj pomoc',
        'day-14': 'Do dnia 14',
        booking: 'Zaproponuj rozmowę',
        'by-hand': 'Napisz osobiście',
      },
      tasks: {
        call: {
          title:
            'Pomóż zacząć: {{ contact.traits.firstName | default: "klient" }}, {{ account.name | default: "firma" }}',
          note: 'Konto założone tydzień temu, wciąż bez pierwszego rezultatu. Zapytaj, czego szukają, i skonfigurujcie razem tę jedną rzecz.',
        },
        'by-hand': {
          title: 'Napisz osobiście: {{ contact.traits.firstName | default: "klient" }}',
          note: 'Ostatniego e-maila nie udało się wysłać.',
        },
      },
      letters: {
        'first-step': {
          subject: 'Pierwszy krok zajmuje cztery minuty',
          preheader: 'Warto zacząć od szablonu i zmienić go później.',
          text: `${greeting.pl}

większość zespołów zaczyna od szablonu i zmienia go później. Wystarczy wybrać jeden i wprowadzić coś prawdziwego, żeby zobaczyć, co daje produkt.

Jeśli coś Państwa zatrzymało, prosimy odpisać. Każdą odpowiedź czyta człowiek.`,
          button: { label: 'Zacznij od szablonu', link: 'app' },
        },
        booking: {
          subject: 'Skonfigurujemy to razem?',
          preheader: 'Dwadzieścia minut do pierwszego rezultatu.',
          text: `${greeting.pl}

dwa tygodnie temu założyli u nas Państwo konto. Jeśli nie udało się jeszcze osiągnąć celu, zapraszamy na dwadzieścia minut rozmowy: skonfigurujemy wszystko razem i dojdziemy do pierwszego rezultatu.

Jeśli to nie jest dobry moment, nic nie szkodzi. Wszystko na Państwa czeka.`,
          button: { label: 'Wybierz termin', link: 'booking' },
        },
      },
      cases: ['Nigdy nie zaczyna', 'Aktywacja następnego dnia', 'Już aktywny'],
    },
    ru: {
      name: 'Застряли на старте',
      about:
        'Человек зарегистрировался, но не дошёл до первого результата. На 3-й день письмо, на 7-й личный контакт, на 14-й предложение созвониться.',
      steps: {
        'day-3': 'До дня 3',
        'first-step': 'Первый шаг',
        'day-7': 'До дня 7',
        call: 'Предложить помощь',
        'day-14': 'До дня 14',
        booking: 'Предложить созвон',
        'by-hand': 'Написать лично',
      },
      tasks: {
        call: {
          title:
            'Помочь начать: {{ contact.traits.firstName | default: "клиент" }}, {{ account.name | default: "компания" }}',
          note: 'Регистрация была неделю назад, первого результата всё нет. Спросите, чего хотели добиться, и настройте это вместе.',
        },
        'by-hand': {
          title: 'Написать лично: {{ contact.traits.firstName | default: "клиент" }}',
          note: 'Последнее письмо отправить не удалось.',
        },
      },
      letters: {
        'first-step': {
          subject: 'Первый шаг занимает четыре минуты',
          preheader: 'Начните с шаблона, измените его потом.',
          text: `${greeting.ru}

Большинство команд начинает с шаблона и меняет его потом. Выберите любой, внесите реальные данные, и станет понятно, чем полезен продукт.

Если что-то мешает, ответьте на это письмо: его прочтёт живой человек.`,
          button: { label: 'Начать с шаблона', link: 'app' },
        },
        booking: {
          subject: 'Настроим вместе?',
          preheader: 'Двадцать минут до первого результата.',
          text: `${greeting.ru}

Две недели назад вы зарегистрировались у нас. Если пока не получилось то, ради чего вы пришли, давайте созвонимся на двадцать минут: настроим всё вместе и дойдём до первого результата.

Если сейчас не время, ничего страшного. Всё сохранится.`,
          button: { label: 'Выбрать время', link: 'booking' },
        },
      },
      cases: ['Так и не начали', 'Активация на следующий день', 'Уже активен'],
    },
  },
};
