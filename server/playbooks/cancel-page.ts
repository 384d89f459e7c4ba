import { shippedEvents as events } from '../../shared/playbooks/names.ts';
import { activeDays, since } from '../../shared/playbooks/rules.ts';
import { cancelPage as onCancelPage } from '../../shared/playbooks/shipped-signal.ts';
import { greeting } from './letter.ts';
import type { Playbook } from './playbook.ts';
import { cancelled, end, mail, task, when, workHours } from './steps.ts';

/**
 * Somebody looks at the way out: the team knows of every visit at once; one task and, next morning, one letter follow in
 * two weeks. Who looks again while the letter waits is told of from inside, who does so on a later day from anew.
 */
export const cancelPage: Playbook = {
  key: 'cancel-page',
  shape: () => ({
    subject: 'contact',
    entry: {
      trigger: { kind: 'event', event: events.pageViewed, where: onCancelPage },
      reentry: { mode: 'one-at-a-time' },
    },
    goal: { when: { all: [since(events.keyAction)] }, within: '14d' },
    exit: cancelled,
    sendWindow: workHours,
    priority: 'high',
    start: 'tell',
    steps: {
      tell: {
        kind: 'notify-team',
        to: [{ role: 'success-manager' }],
        subject: '',
        text: '',
        email: true,
        next: 'again',
      },
      again: when({ all: [activeDays(events.pageViewed, '>', 1, '14d', onCancelPage)] }, 'end', 'today'),
      today: task('4h', 'night', 'high'),
      // Twelve hours on it is late in the day or night, and the send window opens in the morning.
      night: {
        kind: 'wait-until',
        until: { event: events.pageViewed, where: onCancelPage },
        timeout: '12h',
        exits: { happened: 'tell-again', timeout: 'help' },
      },
      'tell-again': {
        kind: 'notify-team',
        to: [{ role: 'success-manager' }],
        subject: '',
        text: '',
        email: true,
        next: 'night',
      },
      help: mail('end', 'write'),
      write: task('1d', 'end'),
      end,
    },
  }),
  cases: [
    {
      trigger: { path: '/settings/cancel' },
      after: [['2h', events.pageViewed, { path: '/settings/cancel' }]],
      path: [
        'tell:next',
        'again:otherwise',
        'today:next',
        'night:happened',
        'tell-again:next',
        'night:timeout',
        'help:sent',
        'end:end',
      ],
      status: 'completed',
    },
    {
      trigger: { path: '/settings/cancel' },
      after: [['1h', events.subscriptionCancelled]],
      path: ['tell:next', 'again:otherwise', 'today:next', 'night:event:Subscription Cancelled'],
      status: 'exited',
    },
    {
      before: [
        ['3d', events.pageViewed, { path: '/settings/cancel' }],
        ['1h', events.pageViewed, { path: '/settings/cancel' }],
      ],
      trigger: { path: '/settings/cancel' },
      path: ['tell:next', 'again:yes', 'end:end'],
      status: 'completed',
    },
  ],
  words: {
    en: {
      name: 'Cancel page opened',
      about:
        'Someone opens the cancellation page. The team hears of every visit right away; the next morning one e-mail asks whether we can help, at most once in two weeks. Nothing gets in the way of cancelling.',
      steps: {
        tell: 'Notify the team',
        again: 'Here on an earlier day?',
        today: 'Talk to them today',
        night: 'Until next morning',
        'tell-again': 'Notify the team again',
        help: 'Can we help?',
        write: 'Write personally',
      },
      paths: { 'again.yes': 'Yes, within two weeks' },
      notices: {
        tell: {
          subject:
            '{{ contact.traits.firstName | default: "Someone" }} at {{ account.name | default: "an account" }} opened the cancellation page',
          text: '{% if account.mrr %}They pay {{ account.mrr }} a month. {% endif %}Look at their last few weeks before you call.',
        },
        'tell-again': {
          subject:
            '{{ contact.traits.firstName | default: "Someone" }} at {{ account.name | default: "an account" }} opened the cancellation page',
          text: '{% if account.mrr %}They pay {{ account.mrr }} a month. {% endif %}Look at their last few weeks before you call.',
        },
      },
      tasks: {
        today: {
          title:
            'Talk to {{ contact.traits.firstName | default: "someone" }} at {{ account.name | default: "the account" }} today',
          note: 'They looked at how to cancel. Don’t ask them to stay: ask what is missing, and if it is time to go, make leaving easy.',
        },
        write: {
          title: 'Write to {{ contact.traits.firstName | default: "the customer" }} personally',
          note: 'The e-mail could not be sent.',
        },
      },
      letters: {
        help: {
          subject: 'Is something missing?',
          preheader: 'One question, and a person reads your answer.',
          text: `${greeting.en}

A quick question: does our product do what you need? If something is missing or gets in your way, reply with one sentence and we’ll look into it today.

And if you would rather stop or pay less, we’ll help with that too. No hoops to jump through.`,
        },
      },
      cases: ['Looks twice and stays', 'Cancels within the hour', 'Was here on an earlier day'],
    },
    pl: {
      name: 'Otwarta strona rezygnacji',
      about:
        'Ktoś otwiera stronę rezygnacji. Zespół od razu dowiaduje się o każdej wizycie; następnego ranka jeden e-mail pyta, czy możemy pomóc, najwyżej raz na dwa tygodnie. Rezygnacji nic nie utrudnia.',
      steps: {
        tell: 'Powiadom zespół',
        again: 'Już wcześniej?',
        today: 'Rozmowa jeszcze dziś',
        night: 'Do następnego ranka',
        'tell-again': 'Powiadom zespół ponownie',
        help: 'Możemy pomóc?',
        write: 'Napisz osobiście',
      },
      paths: { 'again.yes': 'Tak, w ciągu dwóch tygodni' },
      notices: {
        tell: {
          subject:
            '{{ contact.traits.firstName | default: "Ktoś" }}{% if account.name %} z firmy {{ account.name }}{% endif %} ogląda stronę rezygnacji',
          text: '{% if account.mrr %}Płacą {{ account.mrr }} miesięcznie. {% endif %}Przed telefonem sprawdź, co robili w ostatnich tygodniach.',
        },
        'tell-again': {
          subject:
            '{{ contact.traits.firstName | default: "Ktoś" }}{% if account.name %} z firmy {{ account.name }}{% endif %} ogląda stronę rezygnacji',
          text: '{% if account.mrr %}Płacą {{ account.mrr }} miesięcznie. {% endif %}Przed telefonem sprawdź, co robili w ostatnich tygodniach.',
        },
      },
      tasks: {
        today: {
          title:
            'Porozmawiaj jeszcze dziś: {{ contact.traits.firstName | default: "klient" }}, {{ account.name | default: "firma" }}',
          note: 'Sprawdzali, jak zrezygnować. Nie proś, żeby zostali: zapytaj, czego brakuje, a jeśli decyzja już zapadła, ułatw im odejście.',
        },
        write: {
          title: 'Napisz osobiście: {{ contact.traits.firstName | default: "klient" }}',
          note: 'Naszego e-maila nie udało się wysłać.',
        },
      },
      letters: {
        help: {
          subject: 'Czy czegoś brakuje?',
          preheader: 'Jedno pytanie. Odpowiedź przeczyta człowiek.',
          text: `${greeting.pl}

krótkie pytanie: czy nasz produkt robi to, czego Państwo potrzebują? Jeśli czegoś brakuje albo coś przeszkadza, wystarczy odpisać jednym zdaniem, a zajmiemy się tym jeszcze dziś.

Jeśli chcą Państwo zakończyć współpracę albo płacić mniej, w tym też pomożemy, bez zbędnych formalności.`,
        },
      },
      cases: ['Ogląda dwa razy i zostaje', 'Rezygnuje w ciągu godziny', 'Wizyta już innego dnia'],
    },
    ru: {
      name: 'Открыта страница отмены',
      about:
        'Кто-то открывает страницу отмены подписки. Команда сразу узнаёт о каждом визите; на следующее утро в одном письме мы спрашиваем, чем можем помочь, не чаще раза в две недели. Отменить подписку ничто не мешает.',
      steps: {
        tell: 'Сообщить команде',
        again: 'Уже заходили раньше?',
        today: 'Поговорить сегодня',
        night: 'До следующего утра',
        'tell-again': 'Сообщить команде снова',
        help: 'Можем помочь?',
        write: 'Написать лично',
      },
      paths: { 'again.yes': 'Да, за последние две недели' },
      notices: {
        tell: {
          subject:
            '{{ contact.traits.firstName | default: "Кто-то" }}{% if account.name %} из компании {{ account.name }}{% endif %} смотрит страницу отмены подписки',
          text: '{% if account.mrr %}Платят {{ account.mrr }} в месяц. {% endif %}Перед звонком посмотрите, что они делали в последние недели.',
        },
        'tell-again': {
          subject:
            '{{ contact.traits.firstName | default: "Кто-то" }}{% if account.name %} из компании {{ account.name }}{% endif %} смотрит страницу отмены подписки',
          text: '{% if account.mrr %}Платят {{ account.mrr }} в месяц. {% endif %}Перед звонком посмотрите, что они делали в последние недели.',
        },
      },
      tasks: {
        today: {
          title:
            'Поговорить сегодня: {{ contact.traits.firstName | default: "клиент" }}, {{ account.name | default: "компания" }}',
          note: 'Они смотрели, как отменить подписку. Не просите остаться: спросите, чего не хватает, а если решение принято, помогите уйти без хлопот.',
        },
        write: {
          title: 'Написать лично: {{ contact.traits.firstName | default: "клиент" }}',
          note: 'Наше письмо отправить не удалось.',
        },
      },
      letters: {
        help: {
          subject: 'Чего-то не хватает?',
          preheader: 'Один вопрос. Ответ прочтёт человек.',
          text: `${greeting.ru}

Короткий вопрос: решает ли наш продукт ваши задачи? Если чего-то не хватает или что-то мешает, ответьте одной фразой, и мы займёмся этим сегодня же.

Если вы хотите отменить подписку или платить меньше, мы поможем и с этим, без лишних формальностей.`,
        },
      },
      cases: ['Посмотрели дважды и остались', 'Отмена в течение часа', 'Уже заходили в другой день'],
    },
  },
};
