import { shippedEvents as events } from '../../shared/playbooks/names.ts';
import { property, since } from '../../shared/playbooks/rules.ts';
import type { Playbook } from './playbook.ts';
import { after, cancelled, end, opened, task } from './steps.ts';

const moreRoom = { all: [property('$.direction', 'equal', 'up')] };

/** An account balances at the limit of its plan: a person talks about better terms; nobody is mailed an upgrade. */
export const planLimit: Playbook = {
  key: 'plan-limit',
  shape: () => ({
    subject: 'account',
    entry: { trigger: opened('plan-limit'), reentry: after('60d') },
    goal: { when: { all: [since(events.subscriptionChanged, moreRoom)] }, within: '30d' },
    exit: cancelled,
    start: 'offer',
    steps: {
      offer: task('2d', 'changed'),
      changed: {
        kind: 'wait-until',
        until: { event: events.subscriptionChanged },
        timeout: '14d',
        exits: { happened: 'end', timeout: 'again' },
      },
      again: task('2d', 'end'),
      end,
    },
  }),
  cases: [
    { path: ['offer:next', 'changed:timeout', 'again:next', 'end:end'], status: 'completed' },
    {
      after: [['3d', events.subscriptionChanged, { direction: 'up' }]],
      path: ['offer:next', 'changed:happened', 'end:end'],
      status: 'completed',
    },
    {
      after: [['3d', events.subscriptionChanged, { direction: 'down' }]],
      path: ['offer:next', 'changed:happened', 'end:end'],
      status: 'completed',
    },
  ],
  words: {
    en: {
      name: 'At the plan limit',
      about:
        'An account keeps itself just below what its plan allows. A person offers better terms; no upgrade mail goes out.',
      steps: { offer: 'Offer better terms', changed: 'Plan changed?', again: 'Ask once more' },
      tasks: {
        offer: {
          title: 'Negotiate better terms with {{ account.name | default: "the account" }}',
          note: 'They delete things to stay below the limit. That is work for them and the moment when people compare prices: offer a step between the plans.',
        },
        again: {
          title: 'Ask {{ account.name | default: "the account" }} about their plan once more',
          note: 'Two weeks went by since the first talk, and the plan is the same.',
        },
      },
      cases: ['The plan stays', 'They take a larger plan', 'They take a smaller plan'],
    },
    pl: {
      name: 'Na granicy planu',
      about:
        'Firma trzyma się tuż pod limitem planu. Człowiek proponuje lepsze warunki; żaden e-mail nie wychodzi.',
      steps: { offer: 'Lepsze warunki', changed: 'Plan zmieniony?', again: 'Jeszcze raz' },
      tasks: {
        offer: {
          title: 'Wynegocjuj lepsze warunki z firmą {{ account.name | default: "" }}',
          note: 'Usuwają dane, żeby zmieścić się w limicie. To dla nich praca i chwila, w której porównuje się ceny: zaproponuj coś pomiędzy planami.',
        },
        again: {
          title: 'Zapytaj firmę {{ account.name | default: "" }} o plan jeszcze raz',
          note: 'Od pierwszej rozmowy minęły dwa tygodnie, a plan jest ten sam.',
        },
      },
      cases: ['Plan zostaje', 'Biorą większy plan', 'Biorą mniejszy plan'],
    },
    ru: {
      name: 'На пределе тарифа',
      about:
        'Компания держится чуть ниже предела тарифа. Человек предлагает лучшие условия; писем о тарифах не уходит.',
      steps: { offer: 'Лучшие условия', changed: 'Тариф изменён?', again: 'Спросить ещё раз' },
      tasks: {
        offer: {
          title: 'Обсудить лучшие условия с компанией {{ account.name | default: "" }}',
          note: 'Они удаляют данные, чтобы остаться ниже предела. Для них это работа и момент, когда сравнивают цены: предложите ступень между тарифами.',
        },
        again: {
          title: 'Ещё раз спросить компанию {{ account.name | default: "" }} о тарифе',
          note: 'После первого разговора прошло две недели, а тариф тот же.',
        },
      },
      cases: ['Тариф остаётся', 'Берут больший тариф', 'Берут меньший тариф'],
    },
  },
};
