import { daysUntil } from '../../shared/playbooks/rules.ts';
import type { Playbook } from './playbook.ts';
import { after, cancelled, end, task, untilBefore } from './steps.ts';

const renews = '$.account.renewsAt';

/** A contract renews in 90 days: mend what is open, talk to whoever decides, then the paperwork. */
export const renewal: Playbook = {
  key: 'renewal',
  shape: () => ({
    subject: 'account',
    entry: {
      trigger: { kind: 'condition' },
      when: { all: [daysUntil(renews, 'between', [0, 90])] },
      reentry: after('180d'),
    },
    goal: { when: { all: [daysUntil(renews, '>', 180)] }, within: '120d' },
    exit: cancelled,
    start: 'mend',
    steps: {
      mend: task('7d', 'to-60'),
      'to-60': untilBefore(renews, '60d', 'sponsor'),
      sponsor: task('5d', 'to-30', 'high'),
      'to-30': untilBefore(renews, '30d', 'paper'),
      paper: task('5d', 'end', 'high'),
      end,
    },
  }),
  cases: [
    {
      account: { renewsAt: '+90d' },
      path: ['mend:next', 'to-60:next', 'sponsor:next', 'to-30:next', 'paper:next', 'end:end'],
      status: 'completed',
    },
    {
      account: { renewsAt: '+90d' },
      after: [['20d', 'Subscription Cancelled']],
      path: ['mend:next', 'to-60:event:Subscription Cancelled'],
      status: 'exited',
    },
    { account: { renewsAt: '+200d' }, path: [], status: 'notEntered' },
  ],
  words: {
    en: {
      name: 'Renewal in 90 days',
      about:
        'A contract renews in 90 days. Three tasks: settle what is open, talk to whoever decides, do the paperwork.',
      steps: {
        mend: 'Settle what is open',
        'to-60': '60 days before',
        sponsor: 'Talk to the sponsor',
        'to-30': '30 days before',
        paper: 'Paperwork',
      },
      tasks: {
        mend: {
          title: 'Settle what is open at {{ account.name | default: "the account" }} before the renewal',
          note: 'Look at the open signals and tickets. Whatever hurts now is on the table in two months.',
        },
        sponsor: {
          title: 'Talk to the sponsor at {{ account.name | default: "the account" }}',
          note: 'Bring the results of the year in their numbers, and ask what next year has to bring.',
        },
        paper: {
          title: 'Send the renewal papers to {{ account.name | default: "the account" }}',
          note: 'Seats, plan, purchase order, who signs. They pay {{ account.mrr }} a month today.',
        },
      },
      cases: ['To the end', 'They cancel meanwhile', 'Still far away'],
    },
    pl: {
      name: 'Odnowienie za 90 dni',
      about:
        'Umowa odnawia się za 90 dni. Trzy zadania: uporządkować otwarte sprawy, porozmawiać z decydentem, przygotować dokumenty.',
      steps: {
        mend: 'Uporządkuj sprawy',
        'to-60': '60 dni przed',
        sponsor: 'Rozmowa z decydentem',
        'to-30': '30 dni przed',
        paper: 'Dokumenty',
      },
      tasks: {
        mend: {
          title: 'Uporządkuj otwarte sprawy w firmie {{ account.name | default: "" }} przed odnowieniem',
          note: 'Sprawdź otwarte sygnały i zgłoszenia. To, co boli teraz, za dwa miesiące leży na stole.',
        },
        sponsor: {
          title: 'Porozmawiaj z decydentem w firmie {{ account.name | default: "" }}',
          note: 'Pokaż wyniki roku w ich liczbach i zapytaj, co ma przynieść kolejny.',
        },
        paper: {
          title: 'Wyślij dokumenty odnowienia do firmy {{ account.name | default: "" }}',
          note: 'Miejsca, plan, zamówienie, kto podpisuje. Dziś płacą {{ account.mrr }} miesięcznie.',
        },
      },
      cases: ['Do końca', 'W międzyczasie rezygnują', 'Jeszcze daleko'],
    },
    ru: {
      name: 'Продление через 90 дней',
      about:
        'Договор продлевается через 90 дней. Три задачи: уладить открытое, поговорить с тем, кто решает, подготовить документы.',
      steps: {
        mend: 'Уладить открытое',
        'to-60': 'За 60 дней',
        sponsor: 'Поговорить с решающим',
        'to-30': 'За 30 дней',
        paper: 'Документы',
      },
      tasks: {
        mend: {
          title: 'Уладить открытое в компании {{ account.name | default: "" }} до продления',
          note: 'Посмотрите открытые сигналы и обращения. Что болит сейчас, через два месяца ляжет на стол.',
        },
        sponsor: {
          title: 'Поговорить с тем, кто решает в компании {{ account.name | default: "" }}',
          note: 'Принесите итоги года в их числах и спросите, что должен принести следующий.',
        },
        paper: {
          title: 'Отправить документы о продлении: {{ account.name | default: "компания" }}',
          note: 'Места, тариф, заказ, кто подписывает. Сегодня платят {{ account.mrr }} в месяц.',
        },
      },
      cases: ['До конца', 'Тем временем отказываются', 'Ещё далеко'],
    },
  },
};
