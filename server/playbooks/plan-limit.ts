import { shippedEvents as events } from '../../shared/playbooks/names.ts';
import { property, since } from '../../shared/playbooks/rules.ts';
import { accountName } from './letter.ts';
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
        'An account keeps itself just below its plan limit. A person offers better terms; no upgrade e-mail is sent.',
      steps: { offer: 'Offer better terms', changed: 'Plan changed?', again: 'Ask again' },
      tasks: {
        offer: {
          title: 'Negotiate better terms with {{ account.name | default: "the account" }}',
          note: 'They keep just below the limit, perhaps by deleting things. That is extra work for them, and the moment when people compare prices: offer something between the plans.',
        },
        again: {
          title: 'Ask {{ account.name | default: "the account" }} about their plan again',
          note: 'Two weeks after the first conversation, they are still on the same plan.',
        },
      },
      cases: ['The plan stays the same', 'They upgrade', 'They downgrade'],
    },
    pl: {
      name: 'Na granicy planu',
      about:
        'Firma trzyma się tuż pod limitem planu. Człowiek proponuje lepsze warunki; e-maila z większym planem nie wysyłamy.',
      steps: { offer: 'Zaproponuj lepsze warunki', changed: 'Plan zmieniony?', again: 'Zapytaj ponownie' },
      tasks: {
        offer: {
          title: `Wynegocjuj lepsze warunki z firmą${accountName}`,
          note: 'Trzymają się tuż pod limitem, być może usuwając dane. To dla nich dodatkowa praca i moment, w którym porównuje się ceny: zaproponuj coś pośredniego między planami.',
        },
        again: {
          title: `Zapytaj firmę${accountName} o plan ponownie`,
          note: 'Od pierwszej rozmowy minęły dwa tygodnie, a plan jest ten sam.',
        },
      },
      cases: ['Plan bez zmian', 'Przejście na większy plan', 'Przejście na mniejszy plan'],
    },
    ru: {
      name: 'У лимита тарифа',
      about:
        'Компания держится чуть ниже лимита тарифа. Человек предлагает лучшие условия; писем о переходе на другой тариф мы не отправляем.',
      steps: { offer: 'Предложить лучшие условия', changed: 'Тариф изменён?', again: 'Спросить ещё раз' },
      tasks: {
        offer: {
          title: `Обсудить лучшие условия с компанией${accountName}`,
          note: 'Они держатся чуть ниже лимита, возможно, удаляя данные. Это лишняя работа и момент, когда начинают сравнивать цены: предложите что-то среднее между тарифами.',
        },
        again: {
          title: `Ещё раз спросить компанию${accountName} о тарифе`,
          note: 'После первого разговора прошло две недели, а тариф тот же.',
        },
      },
      cases: ['Тариф не меняется', 'Переход на больший тариф', 'Переход на меньший тариф'],
    },
  },
};
