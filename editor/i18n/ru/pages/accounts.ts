import type { accounts as english, charts as englishCharts } from '../../en/pages/accounts.ts';
import type { Translation } from '../../translation.ts';

export const accounts: Translation<typeof english> = {
  title: 'Компании',
  search: 'Поиск по названию или id',
  all: 'Все',
  account: 'Компания',
  plan: 'Тариф',
  anyPlan: 'Любой тариф',
  mrr: 'MRR',
  seats: 'Места',
  signals: 'Открытые сигналы',
  renews: 'Продление',
  card: 'Карта',
  cardEnds: 'действует до {{month}}',
  contact: 'Кому звонить',
  manager: 'Менеджер клиента',
  anyManager: 'Любой менеджер',
  noManager: 'Без менеджера',
  managerTold: 'Менеджер записан. Теперь задачи для этой роли идут ему.',
  atRiskSince: 'Под угрозой с',
  empty: 'Пока не известна ни одна компания',
  emptyText:
    'Компания появляется с первым вызовом group от вашего продукта, с вебхуком биллинга или из файла CSV.',
  noMatch: 'Ни одна компания не подходит',
  noMatchText: 'Смените фильтр. По продлению видны только компании, у которых оно впереди.',
  back: 'Все компании',
  gone: 'Этой компании здесь нет',
  goneText: 'Возможно, её удалили или её id изменился.',
  new: {
    button: 'Новая компания',
    title: 'Новая компания',
    id: 'Id компании',
    idText: 'Id группы, которым пользуются ваш продукт и биллинг.',
    idNeeded: 'Компании нужен id, которым пользуется ваш продукт.',
    name: 'Название',
    submit: 'Создать компанию',
  },
  delete: {
    button: 'Удалить…',
    title: 'Удалить {{name}} навсегда?',
    text: 'Её свойства, счётчики, сигналы и дела будут удалены. Люди остаются и не относятся ни к какой компании. Отменить это нельзя.',
    submit: 'Удалить навсегда',
    told: 'Компания удаляется.',
  },
  members: {
    title: 'Люди ({{total}})',
    empty: 'Пока никого оттуда не знаем',
    emptyText: 'Люди присоединяются с вызовом group, который называет эту компанию.',
  },
  meters: {
    title: 'Счётчики',
    about: 'Сколько они используют из того, что позволяет тариф.',
    of: 'История: {{name}}',
    when: 'Когда',
    value: 'Значение',
    limit: 'Предел',
    limitOf: 'Предел {{limit}}',
  },
  now: { title: 'Происходит сейчас' },
};

export const charts: Translation<typeof englishCharts> = {
  shownAs: 'Как показать: {{label}}',
  chart: 'Графиком',
  table: 'Таблицей',
};
