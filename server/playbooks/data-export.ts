import { shippedEvents as events } from '../../shared/playbooks/names.ts';
import { since } from '../../shared/playbooks/rules.ts';
import type { Playbook } from './playbook.ts';
import { after, cancelled, end, opened, task, untilDone } from './steps.ts';

/** An account took out much more data than usual: a person asks how things are, and never says what was seen. */
export const dataExport: Playbook = {
  key: 'data-export',
  shape: () => ({
    subject: 'account',
    entry: { trigger: opened('data-export'), reentry: after('30d') },
    goal: { when: { all: [since(events.keyAction)] }, within: '30d' },
    exit: cancelled,
    start: 'ask',
    steps: { ask: task('1d', 'asked'), asked: untilDone('ask', '14d', 'end', 'end'), end },
  }),
  cases: [
    { choices: { asked: 'done' }, path: ['ask:next', 'asked:done', 'end:end'], status: 'completed' },
    { path: ['ask:next', 'asked:timeout', 'end:end'], status: 'completed' },
    {
      after: [['2d', events.subscriptionCancelled]],
      path: ['ask:next', 'asked:event:Subscription Cancelled'],
      status: 'exited',
    },
  ],
  words: {
    en: {
      name: 'Data export',
      about:
        'An account takes out far more data than usual. A person asks if all is well; no e-mail goes out by itself.',
      steps: { ask: 'Ask how things are', asked: 'Asked?' },
      tasks: {
        ask: {
          title: 'Ask {{ account.name | default: "the account" }} if all is well',
          note: 'Never say that we saw an export: it is their data. Ask how the product serves them, and listen for a move elsewhere. An audit or a yearly report are harmless reasons.',
        },
      },
      cases: ['Somebody asks', 'Nobody asks', 'They cancel meanwhile'],
    },
    pl: {
      name: 'Eksport danych',
      about:
        'Firma pobiera znacznie więcej danych niż zwykle. Człowiek pyta, czy wszystko w porządku; żaden e-mail nie wychodzi sam.',
      steps: { ask: 'Zapytaj, jak idzie', asked: 'Rozmowa odbyta?' },
      tasks: {
        ask: {
          title: 'Zapytaj firmę {{ account.name | default: "" }}, czy wszystko w porządku',
          note: 'Nie mów, że widzieliśmy eksport: to ich dane. Zapytaj, jak służy im produkt, i słuchaj, czy nie myślą o przenosinach. Audyt albo raport roczny to niewinne powody.',
        },
      },
      cases: ['Ktoś pyta', 'Nikt nie pyta', 'W międzyczasie rezygnują'],
    },
    ru: {
      name: 'Выгрузка данных',
      about:
        'Компания выгружает намного больше данных, чем обычно. Человек спрашивает, всё ли хорошо; сами письма не уходят.',
      steps: { ask: 'Спросить, как дела', asked: 'Спросили?' },
      tasks: {
        ask: {
          title: 'Спросить компанию {{ account.name | default: "" }}, всё ли хорошо',
          note: 'Не говорите, что мы видели выгрузку: это их данные. Спросите, помогает ли продукт, и слушайте, не думают ли они о переезде. Аудит или годовой отчёт безобидны.',
        },
      },
      cases: ['Кто-то спрашивает', 'Никто не спрашивает', 'Тем временем отказываются'],
    },
  },
};
