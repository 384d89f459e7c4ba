import { shippedEvents as events } from '../../shared/playbooks/names.ts';
import { trend } from '../../shared/playbooks/rules.ts';
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
        'An account does less than half of what it used to do. One e-mail with its own numbers, then a person checks in.',
      steps: { numbers: 'Your own numbers', 'five-days': 'Five days', 'check-in': 'Check in' },
      tasks: {
        'check-in': {
          title: 'Check in with {{ account.name | default: "the account" }}: usage is falling',
          note: 'Look at what they stopped doing before you call. A project that ended is no danger; a workaround is.',
        },
      },
      letters: {
        numbers: {
          subject: 'A quieter stretch at {{ account.name | default: "your team" }}',
          preheader: 'Your numbers, and one question.',
          text: `Hi {{ contact.traits.firstName | default: "there" }},

{% if trigger.properties.recent %}in the last two weeks your team got {{ trigger.properties.recent }} things done with us; in two usual weeks it is about {{ trigger.properties.usual }}.{% else %}in the last two weeks your team did less than half of what it usually does with us.{% endif %}

Often that is the season. Sometimes a step got tedious, or somebody who knew how moved on.

Which of these is it? Reply with one word if you like; we can take over a step, or show a colleague around.`,
        },
      },
      cases: ['Nothing changes', 'The e-mail cannot be sent', 'They cancel meanwhile'],
    },
    pl: {
      name: 'Użycie spada',
      about:
        'Firma robi mniej niż połowę tego, co zwykle. Jeden e-mail z jej własnymi liczbami, potem pyta człowiek.',
      steps: { numbers: 'Własne liczby', 'five-days': 'Pięć dni', 'check-in': 'Rozmowa' },
      tasks: {
        'check-in': {
          title: 'Porozmawiaj: w firmie {{ account.name | default: "" }} spada użycie',
          note: 'Najpierw sprawdź, czego przestali używać. Zakończony projekt to nie problem, obejście już tak.',
        },
      },
      letters: {
        numbers: {
          subject: 'Spokojniejszy okres w Państwa zespole',
          preheader: 'Państwa liczby i jedno pytanie.',
          text: `Dzień dobry{% if contact.traits.firstName %}, {{ contact.traits.firstName }}{% endif %},

{% if trigger.properties.recent %}w ostatnich dwóch tygodniach zespół wykonał u nas {{ trigger.properties.recent }} działań; w zwykłych dwóch tygodniach jest ich około {{ trigger.properties.usual }}.{% else %}w ostatnich dwóch tygodniach zespół zrobił u nas mniej niż połowę tego, co zwykle.{% endif %}

Często to kwestia sezonu. Czasem jakiś krok stał się uciążliwy albo odeszła osoba, która wiedziała, jak to robić.

Jak jest u Państwa? Wystarczy jedno słowo w odpowiedzi; możemy przejąć krok albo pokazać wszystko nowej osobie.`,
        },
      },
      cases: ['Nic się nie zmienia', 'E-maila nie można wysłać', 'W międzyczasie rezygnują'],
    },
    ru: {
      name: 'Использование падает',
      about:
        'Компания делает меньше половины обычного. Одно письмо с её собственными числами, потом спрашивает человек.',
      steps: { numbers: 'Ваши числа', 'five-days': 'Пять дней', 'check-in': 'Поговорить' },
      tasks: {
        'check-in': {
          title: 'Поговорить с компанией {{ account.name | default: "" }}: использование падает',
          note: 'Сначала посмотрите, что они перестали делать. Законченный проект не опасен, а обходной путь опасен.',
        },
      },
      letters: {
        numbers: {
          subject: 'У вашей команды стало тише',
          preheader: 'Ваши числа и один вопрос.',
          text: `Здравствуйте{% if contact.traits.firstName %}, {{ contact.traits.firstName }}{% endif %}!

{% if trigger.properties.recent %}За последние две недели ваша команда сделала у нас меньше обычного: {{ trigger.properties.recent }} вместо примерно {{ trigger.properties.usual }} действий.{% else %}За последние две недели ваша команда сделала у нас меньше половины обычного.{% endif %}

Часто это просто сезон. Иногда какой-то шаг стал утомительным или ушёл человек, который знал, как всё делать.

Как у вас? Можно ответить одним словом: мы возьмём шаг на себя или всё покажем вашему коллеге.`,
        },
      },
      cases: ['Ничего не меняется', 'Письмо нельзя отправить', 'Тем временем отказываются'],
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
