import { shippedEvents as events } from '../../shared/playbooks/names.ts';
import { activeAdmins } from '../../shared/playbooks/rules.ts';
import { accountName } from './letter.ts';
import type { Playbook } from './playbook.ts';
import { after, cancelled, end, opened, pause, task } from './steps.ts';

/** Whoever carried the product at an account is gone: find out who follows, meet them, show them around. */
export const championGone: Playbook = {
  key: 'champion-gone',
  shape: () => ({
    subject: 'account',
    entry: { trigger: opened('champion-gone'), reentry: after('60d') },
    goal: {
      when: {
        all: [activeAdmins(events.signedIn, '>', 0, { within: '14d', removal: events.memberRemoved })],
      },
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
      after: [['2d', events.signedIn]],
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
        'The person who championed the product at an account has left. Three tasks over five days: find out who takes over, meet them, show them around.',
      steps: {
        who: 'Who takes over?',
        day: 'One day',
        meet: 'Meet them',
        days: 'Three days',
        show: 'Show them around',
      },
      tasks: {
        who: {
          title: 'Find out who takes over at {{ account.name | default: "the account" }}',
          note: 'Ask the colleagues who still sign in. The person who left may be happy to tell you, too.',
        },
        meet: {
          title: 'Meet the new person in charge at {{ account.name | default: "the account" }}',
          note: 'They did not choose this product. Ask what they need to achieve before you show them anything.',
        },
        show: {
          title: 'Show the new person at {{ account.name | default: "the account" }} around',
          note: 'Half an hour with their own data. Make them an admin.',
        },
      },
      cases: ['Nobody takes over', 'A new admin signs in', 'They cancel right away'],
    },
    pl: {
      name: 'Odszedł ambasador',
      about:
        'Z firmy odeszła osoba, która była ambasadorem produktu. Trzy zadania w pięć dni: ustalić następcę, poznać go, pokazać mu produkt.',
      steps: {
        who: 'Kto przejmie?',
        day: 'Jeden dzień',
        meet: 'Poznaj',
        days: 'Trzy dni',
        show: 'Pokaż produkt',
      },
      tasks: {
        who: {
          title: `Ustal, kto zastąpi ambasadora w firmie${accountName}`,
          note: 'Zapytaj osoby, które wciąż się logują. Ambasador, który odszedł, też może chętnie podpowiedzieć.',
        },
        meet: {
          title: `Poznaj nową osobę w firmie${accountName}`,
          note: 'To nie ona wybrała ten produkt. Zanim cokolwiek pokażesz, zapytaj, jakie ma cele.',
        },
        show: {
          title: `Pokaż produkt nowej osobie w firmie${accountName}`,
          note: 'Pół godziny na jej danych; nadaj jej rolę administratora.',
        },
      },
      cases: ['Nikt nie przejmuje', 'Loguje się nowy administrator', 'Rezygnują od razu'],
    },
    ru: {
      name: 'Ушёл главный сторонник',
      about:
        'Из компании ушёл главный сторонник продукта. Три задачи за пять дней: узнать, кто вместо него, познакомиться и показать продукт.',
      steps: {
        who: 'Кто вместо него?',
        day: 'Один день',
        meet: 'Познакомиться',
        days: 'Три дня',
        show: 'Показать продукт',
      },
      tasks: {
        who: {
          title: `Узнать, кто теперь отвечает в компании${accountName}`,
          note: 'Спросите коллег, которые ещё пользуются продуктом. Возможно, подскажет и сам ушедший.',
        },
        meet: {
          title: `Познакомиться с новым человеком в компании${accountName}`,
          note: 'Продукт выбирал другой человек. Прежде чем что-то показывать, спросите, какие у нового цели.',
        },
        show: {
          title: `Показать продукт новому человеку в компании${accountName}`,
          note: 'Полчаса на собственных данных компании. Дайте новому человеку права администратора.',
        },
      },
      cases: ['Никто не приходит на смену', 'Входит новый администратор', 'Сразу отменяют подписку'],
    },
  },
};
