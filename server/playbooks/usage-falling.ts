import { shippedEvents as events } from '../../shared/playbooks/names.ts';
import { trend } from '../../shared/playbooks/rules.ts';
import { accountName, greeting } from './letter.ts';
import type { Playbook } from './playbook.ts';
import { after, cancelled, end, mail, opened, pause, task, workHours } from './steps.ts';

/** An account does much less than it used to: one letter with its own numbers, then a person asks. */
export const usageFalling: Playbook = {
  key: 'usage-falling',
  shape: () => ({
    subject: 'account',
    to: 'admin',
    entry: { trigger: opened('usage-drop'), reentry: after('60d') },
    goal: { when: { all: [trend(events.keyAction, '>=', -0.2)] }, within: '30d' },
    exit: cancelled,
    sendWindow: workHours,
    start: 'numbers',
    steps: {
      numbers: mail('five-days', 'check-in'),
      'five-days': pause('5d', 'check-in'),
      'check-in': task('2d', 'end', 'high'),
      end,
    },
  }),
  cases: [
    {
      before: drop(),
      path: ['numbers:sent', 'five-days:next', 'check-in:next', 'end:end'],
      status: 'completed',
    },
    {
      before: drop(),
      choices: { numbers: 'notSent' },
      path: ['numbers:notSent', 'check-in:next', 'end:end'],
      status: 'completed',
    },
    {
      before: drop(),
      after: [['1d', events.subscriptionCancelled]],
      path: ['numbers:sent', 'five-days:event:Subscription Cancelled'],
      status: 'exited',
    },
  ],
  words: {
    en: {
      name: 'Usage is falling',
      about:
        'An account does less than half of what it used to. One e-mail with its own numbers, then a person checks in.',
      steps: { numbers: 'Your own numbers', 'five-days': 'Five days', 'check-in': 'Check in' },
      tasks: {
        'check-in': {
          title: 'Check in with {{ account.name | default: "the account" }}: usage is falling',
          note: 'Find out what they stopped doing before you call. A finished project is harmless; a workaround is not.',
        },
      },
      letters: {
        numbers: {
          subject: 'Quieter than usual{% if account.name %} at {{ account.name }}{% endif %}',
          preheader: 'Your numbers, and one question.',
          text: `${greeting.en}

{% if trigger.properties.recent %}Over the last two weeks your team completed {{ trigger.properties.recent }} actions; in a typical two weeks it’s about {{ trigger.properties.usual }}.{% else %}Over the last two weeks your team did less than half of what it usually does.{% endif %}

Often it’s just the season. Sometimes a step has become tedious, or the person who knew how has moved on.

What is it for you? One word is enough. We can take a step off your hands, or show a colleague around.`,
        },
      },
      cases: ['Nothing changes', 'The e-mail cannot be sent', 'They cancel in the meantime'],
    },
    pl: {
      name: 'Spadek użycia',
      about:
        'Firma robi mniej niż połowę tego, co zwykle. Jeden e-mail z jej własnymi liczbami, potem odzywa się człowiek.',
      steps: { numbers: 'Własne liczby', 'five-days': 'Pięć dni', 'check-in': 'Rozmowa' },
      tasks: {
        'check-in': {
          title: `Porozmawiaj: w firmie${accountName} spada użycie`,
          note: 'Najpierw sprawdź, czego przestali używać. Zakończony projekt to nie problem, obejście już tak.',
        },
      },
      letters: {
        numbers: {
          subject: 'Spokojniej niż zwykle',
          preheader: 'Państwa liczby i jedno pytanie.',
          text: `${greeting.pl}

{% if trigger.properties.recent %}liczba działań Państwa zespołu w ostatnich dwóch tygodniach: {{ trigger.properties.recent }}; zwykle w takim czasie to około {{ trigger.properties.usual }}.{% else %}w ostatnich dwóch tygodniach Państwa zespół zrobił mniej niż połowę tego, co zwykle.{% endif %}

Często to kwestia sezonu. Czasem jakiś krok stał się uciążliwy albo odeszła osoba, która wiedziała, jak to robić.

Jak jest u Państwa? Wystarczy jedno słowo w odpowiedzi. Możemy wyręczyć Państwa w którymś kroku albo pokazać wszystko nowej osobie.`,
        },
      },
      cases: ['Nic się nie zmienia', 'E-maila nie można wysłać', 'W międzyczasie rezygnują'],
    },
    ru: {
      name: 'Использование снижается',
      about:
        'Компания делает меньше половины обычного. Одно письмо с её собственными цифрами, потом связывается человек.',
      steps: { numbers: 'Ваши цифры', 'five-days': 'Пять дней', 'check-in': 'Поговорить' },
      tasks: {
        'check-in': {
          title: `Поговорить с компанией${accountName}: использование снижается`,
          note: 'Сначала посмотрите, что они перестали делать. Законченный проект не страшен, в отличие от обходного пути.',
        },
      },
      letters: {
        numbers: {
          subject: 'Тише, чем обычно',
          preheader: 'Ваши цифры и один вопрос.',
          text: `${greeting.ru}

{% if trigger.properties.recent %}За последние две недели ваша команда выполнила действий: {{ trigger.properties.recent }}, обычно же за такой срок их около {{ trigger.properties.usual }}.{% else %}За последние две недели ваша команда сделала меньше половины обычного.{% endif %}

Часто это просто сезон. Иногда какой-то шаг стал слишком утомительным или ушёл человек, который знал, как всё делать.

А что у вас? Можно ответить одним словом. Мы можем взять часть работы на себя или всё показать вашему коллеге.`,
        },
      },
      cases: ['Ничего не меняется', 'Письмо нельзя отправить', 'Тем временем отменяют подписку'],
    },
  },
};

/** Forty actions in the eight weeks before, three in the last two. */
function drop(): [string, string][] {
  return [
    ...Array.from({ length: 40 }, (_, index): [string, string] => [`${69 - index}d`, events.keyAction]),
    ...[12, 8, 3].map((ago): [string, string] => [`${ago}d`, events.keyAction]),
  ];
}
