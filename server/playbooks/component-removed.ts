import { shippedEvents as events } from '../../shared/playbooks/names.ts';
import { since } from '../../shared/playbooks/rules.ts';
import { accountName, greeting } from './letter.ts';
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
        'Our widget or snippet has disappeared from an account’s site. First an e-mail offering help, three days later a person.',
      steps: { hand: 'Need a hand?', 'three-days': 'Three days', call: 'Ask what happened' },
      tasks: {
        call: {
          title: 'Ask {{ account.name | default: "the account" }} what happened to the widget',
          note: 'It often just gets forgotten in a site relaunch. Sometimes another tool has taken its place: then talk about value, not code.',
        },
      },
      letters: {
        hand: {
          subject: 'Need a hand putting the widget back?',
          preheader: 'Site relaunches often lose it. It takes five minutes.',
          text: `${greeting.en}

The widget on your site has been silent for a few days. When a site is relaunched or a template changes, the snippet easily gets lost.

If that is what happened, copy it again from Settings, or reply with the address of your site and we’ll tell you where it goes.

If you removed it on purpose, we’d like to know why. One line is enough.`,
          button: { label: 'Copy the snippet', link: 'app' },
        },
      },
      cases: ['It never comes back', 'It comes back', 'The e-mail cannot be sent'],
    },
    pl: {
      name: 'Usunięty komponent',
      about:
        'Nasz widżet lub skrypt zniknął ze strony klienta. Najpierw e-mail z propozycją pomocy, po trzech dniach człowiek.',
      steps: { hand: 'Potrzebna pomoc?', 'three-days': 'Trzy dni', call: 'Zapytaj, co się stało' },
      tasks: {
        call: {
          title: `Zapytaj firmę${accountName}, co się stało z widżetem`,
          note: 'Często po prostu ktoś o nim zapomniał przy przebudowie strony. Czasem zastąpiło go inne narzędzie: wtedy rozmawiaj o wartości, nie o kodzie.',
        },
      },
      letters: {
        hand: {
          subject: 'Pomożemy przywrócić widżet',
          preheader: 'Często znika przy przebudowie strony. To pięć minut.',
          text: `${greeting.pl}

od kilku dni widżet na Państwa stronie jest nieaktywny. Przy przebudowie strony albo zmianie szablonu kod łatwo zgubić.

Jeśli tak było, wystarczy skopiować go ponownie z Ustawień albo odpisać i podać adres strony, a podpowiemy, gdzie go wstawić.

Jeśli został usunięty celowo, chcielibyśmy wiedzieć dlaczego. Wystarczy jedno zdanie.`,
          button: { label: 'Skopiuj kod', link: 'app' },
        },
      },
      cases: ['Nie wraca', 'Wraca', 'E-maila nie można wysłać'],
    },
    ru: {
      name: 'Компонент удалён',
      about:
        'Наш виджет или код исчез с сайта клиента. Сначала письмо с предложением помочь, через три дня подключается человек.',
      steps: { hand: 'Нужна помощь?', 'three-days': 'Три дня', call: 'Спросить, что случилось' },
      tasks: {
        call: {
          title: `Спросить компанию${accountName}, что случилось с виджетом`,
          note: 'Часто о нём просто забыли при обновлении сайта. Иногда его место занял другой инструмент: тогда говорите о пользе, а не о коде.',
        },
      },
      letters: {
        hand: {
          subject: 'Поможем вернуть виджет',
          preheader: 'При обновлении сайта он часто пропадает. Вернуть его можно за пять минут.',
          text: `${greeting.ru}

Виджет на вашем сайте уже несколько дней неактивен. При обновлении сайта или смене шаблона код легко потерять.

Если так и было, скопируйте код ещё раз из настроек или пришлите нам адрес сайта, и мы подскажем, куда его вставить.

Если вы убрали его намеренно, нам важно знать почему. Достаточно одной строки.`,
          button: { label: 'Скопировать код', link: 'app' },
        },
      },
      cases: ['Не возвращается', 'Возвращается', 'Письмо нельзя отправить'],
    },
  },
};
