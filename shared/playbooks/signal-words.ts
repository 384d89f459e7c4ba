import type { InLanguages } from './language.ts';
import type { SignalKey } from './shipped-signal.ts';

export interface SignalWords {
  name: string;
  /** What it means for whoever looks after the customer. */
  message: string;
}

/** What shipped signals are called. */
export const signalWords: InLanguages<Record<SignalKey, SignalWords>> = {
  en: {
    'gone-quiet': { name: 'Gone quiet', message: 'Nobody there has signed in for three weeks or more.' },
    'never-got-going': {
      name: 'Never got going',
      message: 'Signed up days ago and has not reached a first result.',
    },
    'usage-drop': { name: 'Usage drop', message: 'They do less than half of what they used to.' },
    'power-user-slipping': {
      name: 'Power user slipping',
      message: 'Used to sign in almost every working day and now only comes occasionally.',
    },
    'plan-limit': {
      name: 'Balancing at the plan limit',
      message:
        'They stay just below their plan limit. Talk about better terms before they start looking around.',
    },
    'data-export': { name: 'Exported data', message: 'They exported more data than usual.' },
    'cancel-page': { name: 'Looked at the cancel page', message: 'Someone there looked at how to cancel.' },
    'component-removed': {
      name: 'Removed a component',
      message: 'Our widget or snippet has disappeared from their site.',
    },
    'card-expiring': { name: 'Card expiring', message: 'The card on file expires within 60 days.' },
    'payment-failed': { name: 'Payment failed', message: 'A payment failed and is still outstanding.' },
    'champion-gone': {
      name: 'Champion gone',
      message: 'The person who championed the product there has left, and no other admin is active.',
    },
    'seats-shrinking': { name: 'Seats shrinking', message: 'They pay for fewer seats than a month ago.' },
    'unhappy-answer': { name: 'Unhappy answer', message: 'Gave a low score in a survey.' },
    'support-storm': { name: 'Support storm', message: 'Three or more support tickets within a week.' },
    'renewal-while-red': {
      name: 'Renewal near while red',
      message: 'The contract renews within 90 days and health is below 40.',
    },
    'ready-to-grow': {
      name: 'Ready to grow',
      message: 'Healthy, happy and close to the plan limit: a good time to offer an upgrade.',
    },
  },
  pl: {
    'gone-quiet': {
      name: 'Cisza',
      message: 'Od co najmniej trzech tygodni nikt z tej firmy się nie logował.',
    },
    'never-got-going': {
      name: 'Nie ruszyli z miejsca',
      message: 'Konto założone kilka dni temu, a pierwszego rezultatu wciąż nie ma.',
    },
    'usage-drop': {
      name: 'Spadek użycia',
      message: 'Robią mniej niż połowę tego, co zwykle.',
    },
    'power-user-slipping': {
      name: 'Najaktywniejszy odpływa',
      message: 'Ktoś, kto był tu prawie codziennie, zagląda już tylko czasem.',
    },
    'plan-limit': {
      name: 'Na granicy planu',
      message:
        'Trzymają się tuż pod limitem planu. Warto porozmawiać o lepszych warunkach, zanim zaczną szukać.',
    },
    'data-export': { name: 'Eksport danych', message: 'Pobrali więcej danych, niż mają w zwyczaju.' },
    'cancel-page': {
      name: 'Strona rezygnacji',
      message: 'Ktoś z tej firmy sprawdzał, jak zrezygnować.',
    },
    'component-removed': {
      name: 'Usunięty komponent',
      message: 'Nasz widżet lub skrypt zniknął z ich strony.',
    },
    'card-expiring': { name: 'Karta wygasa', message: 'Zapisana karta wygasa w ciągu 60 dni.' },
    'payment-failed': {
      name: 'Nieudana płatność',
      message: 'Płatność się nie powiodła i wciąż nie jest uregulowana.',
    },
    'champion-gone': {
      name: 'Odszedł ambasador',
      message:
        'Osoba, która wprowadziła u nich produkt, odeszła, a żaden inny administrator nie jest aktywny.',
    },
    'seats-shrinking': { name: 'Ubywa miejsc', message: 'Płacą za mniej miejsc niż miesiąc temu.' },
    'unhappy-answer': { name: 'Niezadowolenie w ankiecie', message: 'W ankiecie padła słaba ocena.' },
    'support-storm': { name: 'Seria zgłoszeń', message: 'Trzy lub więcej zgłoszeń w ciągu tygodnia.' },
    'renewal-while-red': {
      name: 'Zagrożone odnowienie',
      message: 'Umowa odnawia się w ciągu najbliższych 90 dni, a kondycja jest poniżej 40.',
    },
    'ready-to-grow': {
      name: 'Gotowi na więcej',
      message: 'W dobrej kondycji, zadowoleni i blisko limitu planu: dobry moment, by zaproponować więcej.',
    },
  },
  ru: {
    'gone-quiet': { name: 'Тишина', message: 'Никто из компании не входил уже три недели или дольше.' },
    'never-got-going': {
      name: 'Так и не начали',
      message: 'Регистрация была несколько дней назад, а первого результата всё нет.',
    },
    'usage-drop': {
      name: 'Спад использования',
      message: 'Делают меньше половины того, что делали обычно.',
    },
    'power-user-slipping': {
      name: 'Активный пользователь отходит',
      message: 'Бывал почти каждый рабочий день, а теперь заходит изредка.',
    },
    'plan-limit': {
      name: 'У лимита тарифа',
      message:
        'Держатся чуть ниже лимита тарифа. Обсудите лучшие условия, пока они не начали присматриваться к другим.',
    },
    'data-export': { name: 'Выгрузка данных', message: 'Выгрузили больше данных, чем обычно.' },
    'cancel-page': {
      name: 'Страница отмены',
      message: 'Кто-то из компании смотрел, как отказаться от подписки.',
    },
    'component-removed': {
      name: 'Компонент удалён',
      message: 'Наш виджет или код исчез с их сайта.',
    },
    'card-expiring': {
      name: 'Карта истекает',
      message: 'Срок сохранённой карты истекает в ближайшие 60 дней.',
    },
    'payment-failed': {
      name: 'Платёж не прошёл',
      message: 'Платёж не прошёл, и счёт до сих пор не оплачен.',
    },
    'champion-gone': {
      name: 'Ушёл главный сторонник',
      message: 'Человек, на котором держался продукт, ушёл, а других активных администраторов нет.',
    },
    'seats-shrinking': {
      name: 'Мест становится меньше',
      message: 'Платят за меньшее число мест, чем месяц назад.',
    },
    'unhappy-answer': { name: 'Недовольный ответ', message: 'В опросе поставлена низкая оценка.' },
    'support-storm': { name: 'Шквал обращений', message: 'Три обращения или больше за неделю.' },
    'renewal-while-red': {
      name: 'Продление под угрозой',
      message: 'Договор продлевается в ближайшие 90 дней, а здоровье ниже 40.',
    },
    'ready-to-grow': {
      name: 'Готовы расти',
      message: 'Здоровье в порядке, довольны и близки к лимиту тарифа: хороший момент предложить больше.',
    },
  },
};
