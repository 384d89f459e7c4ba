import { shippedEvents as events } from '../../shared/playbooks/names.ts';
import { since } from '../../shared/playbooks/rules.ts';
import { cancelPage as onCancelPage } from '../../shared/playbooks/shipped-signal.ts';
import type { Playbook } from './playbook.ts';
import { after, cancelled, end, mail, task, workHours } from './steps.ts';

/** Somebody looks at the way out: the team knows at once, and next morning one letter asks whether we can help. */
export const cancelPage: Playbook = {
  key: 'cancel-page',
  shape: () => ({
    subject: 'contact',
    entry: {
      trigger: { kind: 'event', event: events.pageViewed, where: onCancelPage },
      reentry: after('14d'),
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
        next: 'today',
      },
      today: task('4h', 'morning', 'high'),
      morning: { kind: 'wait', until: { at: '09:00', zone: 'contact' }, next: 'help' },
      help: mail('end', 'write'),
      write: task('1d', 'end'),
      end,
    },
  }),
  cases: [
    {
      trigger: { path: '/settings/cancel' },
      path: ['tell:next', 'today:next', 'morning:next', 'help:sent', 'end:end'],
      status: 'completed',
    },
    {
      trigger: { path: '/settings/cancel' },
      after: [['1h', events.subscriptionCancelled]],
      path: ['tell:next', 'today:next', 'morning:event:Subscription Cancelled'],
      status: 'exited',
    },
    { trigger: { path: '/dashboard' }, path: [], status: 'notEntered' },
  ],
  words: {
    en: {
      name: 'Cancel page opened',
      about:
        'Somebody looks at the page for cancelling. The team knows at once; next morning one e-mail asks whether we can help. It never stands in the way.',
      steps: {
        tell: 'Tell the team',
        today: 'Look at this today',
        morning: 'Next morning',
        help: 'Can we help?',
        write: 'Write by hand',
      },
      notices: {
        tell: {
          subject:
            '{{ contact.traits.firstName | default: "Somebody" }} at {{ account.name | default: "an account" }} looked at the cancel page',
          text: 'They pay {{ account.mrr | default: 0 }} a month. Look at their last weeks before you call.',
        },
      },
      tasks: {
        today: {
          title:
            'Talk to {{ contact.traits.firstName | default: "them" }} at {{ account.name | default: "the account" }} today',
          note: 'They looked at how to leave. Do not ask them to stay: ask what is missing, and make leaving easy if it is time.',
        },
        write: {
          title: 'Write to {{ contact.traits.firstName | default: "them" }} by hand',
          note: 'Our e-mail could not be sent.',
        },
      },
      letters: {
        help: {
          subject: 'Is something missing?',
          preheader: 'One question, answered by a person.',
          text: `Hi {{ contact.traits.firstName | default: "there" }},

a short question: does the product do for you what you need? If something is missing or gets in your way, reply in one sentence and we look at it today.

If you would like to stop or to pay less, we help with that as well, without a detour.`,
        },
      },
      cases: ['Looks and stays', 'Cancels within the hour', 'Another page'],
    },
    pl: {
      name: 'Otwarta strona rezygnacji',
      about:
        'Ktoś ogląda stronę rezygnacji. Zespół wie od razu; następnego ranka jeden e-mail pyta, czy możemy pomóc. Niczego nie utrudnia.',
      steps: {
        tell: 'Powiadom zespół',
        today: 'Jeszcze dziś',
        morning: 'Następny ranek',
        help: 'Możemy pomóc?',
        write: 'Napisz osobiście',
      },
      notices: {
        tell: {
          subject:
            '{{ contact.traits.firstName | default: "Ktoś" }} z firmy {{ account.name | default: "" }} ogląda stronę rezygnacji',
          text: 'Płacą {{ account.mrr | default: 0 }} miesięcznie. Zanim zadzwonisz, zobacz ich ostatnie tygodnie.',
        },
      },
      tasks: {
        today: {
          title:
            'Porozmawiaj jeszcze dziś: {{ contact.traits.firstName | default: "klient" }}, {{ account.name | default: "firma" }}',
          note: 'Sprawdzali, jak odejść. Nie proś, żeby zostali: zapytaj, czego brakuje, a jeśli już czas, ułatw odejście.',
        },
        write: {
          title: 'Napisz osobiście: {{ contact.traits.firstName | default: "klient" }}',
          note: 'Naszego e-maila nie udało się wysłać.',
        },
      },
      letters: {
        help: {
          subject: 'Czy czegoś brakuje?',
          preheader: 'Jedno pytanie, odpowiada człowiek.',
          text: `Dzień dobry{% if contact.traits.firstName %}, {{ contact.traits.firstName }}{% endif %},

krótkie pytanie: czy produkt robi to, czego Państwo potrzebują? Jeśli czegoś brakuje albo coś przeszkadza, wystarczy jedno zdanie, a zajmiemy się tym dzisiaj.

Jeśli chcą Państwo zakończyć współpracę albo płacić mniej, także w tym pomożemy, bez przeszkód.`,
        },
      },
      cases: ['Ogląda i zostaje', 'Rezygnuje w ciągu godziny', 'Inna strona'],
    },
    ru: {
      name: 'Открыта страница отмены',
      about:
        'Кто-то смотрит страницу отмены. Команда узнаёт сразу; на следующее утро одно письмо спрашивает, можем ли мы помочь. Уйти никто не мешает.',
      steps: {
        tell: 'Сообщить команде',
        today: 'Сегодня же',
        morning: 'Следующее утро',
        help: 'Можем помочь?',
        write: 'Написать лично',
      },
      notices: {
        tell: {
          subject:
            '{{ contact.traits.firstName | default: "Кто-то" }} из компании {{ account.name | default: "" }} смотрит страницу отмены',
          text: 'Платят {{ account.mrr | default: 0 }} в месяц. Прежде чем звонить, посмотрите их последние недели.',
        },
      },
      tasks: {
        today: {
          title:
            'Поговорить сегодня: {{ contact.traits.firstName | default: "клиент" }}, {{ account.name | default: "компания" }}',
          note: 'Смотрели, как уйти. Не просите остаться: спросите, чего не хватает, а если пора, помогите уйти легко.',
        },
        write: {
          title: 'Написать лично: {{ contact.traits.firstName | default: "клиент" }}',
          note: 'Наше письмо отправить не удалось.',
        },
      },
      letters: {
        help: {
          subject: 'Чего-то не хватает?',
          preheader: 'Один вопрос, отвечает человек.',
          text: `Здравствуйте{% if contact.traits.firstName %}, {{ contact.traits.firstName }}{% endif %}!

Короткий вопрос: делает ли продукт то, что вам нужно? Если чего-то не хватает или что-то мешает, ответьте одной фразой, и мы займёмся этим сегодня.

Если вы хотите уйти или платить меньше, мы поможем и с этим, без лишних шагов.`,
        },
      },
      cases: ['Смотрит и остаётся', 'Уходит в течение часа', 'Другая страница'],
    },
  },
};
