import { shippedEvents as events } from '../../shared/playbooks/names.ts';
import { daysUntil, since, times } from '../../shared/playbooks/rules.ts';
import type { Playbook } from './playbook.ts';
import { cancelled, end, notice, pause, task, untilBefore, when, workHours } from './steps.ts';

const ends = '$.account.traits.trialEndsAt';

/** A trial ends: said in time, by what was used so far, and never within three days of its start. */
export const trialEnding: Playbook = {
  key: 'trial-ending',
  shape: () => ({
    subject: 'account',
    to: 'admin',
    entry: { trigger: { kind: 'event', event: events.trialStarted }, reentry: { mode: 'once' } },
    goal: { when: { all: [since(events.subscriptionStarted)] }, within: '90d' },
    exit: cancelled,
    sendWindow: workHours,
    start: 'settle',
    steps: {
      settle: pause('3d', 'long'),
      long: when({ all: [daysUntil(ends, '>=', 7)] }, 'to-7', 'short'),
      short: when({ all: [daysUntil(ends, '>=', 3)] }, 'to-3', 'to-1'),
      'to-7': untilBefore(ends, '7d', 'week'),
      week: notice('to-3', 'call'),
      'to-3': untilBefore(ends, '3d', 'used'),
      used: when({ all: [times(events.activated, '>', 0)] }, 'active', 'idle'),
      active: notice('to-1', 'call'),
      idle: notice('to-1', 'call'),
      'to-1': untilBefore(ends, '1d', 'tomorrow'),
      tomorrow: notice('call', 'call'),
      call: task('1d', 'end'),
      end,
    },
  }),
  cases: [
    {
      account: { traits: { trialEndsAt: '+14d' } },
      before: [['1h', events.activated]],
      path: [
        'settle:next',
        'long:yes',
        'to-7:next',
        'week:sent',
        'to-3:next',
        'used:yes',
        'active:sent',
        'to-1:next',
        'tomorrow:sent',
        'call:next',
        'end:end',
      ],
      status: 'completed',
    },
    {
      account: { traits: { trialEndsAt: '+7d' } },
      path: [
        'settle:next',
        'long:otherwise',
        'short:yes',
        'to-3:next',
        'used:otherwise',
        'idle:sent',
        'to-1:next',
        'tomorrow:sent',
        'call:next',
        'end:end',
      ],
      status: 'completed',
    },
    {
      account: { traits: { trialEndsAt: '+14d' } },
      after: [['9d', events.subscriptionStarted]],
      path: ['settle:next', 'long:yes', 'to-7:next', 'week:sent', 'to-3:goal'],
      status: 'completed',
    },
  ],
  words: {
    en: {
      name: 'Trial ending',
      about: 'Says 7, 3 and 1 days before that the trial ends and what becomes of the work done so far.',
      steps: {
        settle: 'Three days to arrive',
        long: 'A long trial?',
        short: 'Three days left?',
        'to-7': '7 days before',
        week: 'A week left',
        'to-3': '3 days before',
        used: 'Got a result?',
        active: 'Keep your results',
        idle: 'More time?',
        'to-1': '1 day before',
        tomorrow: 'Ends tomorrow',
        call: 'Ask how it went',
      },
      paths: {
        'long.yes': 'A week or more is left',
        'short.yes': 'Three days or more are left',
        'used.yes': 'Came to a first result',
      },
      tasks: {
        call: {
          title: 'Ask {{ account.name | default: "the account" }} how the trial went',
          note: 'The trial ends. Find out what they would need to decide, or what was missing.',
        },
      },
      reason: 'Their trial ends, and they need to know what becomes of their work.',
      letters: {
        week: {
          subject: 'Your trial ends in a week',
          preheader: 'What happens then, in three sentences.',
          text: `Hi {{ contact.traits.firstName | default: "there" }},

your trial ends in a week. Nothing is charged by itself, and everything you made is kept for 60 days.

If you want to go on, choose a plan before then and your team does not notice anything.`,
          button: { label: 'See the plans', link: 'billing' },
        },
        active: {
          subject: 'Three days left to keep things running',
          preheader: 'What you have built goes on with any plan.',
          text: `Hi {{ contact.traits.firstName | default: "there" }},

your trial ends in three days. What you have built goes on unchanged with any plan.

If you are not sure which one fits, reply with how you use it, and we say which one we would take.`,
          button: { label: 'Choose a plan', link: 'billing' },
        },
        idle: {
          subject: 'Did you have enough time to try it?',
          preheader: 'If not, we add two weeks.',
          text: `Hi {{ contact.traits.firstName | default: "there" }},

your trial ends in three days, and it looks as if there was not much time for it.

If you would like to try properly, reply and we add two weeks, without any condition. If it is not for you, you need to do nothing.`,
        },
        tomorrow: {
          subject: 'Your trial ends tomorrow',
          preheader: 'Everything is kept for 60 days.',
          text: `Hi {{ contact.traits.firstName | default: "there" }},

your trial ends tomorrow. Without a plan, access stops; your work is kept for 60 days and is there again when you choose one.`,
          button: { label: 'Choose a plan', link: 'billing' },
        },
      },
      cases: ['A two-week trial that is used', 'A one-week trial that is not', 'Subscribes before the end'],
    },
    pl: {
      name: 'Koniec okresu próbnego',
      about:
        'Mówi 7, 3 i 1 dzień wcześniej, że okres próbny się kończy i co stanie się z dotychczasową pracą.',
      steps: {
        settle: 'Trzy dni na start',
        long: 'Długi okres?',
        short: 'Zostały trzy dni?',
        'to-7': '7 dni przed',
        week: 'Został tydzień',
        'to-3': '3 dni przed',
        used: 'Jest rezultat?',
        active: 'Zachowaj rezultaty',
        idle: 'Więcej czasu?',
        'to-1': '1 dzień przed',
        tomorrow: 'Kończy się jutro',
        call: 'Zapytaj, jak poszło',
      },
      paths: {
        'long.yes': 'Został tydzień lub więcej',
        'short.yes': 'Zostały co najmniej trzy dni',
        'used.yes': 'Jest pierwszy rezultat',
      },
      tasks: {
        call: {
          title: 'Zapytaj firmę {{ account.name | default: "" }}, jak poszedł okres próbny',
          note: 'Okres próbny się kończy. Dowiedz się, czego potrzebują do decyzji albo czego zabrakło.',
        },
      },
      reason: 'Okres próbny się kończy i trzeba wiedzieć, co stanie się z pracą.',
      letters: {
        week: {
          subject: 'Okres próbny kończy się za tydzień',
          preheader: 'Co wtedy, w trzech zdaniach.',
          text: `Dzień dobry{% if contact.traits.firstName %}, {{ contact.traits.firstName }}{% endif %},

okres próbny kończy się za tydzień. Nic nie zostanie pobrane samo, a wszystko, co powstało, przechowamy przez 60 dni.

Jeśli chcą Państwo pracować dalej, wystarczy do tego czasu wybrać plan i zespół niczego nie zauważy.`,
          button: { label: 'Zobacz plany', link: 'billing' },
        },
        active: {
          subject: 'Trzy dni, żeby wszystko działało dalej',
          preheader: 'To, co powstało, działa w każdym planie.',
          text: `Dzień dobry{% if contact.traits.firstName %}, {{ contact.traits.firstName }}{% endif %},

okres próbny kończy się za trzy dni. To, co powstało, działa bez zmian w każdym planie.

Jeśli nie wiadomo, który wybrać, prosimy napisać, do czego służy produkt, a powiemy, który byśmy wzięli.`,
          button: { label: 'Wybierz plan', link: 'billing' },
        },
        idle: {
          subject: 'Czy starczyło czasu na próbę?',
          preheader: 'Jeśli nie, dodamy dwa tygodnie.',
          text: `Dzień dobry{% if contact.traits.firstName %}, {{ contact.traits.firstName }}{% endif %},

okres próbny kończy się za trzy dni, a wygląda na to, że nie było na niego wiele czasu.

Jeśli chcą Państwo spróbować porządnie, prosimy odpisać, dodamy dwa tygodnie bez żadnych warunków. Jeśli to nie to, nic nie trzeba robić.`,
        },
        tomorrow: {
          subject: 'Okres próbny kończy się jutro',
          preheader: 'Wszystko przechowamy przez 60 dni.',
          text: `Dzień dobry{% if contact.traits.firstName %}, {{ contact.traits.firstName }}{% endif %},

okres próbny kończy się jutro. Bez planu dostęp się zatrzyma; praca zostaje u nas przez 60 dni i wraca po wybraniu planu.`,
          button: { label: 'Wybierz plan', link: 'billing' },
        },
      },
      cases: ['Dwa tygodnie, używany', 'Tydzień, nieużywany', 'Zakup przed końcem'],
    },
    ru: {
      name: 'Пробный период заканчивается',
      about: 'За 7, 3 и 1 день говорит, что пробный период заканчивается и что станет со сделанной работой.',
      steps: {
        settle: 'Три дня освоиться',
        long: 'Долгий период?',
        short: 'Осталось три дня?',
        'to-7': 'За 7 дней',
        week: 'Осталась неделя',
        'to-3': 'За 3 дня',
        used: 'Есть результат?',
        active: 'Сохранить результаты',
        idle: 'Больше времени?',
        'to-1': 'За 1 день',
        tomorrow: 'Заканчивается завтра',
        call: 'Спросить, как прошло',
      },
      paths: {
        'long.yes': 'Осталась неделя или больше',
        'short.yes': 'Осталось три дня или больше',
        'used.yes': 'Есть первый результат',
      },
      tasks: {
        call: {
          title: 'Спросить компанию {{ account.name | default: "" }}, как прошёл пробный период',
          note: 'Пробный период заканчивается. Узнайте, что им нужно для решения или чего не хватило.',
        },
      },
      reason: 'Пробный период заканчивается, и нужно знать, что станет с работой.',
      letters: {
        week: {
          subject: 'Пробный период заканчивается через неделю',
          preheader: 'Что будет потом, в трёх фразах.',
          text: `Здравствуйте{% if contact.traits.firstName %}, {{ contact.traits.firstName }}{% endif %}!

Пробный период заканчивается через неделю. Само ничего не спишется, а всё сделанное мы храним 60 дней.

Если хотите продолжать, выберите до этого тариф, и команда ничего не заметит.`,
          button: { label: 'Посмотреть тарифы', link: 'billing' },
        },
        active: {
          subject: 'Три дня, чтобы всё работало дальше',
          preheader: 'Всё сделанное работает на любом тарифе.',
          text: `Здравствуйте{% if contact.traits.firstName %}, {{ contact.traits.firstName }}{% endif %}!

Пробный период заканчивается через три дня. Всё, что вы сделали, без изменений работает на любом тарифе.

Если не уверены, какой подойдёт, напишите, как вы пользуетесь продуктом, и мы скажем, какой взяли бы сами.`,
          button: { label: 'Выбрать тариф', link: 'billing' },
        },
        idle: {
          subject: 'Хватило ли времени попробовать?',
          preheader: 'Если нет, добавим две недели.',
          text: `Здравствуйте{% if contact.traits.firstName %}, {{ contact.traits.firstName }}{% endif %}!

Пробный период заканчивается через три дня, и похоже, что времени на него почти не было.

Если хотите попробовать как следует, ответьте, и мы добавим две недели без всяких условий. Если это не для вас, делать ничего не нужно.`,
        },
        tomorrow: {
          subject: 'Пробный период заканчивается завтра',
          preheader: 'Всё сохраняется 60 дней.',
          text: `Здравствуйте{% if contact.traits.firstName %}, {{ contact.traits.firstName }}{% endif %}!

Пробный период заканчивается завтра. Без тарифа доступ остановится; работа хранится 60 дней и вернётся, когда вы его выберете.`,
          button: { label: 'Выбрать тариф', link: 'billing' },
        },
      },
      cases: ['Две недели, пользуются', 'Неделя, не пользуются', 'Подписка до конца'],
    },
  },
};
