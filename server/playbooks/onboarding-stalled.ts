import { shippedEvents as events } from '../../shared/playbooks/names.ts';
import { times } from '../../shared/playbooks/rules.ts';
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
        'Somebody signed up and has not come to a first result. A letter on day 3, a person on day 7, an offered call on day 14.',
      steps: {
        'day-3': 'Until day 3',
        'first-step': 'The first step',
        'day-7': 'Until day 7',
        call: 'Offer help',
        'day-14': 'Until day 14',
        booking: 'Offer a call',
        'by-hand': 'Write by hand',
      },
      tasks: {
        call: {
          title:
            'Help {{ contact.traits.firstName | default: "them" }} at {{ account.name | default: "the account" }} get started',
          note: 'Signed up a week ago and has no first result. Ask what they came for, and set up that one thing together.',
        },
        'by-hand': {
          title: 'Write to {{ contact.traits.firstName | default: "them" }} by hand',
          note: 'The last e-mail could not be sent.',
        },
      },
      letters: {
        'first-step': {
          subject: 'The first step takes four minutes',
          preheader: 'Start from a template; change it later.',
          text: `Hi {{ contact.traits.firstName | default: "there" }},

most teams start from a template and change it later. Pick one, put in something real, and you see what the product does for you.

If something stopped you, reply: a person reads it.`,
          button: { label: 'Start from a template', link: 'app' },
        },
        booking: {
          subject: 'Shall we set it up together?',
          preheader: 'Twenty minutes, and your first result stands.',
          text: `Hi {{ contact.traits.firstName | default: "there" }},

two weeks ago you signed up to get something done. If it has not worked out yet, take twenty minutes with us: we set it up together, and your first result stands at the end.

If the timing was wrong, no harm done. Everything is kept for you.`,
          button: { label: 'Choose a time', link: 'booking' },
        },
      },
      cases: ['Never gets going', 'Activates on the next day', 'Already activated'],
    },
    pl: {
      name: 'Utknęli na starcie',
      about:
        'Ktoś założył konto i nie doszedł do pierwszego rezultatu. E-mail trzeciego dnia, człowiek siódmego, propozycja rozmowy czternastego.',
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
          note: 'Konto sprzed tygodnia, bez pierwszego rezultatu. Zapytaj, po co przyszli, i ustawcie razem tę jedną rzecz.',
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
          text: `Dzień dobry{% if contact.traits.firstName %}, {{ contact.traits.firstName }}{% endif %},

większość zespołów zaczyna od szablonu i zmienia go później. Wystarczy wybrać jeden, wpisać coś prawdziwego i widać, co produkt daje.

Jeśli coś Państwa zatrzymało, prosimy odpisać: czyta to człowiek.`,
          button: { label: 'Zacznij od szablonu', link: 'app' },
        },
        booking: {
          subject: 'Ustawimy to razem?',
          preheader: 'Dwadzieścia minut i pierwszy rezultat gotowy.',
          text: `Dzień dobry{% if contact.traits.firstName %}, {{ contact.traits.firstName }}{% endif %},

dwa tygodnie temu założyli Państwo konto, żeby coś zrobić. Jeśli się jeszcze nie udało, zapraszamy na dwadzieścia minut: ustawimy wszystko razem i na końcu będzie pierwszy rezultat.

Jeśli to zły moment, nic nie szkodzi. Wszystko na Państwa czeka.`,
          button: { label: 'Wybierz termin', link: 'booking' },
        },
      },
      cases: ['Nigdy nie rusza', 'Aktywuje się następnego dnia', 'Już aktywny'],
    },
    ru: {
      name: 'Застряли на старте',
      about:
        'Человек зарегистрировался и не дошёл до первого результата. Письмо на 3-й день, человек на 7-й, предложение созвониться на 14-й.',
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
          note: 'Регистрация неделю назад, первого результата нет. Спросите, за чем пришли, и настройте вместе эту одну вещь.',
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
          text: `Здравствуйте{% if contact.traits.firstName %}, {{ contact.traits.firstName }}{% endif %}!

Большинство команд начинает с шаблона и меняет его потом. Выберите один, впишите что-нибудь настоящее, и станет видно, что продукт даёт.

Если что-то остановило, ответьте: письмо прочтёт человек.`,
          button: { label: 'Начать с шаблона', link: 'app' },
        },
        booking: {
          subject: 'Настроим вместе?',
          preheader: 'Двадцать минут, и первый результат готов.',
          text: `Здравствуйте{% if contact.traits.firstName %}, {{ contact.traits.firstName }}{% endif %}!

Две недели назад вы зарегистрировались, чтобы что-то сделать. Если пока не вышло, приходите на двадцать минут: настроим вместе, и в конце будет первый результат.

Если время неудачное, ничего страшного. Всё сохраняется.`,
          button: { label: 'Выбрать время', link: 'booking' },
        },
      },
      cases: ['Так и не начинает', 'Активируется на следующий день', 'Уже активен'],
    },
  },
};
