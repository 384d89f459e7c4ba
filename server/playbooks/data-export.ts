import { shippedEvents as events } from '../../shared/playbooks/names.ts';
import { since } from '../../shared/playbooks/rules.ts';
import { accountName } from './letter.ts';
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
        'An account exports far more data than usual. A person asks whether all is well; no e-mail is sent automatically.',
      steps: { ask: 'Ask how things are going', asked: 'Asked yet?' },
      tasks: {
        ask: {
          title: 'Ask {{ account.name | default: "the account" }} whether all is well',
          note: 'Never mention the export: it is their data. Ask how the product is working for them, and listen for signs of a move elsewhere. An audit or an annual report is a harmless reason.',
        },
      },
      cases: ['Someone asks', 'Nobody asks', 'They cancel in the meantime'],
    },
    pl: {
      name: 'Eksport danych',
      about:
        'Firma eksportuje znacznie więcej danych niż zwykle. Człowiek pyta, czy wszystko w porządku; żaden e-mail nie wychodzi automatycznie.',
      steps: { ask: 'Zapytaj, jak im się pracuje', asked: 'Rozmowa odbyta?' },
      tasks: {
        ask: {
          title: `Zapytaj firmę${accountName}, czy wszystko w porządku`,
          note: 'Nie wspominaj o eksporcie: to ich dane. Zapytaj, jak sprawdza się produkt, i słuchaj, czy nie myślą o zmianie dostawcy. Audyt albo raport roczny to niegroźne powody.',
        },
      },
      cases: ['Ktoś pyta', 'Nikt nie pyta', 'W międzyczasie rezygnują'],
    },
    ru: {
      name: 'Выгрузка данных',
      about:
        'Компания выгружает намного больше данных, чем обычно. Человек спрашивает, всё ли в порядке; автоматически письма не отправляются.',
      steps: { ask: 'Спросить, как дела', asked: 'Спросили?' },
      tasks: {
        ask: {
          title: `Спросить компанию${accountName}, всё ли в порядке`,
          note: 'Не упоминайте о выгрузке: это их данные. Спросите, как им работается с продуктом, и послушайте, не думают ли они о переходе к другим. Аудит или годовой отчёт опасений не вызывают.',
        },
      },
      cases: ['Кто-то спрашивает', 'Никто не спрашивает', 'Тем временем отменяют подписку'],
    },
  },
};
