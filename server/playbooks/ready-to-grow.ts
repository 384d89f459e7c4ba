import { shippedEvents as events } from '../../shared/playbooks/names.ts';
import { property, since } from '../../shared/playbooks/rules.ts';
import { accountName, greeting } from './letter.ts';
import type { Playbook } from './playbook.ts';
import { after, cancelled, end, mail, opened, pause, task, workHours } from './steps.ts';

const upgrade = { all: [property('$.direction', 'equal', 'up')] };

/** Healthy and close to what the plan holds: one letter that makes the larger plan easy, then a person. */
export const readyToGrow: Playbook = {
  key: 'ready-to-grow',
  shape: () => ({
    subject: 'account',
    to: 'admin',
    entry: { trigger: opened('ready-to-grow'), reentry: after('90d') },
    goal: { when: { all: [since(events.subscriptionChanged, upgrade)] }, within: '30d' },
    exit: cancelled,
    sendWindow: workHours,
    priority: 'low',
    start: 'room',
    steps: { room: mail('week', 'talk'), week: pause('7d', 'talk'), talk: task('3d', 'end'), end },
  }),
  cases: [
    { path: ['room:sent', 'week:next', 'talk:next', 'end:end'], status: 'completed' },
    {
      after: [['2d', events.subscriptionChanged, { direction: 'up' }]],
      path: ['room:sent', 'week:goal'],
      status: 'completed',
    },
    { choices: { room: 'notSent' }, path: ['room:notSent', 'talk:next', 'end:end'], status: 'completed' },
  ],
  words: {
    en: {
      name: 'Ready to grow',
      about:
        'An account is healthy and close to its plan limit. One e-mail makes upgrading easy; a week later a person follows up.',
      steps: { room: 'Room to grow', week: 'One week', talk: 'Offer an upgrade' },
      tasks: {
        talk: {
          title: 'Offer {{ account.name | default: "the account" }} a larger plan',
          note: 'They are happy and close to their limit. Ask what they are planning for the next six months.',
        },
      },
      letters: {
        room: {
          subject: 'You’re close to your plan limit',
          preheader: 'Upgrading takes one click.',
          text: `${greeting.en}

{{ account.name | default: "Your team" }} is using most of what your plan includes, and using it well. The next plan gives you more room, so nobody has to tidy up before they can work.

Upgrading takes one click. If you’re not sure which plan fits, just reply.`,
          button: { label: 'See the next plan', link: 'upgrade' },
        },
      },
      cases: ['Stays on the plan', 'Upgrades', 'The e-mail cannot be sent'],
    },
    pl: {
      name: 'Gotowi na więcej',
      about:
        'Firma ma się dobrze i jest blisko limitu planu. Jeden e-mail ułatwia przejście na większy plan; tydzień później odzywa się człowiek.',
      steps: { room: 'Miejsce na więcej', week: 'Tydzień', talk: 'Zaproponuj większy plan' },
      tasks: {
        talk: {
          title: `Zaproponuj firmie${accountName} większy plan`,
          note: 'Są zadowoleni i prawie wyczerpali limit. Zapytaj, co planują na najbliższe pół roku.',
        },
      },
      letters: {
        room: {
          subject: 'Zbliżają się Państwo do limitu planu',
          preheader: 'Zmiana planu to jedno kliknięcie.',
          text: `${greeting.pl}

{% if account.name %}firma {{ account.name }}{% else %}Państwa zespół{% endif %} wykorzystuje większość możliwości swojego planu, i to z dobrym skutkiem. Kolejny plan daje więcej miejsca, więc nikt nie będzie musiał robić porządków przed pracą.

Zmiana planu to jedno kliknięcie. Jeśli nie wiadomo, który plan będzie najlepszy, wystarczy odpisać.`,
          button: { label: 'Zobacz kolejny plan', link: 'upgrade' },
        },
      },
      cases: ['Plan bez zmian', 'Przejście na większy plan', 'E-maila nie można wysłać'],
    },
    ru: {
      name: 'Готовы расти',
      about:
        'Здоровье компании в порядке, и она близка к лимиту тарифа. Одно письмо упрощает переход на больший тариф; через неделю связывается человек.',
      steps: { room: 'Место для роста', week: 'Неделя', talk: 'Предложить больший тариф' },
      tasks: {
        talk: {
          title: `Предложить компании${accountName} больший тариф`,
          note: 'Они довольны и почти исчерпали лимит. Спросите, что они планируют на ближайшие полгода.',
        },
      },
      letters: {
        room: {
          subject: 'Вы близки к лимиту тарифа',
          preheader: 'Сменить тариф можно в один клик.',
          text: `${greeting.ru}

{% if account.name %}Компания {{ account.name }}{% else %}Ваша команда{% endif %} использует почти все возможности своего тарифа, и с пользой. На следующем тарифе места больше, и никому не придётся наводить порядок, прежде чем взяться за работу.

Сменить тариф можно в один клик. Если не уверены, какой подойдёт, просто ответьте на это письмо.`,
          button: { label: 'Посмотреть следующий тариф', link: 'upgrade' },
        },
      },
      cases: ['Тариф не меняется', 'Переход на больший тариф', 'Письмо нельзя отправить'],
    },
  },
};
