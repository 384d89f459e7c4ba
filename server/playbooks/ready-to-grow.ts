import { shippedEvents as events } from '../../shared/playbooks/names.ts';
import { property, since } from '../../shared/playbooks/rules.ts';
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
        'An account is healthy and close to what its plan holds. One e-mail makes the next plan easy; a week later a person offers it.',
      steps: { room: 'Room to grow', week: 'A week', talk: 'Offer more' },
      tasks: {
        talk: {
          title: 'Offer {{ account.name | default: "the account" }} more room',
          note: 'They are content and nearly full. Ask what they plan for the next half year.',
        },
      },
      letters: {
        room: {
          subject: 'You are close to what your plan holds',
          preheader: 'The next step is one click, and can be undone.',
          text: `Hi {{ contact.traits.firstName | default: "there" }},

{{ account.name | default: "your team" }} uses most of what its plan holds, and uses it well. So that nobody has to tidy up before working, the next plan gives more room.

It takes one click, counts from today, and can be taken back at any time. If another size fits better, reply.`,
          button: { label: 'See the next plan', link: 'upgrade' },
        },
      },
      cases: ['Stays on the plan', 'Upgrades', 'The e-mail cannot be sent'],
    },
    pl: {
      name: 'Gotowi na więcej',
      about:
        'Firma ma się dobrze i jest blisko limitu planu. Jeden e-mail ułatwia większy plan; tydzień później proponuje go człowiek.',
      steps: { room: 'Miejsce na więcej', week: 'Tydzień', talk: 'Zaproponuj więcej' },
      tasks: {
        talk: {
          title: 'Zaproponuj firmie {{ account.name | default: "" }} większy plan',
          note: 'Są zadowoleni i prawie bez miejsca. Zapytaj, co planują na najbliższe pół roku.',
        },
      },
      letters: {
        room: {
          subject: 'Zbliżają się Państwo do limitu planu',
          preheader: 'Następny krok to jedno kliknięcie i można go cofnąć.',
          text: `Dzień dobry{% if contact.traits.firstName %}, {{ contact.traits.firstName }}{% endif %},

{{ account.name | default: "Państwa zespół" }} wykorzystuje większość swojego planu i robi to dobrze. Żeby nikt nie musiał sprzątać przed pracą, następny plan daje więcej miejsca.

To jedno kliknięcie, liczy się od dzisiaj i zawsze można je cofnąć. Jeśli lepszy byłby inny rozmiar, wystarczy odpisać.`,
          button: { label: 'Zobacz następny plan', link: 'upgrade' },
        },
      },
      cases: ['Zostaje przy planie', 'Bierze większy', 'E-maila nie można wysłać'],
    },
    ru: {
      name: 'Готовы расти',
      about:
        'Компания здорова и близка к пределу тарифа. Одно письмо упрощает переход; через неделю его предлагает человек.',
      steps: { room: 'Место для роста', week: 'Неделя', talk: 'Предложить больше' },
      tasks: {
        talk: {
          title: 'Предложить компании {{ account.name | default: "" }} больший тариф',
          note: 'Они довольны, а места почти нет. Спросите о планах на полгода.',
        },
      },
      letters: {
        room: {
          subject: 'Вы близки к пределу тарифа',
          preheader: 'Следующий шаг: одно нажатие, и его можно отменить.',
          text: `Здравствуйте{% if contact.traits.firstName %}, {{ contact.traits.firstName }}{% endif %}!

{{ account.name | default: "Ваша команда" }} использует почти всё, что даёт тариф, и использует хорошо. Чтобы никому не приходилось убирать перед работой, следующий тариф даёт больше места.

Это одно нажатие, действует с сегодняшнего дня, и его всегда можно отменить. Если лучше подойдёт другой размер, просто ответьте.`,
          button: { label: 'Посмотреть следующий тариф', link: 'upgrade' },
        },
      },
      cases: ['Остаётся на тарифе', 'Переходит на больший', 'Письмо нельзя отправить'],
    },
  },
};
