import { shippedEvents as events } from '../../shared/playbooks/names.ts';
import { since } from '../../shared/playbooks/rules.ts';
import type { Playbook } from './playbook.ts';
import { after, cancelled, end, mail, opened, pause, task, workHours } from './steps.ts';

/** The widget or snippet is gone from an account's site: an offer of help first, then a person. */
export const componentRemoved: Playbook = {
  key: 'component-removed',
  shape: () => ({
    subject: 'account',
    to: 'admin',
    entry: { trigger: opened('component-removed'), reentry: after('14d') },
    goal: { when: { all: [since(events.componentSeen)] }, within: '30d' },
    exit: cancelled,
    sendWindow: workHours,
    start: 'hand',
    steps: {
      hand: mail('three-days', 'call'),
      'three-days': pause('3d', 'call'),
      call: task('1d', 'end', 'high'),
      end,
    },
  }),
  cases: [
    { path: ['hand:sent', 'three-days:next', 'call:next', 'end:end'], status: 'completed' },
    { after: [['1d', events.componentSeen]], path: ['hand:sent', 'three-days:goal'], status: 'completed' },
    { choices: { hand: 'notSent' }, path: ['hand:notSent', 'call:next', 'end:end'], status: 'completed' },
  ],
  words: {
    en: {
      name: 'Component removed',
      about:
        'Our widget or snippet disappeared from an account’s site. An offer of help first, three days later a person.',
      steps: { hand: 'Need a hand?', 'three-days': 'Three days', call: 'Ask what happened' },
      tasks: {
        call: {
          title: 'Ask {{ account.name | default: "the account" }} what happened to the widget',
          note: 'Often a relaunch of the site forgot it. Sometimes another tool took its place: then it is a conversation about value, not about code.',
        },
      },
      letters: {
        hand: {
          subject: 'Need a hand putting the widget back?',
          preheader: 'A relaunch often loses it. It takes five minutes.',
          text: `Hi {{ contact.traits.firstName | default: "there" }},

the widget on your site has been silent for some days. When a site is relaunched or a template changes, the snippet is easily lost.

If that is what happened: copy it again from Settings, or reply with the address of your site and we tell you where it belongs.

If you took it out on purpose, we would like to know why. One line helps us.`,
          button: { label: 'Copy the snippet', link: 'app' },
        },
      },
      cases: ['It stays away', 'It comes back', 'The e-mail cannot be sent'],
    },
    pl: {
      name: 'Usunięty komponent',
      about:
        'Nasz widżet lub skrypt zniknął ze strony klienta. Najpierw propozycja pomocy, po trzech dniach człowiek.',
      steps: { hand: 'Pomóc?', 'three-days': 'Trzy dni', call: 'Zapytaj, co się stało' },
      tasks: {
        call: {
          title: 'Zapytaj firmę {{ account.name | default: "" }}, co się stało z widżetem',
          note: 'Często po prostu zniknął przy przebudowie strony. Czasem zastąpiło go inne narzędzie: wtedy rozmowa jest o wartości, nie o kodzie.',
        },
      },
      letters: {
        hand: {
          subject: 'Pomóc przywrócić widżet?',
          preheader: 'Przebudowa strony często go gubi. To pięć minut.',
          text: `Dzień dobry{% if contact.traits.firstName %}, {{ contact.traits.firstName }}{% endif %},

widżet na Państwa stronie milczy od kilku dni. Przy przebudowie strony albo zmianie szablonu kod łatwo się gubi.

Jeśli tak było: wystarczy skopiować go ponownie z Ustawień albo odpisać z adresem strony, a powiemy, gdzie go wstawić.

Jeśli został usunięty celowo, chcielibyśmy wiedzieć dlaczego. Wystarczy jedno zdanie.`,
          button: { label: 'Skopiuj kod', link: 'app' },
        },
      },
      cases: ['Nie wraca', 'Wraca', 'E-maila nie można wysłać'],
    },
    ru: {
      name: 'Компонент удалён',
      about: 'Наш виджет или код исчез с сайта клиента. Сначала предложение помощи, через три дня человек.',
      steps: { hand: 'Помочь?', 'three-days': 'Три дня', call: 'Спросить, что случилось' },
      tasks: {
        call: {
          title: 'Спросить компанию {{ account.name | default: "" }}, что случилось с виджетом',
          note: 'Часто его просто потеряли при переделке сайта. Иногда его место занял другой инструмент: тогда говорите о пользе, а не о коде.',
        },
      },
      letters: {
        hand: {
          subject: 'Помочь вернуть виджет?',
          preheader: 'При переделке сайта его часто теряют. Это пять минут.',
          text: `Здравствуйте{% if contact.traits.firstName %}, {{ contact.traits.firstName }}{% endif %}!

Виджет на вашем сайте молчит уже несколько дней. При переделке сайта или смене шаблона код легко потерять.

Если так и было, скопируйте его ещё раз из настроек или ответьте, указав адрес сайта, и мы подскажем место.

Если вы убрали его намеренно, нам важно знать почему. Достаточно одной строки.`,
          button: { label: 'Скопировать код', link: 'app' },
        },
      },
      cases: ['Не возвращается', 'Возвращается', 'Письмо нельзя отправить'],
    },
  },
};
