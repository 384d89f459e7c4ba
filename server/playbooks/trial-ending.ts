import { shippedEvents as events } from '../../shared/playbooks/names.ts';
import { daysUntil, since, times } from '../../shared/playbooks/rules.ts';
import { accountName, greeting } from './letter.ts';
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
      about:
        'Says 7, 3 and 1 days in advance that the trial is ending, and what happens to the work done so far.',
      steps: {
        settle: 'Three days to settle in',
        long: 'A long trial?',
        short: 'Three days left?',
        'to-7': '7 days before',
        week: 'One week left',
        'to-3': '3 days before',
        used: 'Got a result?',
        active: 'Keep your results',
        idle: 'More time?',
        'to-1': '1 day before',
        tomorrow: 'Ends tomorrow',
        call: 'Ask how it went',
      },
      paths: {
        'long.yes': 'At least a week left',
        'short.yes': 'At least three days left',
        'used.yes': 'Reached a first result',
      },
      tasks: {
        call: {
          title: 'Ask {{ account.name | default: "the account" }} how the trial went',
          note: 'The trial is ending. Find out what they need in order to decide, or what was missing.',
        },
      },
      reason: 'Their trial is ending, and they need to know what happens to their work.',
      letters: {
        week: {
          subject: 'Your trial ends in a week',
          preheader: 'How to carry on without a break.',
          text: `${greeting.en}

Your trial ends in a week. Choose a plan before then and your team carries on without noticing a thing.

If you have a question about the plans, just reply.`,
          button: { label: 'See the plans', link: 'billing' },
        },
        active: {
          subject: 'Your trial ends in three days',
          preheader: 'What you’ve built carries on with any plan.',
          text: `${greeting.en}

Your trial ends in three days. What you’ve built carries on unchanged with any plan.

If you’re not sure which one fits, reply and tell us how you use it. We’ll say which one we would choose.`,
          button: { label: 'Choose a plan', link: 'billing' },
        },
        idle: {
          subject: 'Did you have enough time to try it?',
          preheader: 'Your trial ends in three days.',
          text: `${greeting.en}

Your trial ends in three days. If there hasn’t been time to try it properly, reply and tell us what you need to decide.

If it’s not for you, you don’t need to do anything.`,
        },
        tomorrow: {
          subject: 'Your trial ends tomorrow',
          preheader: 'One day left to choose a plan.',
          text: `${greeting.en}

Your trial ends tomorrow. Choose a plan today and everything carries on as it is.

If you need another day to decide, or to export your work first, reply and we’ll help.`,
          button: { label: 'Choose a plan', link: 'billing' },
        },
      },
      cases: ['A two-week trial, in use', 'A one-week trial, unused', 'Subscribes before the end'],
    },
    pl: {
      name: 'Koniec okresu próbnego',
      about:
        'Na 7 dni, 3 dni i dzień przed końcem okresu próbnego informuje, kiedy się kończy i co stanie się z dotychczasową pracą.',
      steps: {
        settle: 'Trzy dni na początek',
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
          title: `Zapytaj firmę${accountName}, jak poszedł okres próbny`,
          note: 'Okres próbny się kończy. Dowiedz się, czego potrzebują do decyzji albo czego zabrakło.',
        },
      },
      reason: 'Okres próbny się kończy i klient musi wiedzieć, co stanie się z jego pracą.',
      letters: {
        week: {
          subject: 'Okres próbny kończy się za tydzień',
          preheader: 'Jak pracować dalej bez przerwy.',
          text: `${greeting.pl}

okres próbny kończy się za tydzień. Wystarczy do tego czasu wybrać plan, a zespół będzie pracować dalej bez przerwy.

W razie pytań o plany prosimy po prostu odpisać.`,
          button: { label: 'Zobacz plany', link: 'billing' },
        },
        active: {
          subject: 'Okres próbny kończy się za trzy dni',
          preheader: 'To, co powstało, działa dalej w każdym planie.',
          text: `${greeting.pl}

okres próbny kończy się za trzy dni. To, co powstało, działa dalej bez zmian w każdym planie.

Jeśli nie wiadomo, który wybrać, prosimy napisać, jak korzystają Państwo z produktu, a podpowiemy, który byśmy wybrali.`,
          button: { label: 'Wybierz plan', link: 'billing' },
        },
        idle: {
          subject: 'Czy starczyło czasu na wypróbowanie?',
          preheader: 'Okres próbny kończy się za trzy dni.',
          text: `${greeting.pl}

okres próbny kończy się za trzy dni. Jeśli nie było czasu, żeby spokojnie wypróbować produkt, prosimy odpisać i podać, czego potrzeba do decyzji.

Jeśli to nie jest rozwiązanie dla Państwa, nic nie trzeba robić.`,
        },
        tomorrow: {
          subject: 'Okres próbny kończy się jutro',
          preheader: 'Został jeden dzień na wybór planu.',
          text: `${greeting.pl}

okres próbny kończy się jutro. Wystarczy dziś wybrać plan, a wszystko będzie działać dalej bez zmian.

Jeśli potrzeba jeszcze dnia do namysłu albo czasu na wyeksportowanie danych, prosimy odpisać, a pomożemy.`,
          button: { label: 'Wybierz plan', link: 'billing' },
        },
      },
      cases: ['Dwa tygodnie, w użyciu', 'Tydzień, bez użycia', 'Zakup przed końcem'],
    },
    ru: {
      name: 'Пробный период заканчивается',
      about:
        'За 7 дней, 3 дня и 1 день предупреждает, что пробный период заканчивается и что будет с уже сделанной работой.',
      steps: {
        settle: 'Три дня на знакомство',
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
          title: `Спросить компанию${accountName}, как прошёл пробный период`,
          note: 'Пробный период заканчивается. Узнайте, что им нужно для решения или чего не хватило.',
        },
      },
      reason: 'Пробный период заканчивается, и клиенту нужно знать, что будет с его работой.',
      letters: {
        week: {
          subject: 'Пробный период заканчивается через неделю',
          preheader: 'Как продолжить без перерыва.',
          text: `${greeting.ru}

Пробный период заканчивается через неделю. Выберите тариф до этого времени, и команда продолжит работать без перерыва.

Если есть вопросы о тарифах, просто ответьте на это письмо.`,
          button: { label: 'Посмотреть тарифы', link: 'billing' },
        },
        active: {
          subject: 'Пробный период заканчивается через три дня',
          preheader: 'Всё, что вы сделали, сохранится на любом тарифе.',
          text: `${greeting.ru}

Пробный период заканчивается через три дня. Всё, что вы сделали, продолжит работать без изменений на любом тарифе.

Если не уверены, какой подойдёт, напишите, как вы пользуетесь продуктом, и мы подскажем, какой выбрали бы сами.`,
          button: { label: 'Выбрать тариф', link: 'billing' },
        },
        idle: {
          subject: 'Хватило ли времени попробовать?',
          preheader: 'Пробный период заканчивается через три дня.',
          text: `${greeting.ru}

Пробный период заканчивается через три дня. Если не нашлось времени попробовать как следует, ответьте на это письмо и напишите, что вам нужно для решения.

Если продукт вам не подошёл, делать ничего не нужно.`,
        },
        tomorrow: {
          subject: 'Пробный период заканчивается завтра',
          preheader: 'Остался один день, чтобы выбрать тариф.',
          text: `${greeting.ru}

Пробный период заканчивается завтра. Выберите тариф сегодня, и всё продолжит работать без изменений.

Если нужен ещё день на размышление или время, чтобы выгрузить данные, ответьте на это письмо, и мы поможем.`,
          button: { label: 'Выбрать тариф', link: 'billing' },
        },
      },
      cases: ['Две недели, продуктом пользуются', 'Неделя, не пользуются', 'Подписка до окончания срока'],
    },
  },
};
