import { shippedEvents as events } from '../../shared/playbooks/names.ts';
import { property, since } from '../../shared/playbooks/rules.ts';
import type { Playbook } from './playbook.ts';
import { after, cancelled, end, opened, pause, task } from './steps.ts';

/** Whoever carried the product at an account is gone: find out who follows, meet them, show them around. */
export const championGone: Playbook = {
  key: 'champion-gone',
  shape: () => ({
    subject: 'account',
    entry: { trigger: opened('champion-gone'), reentry: after('60d') },
    goal: {
      when: { all: [since(events.signedIn, { all: [property('$.role', 'equal', 'admin')] })] },
      within: '60d',
    },
    exit: cancelled,
    start: 'who',
    steps: {
      who: task('1d', 'day'),
      day: pause('1d', 'meet'),
      meet: task('1d', 'days'),
      days: pause('3d', 'show'),
      show: task('1d', 'end'),
      end,
    },
  }),
  cases: [
    { path: ['who:next', 'day:next', 'meet:next', 'days:next', 'show:next', 'end:end'], status: 'completed' },
    {
      after: [['2d', events.signedIn, { role: 'admin' }]],
      path: ['who:next', 'day:next', 'meet:next', 'days:goal'],
      status: 'completed',
    },
    {
      after: [['2h', events.subscriptionCancelled]],
      path: ['who:next', 'day:event:Subscription Cancelled'],
      status: 'exited',
    },
  ],
  words: {
    en: {
      name: 'Champion gone',
      about:
        'The person who carried the product at an account has left. Three tasks in five days: who follows, meet them, show them around.',
      steps: {
        who: 'Who follows?',
        day: 'A day',
        meet: 'Meet them',
        days: 'Three days',
        show: 'Show them around',
      },
      tasks: {
        who: {
          title: 'Find out who follows at {{ account.name | default: "the account" }}',
          note: 'Ask the colleagues who still sign in. The person who left may also tell you gladly.',
        },
        meet: {
          title: 'Meet the new person at {{ account.name | default: "the account" }}',
          note: 'They did not choose this product. Ask what they have to achieve before you show anything.',
        },
        show: {
          title: 'Show the new person at {{ account.name | default: "the account" }} around',
          note: 'Half an hour with their own data; make them admin.',
        },
      },
      cases: ['Nobody follows', 'A new admin signs in', 'They cancel at once'],
    },
    pl: {
      name: 'Odszedł ambasador',
      about:
        'Osoba, na której opierał się produkt, odeszła. Trzy zadania w pięć dni: kto ją zastąpi, poznać, pokazać.',
      steps: { who: 'Kto zastąpi?', day: 'Dzień', meet: 'Poznaj', days: 'Trzy dni', show: 'Pokaż produkt' },
      tasks: {
        who: {
          title: 'Ustal, kto zastąpi ambasadora w firmie {{ account.name | default: "" }}',
          note: 'Zapytaj osoby, które wciąż się logują. Ten, kto odszedł, też chętnie powie.',
        },
        meet: {
          title: 'Poznaj nową osobę w firmie {{ account.name | default: "" }}',
          note: 'To nie ona wybrała ten produkt. Zanim coś pokażesz, zapytaj, co ma osiągnąć.',
        },
        show: {
          title: 'Pokaż produkt nowej osobie w firmie {{ account.name | default: "" }}',
          note: 'Pół godziny na jej danych; nadaj jej rolę administratora.',
        },
      },
      cases: ['Nikt nie zastępuje', 'Loguje się nowy administrator', 'Rezygnują od razu'],
    },
    ru: {
      name: 'Ушёл главный сторонник',
      about:
        'Человек, на котором держался продукт, ушёл. Три задачи за пять дней: кто вместо него, познакомиться, показать.',
      steps: {
        who: 'Кто вместо него?',
        day: 'День',
        meet: 'Познакомиться',
        days: 'Три дня',
        show: 'Показать продукт',
      },
      tasks: {
        who: {
          title: 'Узнать, кто теперь отвечает в компании {{ account.name | default: "" }}',
          note: 'Спросите тех, кто ещё входит. Ушедший тоже может охотно подсказать.',
        },
        meet: {
          title: 'Познакомиться с новым человеком в компании {{ account.name | default: "" }}',
          note: 'Продукт выбирал не он. Прежде чем показывать, спросите, чего ему нужно достичь.',
        },
        show: {
          title: 'Показать продукт новому человеку в компании {{ account.name | default: "" }}',
          note: 'Полчаса на его данных; сделайте его администратором.',
        },
      },
      cases: ['Никто не приходит на смену', 'Входит новый администратор', 'Сразу отказываются'],
    },
  },
};
