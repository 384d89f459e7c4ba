import type { InLanguages } from '../../shared/playbooks/language.ts';
import type { Letter } from './letter.ts';
import type { PlaybookWords } from './playbook.ts';

type Decline = 'soft' | 'hard';

const bill =
  '{% if trigger.properties.amount %} ({{ trigger.properties.amount }} {{ trigger.properties.currency }}){% endif %}';

/** The words of both dunning playbooks: what is said on a day is the same, how soon it is said is not. */
export function paymentWords(decline: Decline): InLanguages<PlaybookWords> {
  const soft = decline === 'soft';
  return {
    en: {
      name: soft ? 'Payment failed, may succeed later' : 'Payment failed, needs the customer',
      about: soft
        ? 'A bank refused a payment that often succeeds a few days later. Quiet for four days, then reminders, then a call.'
        : 'The card is lost, blocked or expired: trying again does not help. The first e-mail goes at once.',
      question: {
        text: 'Does your payment provider already write to customers about failed payments?',
        answers: { silent: 'No: send these e-mails', mails: 'Yes: send nothing, only create a task' },
      },
      steps: daySteps(
        'Until day {n}',
        'Day {n}',
        'Call about the payment',
        'Find another way',
        'Leave it to the provider',
      ),
      tasks: {
        call: {
          title: 'Call {{ account.name | default: "the account" }} about the open payment',
          note: 'Ask whether somebody else should get the bills, or whether they would rather pay by invoice.',
        },
        'by-hand': {
          title: 'Reach {{ account.name | default: "the account" }} about the open payment',
          note: 'The e-mail could not be sent. Find out who pays the bills there.',
        },
      },
      reason: 'Their payment failed, and their access depends on it.',
      letters: dayLetters(
        {
          subject: soft ? 'A payment did not go through' : 'Your bank declined our payment',
          preheader: soft
            ? 'Your access continues; we try again.'
            : 'A new card is needed; your access continues meanwhile.',
          text: soft
            ? `Hello,

your bank did not let our last payment${bill} pass. That happens, and often the next attempt works.

Your access continues. If you know the reason, such as a limit or a new card, you can settle it now.`
            : `Hello,

your bank declined our last payment${bill} for good: this card cannot be charged again.

Your access continues for now. Please put in another card.`,
          button: { label: 'Open billing', link: 'billing' },
        },
        {
          subject: 'Your payment is still open',
          preheader: 'It takes two minutes to settle.',
          text: `Hello,

the payment for {{ account.name | default: "your subscription" }}${bill} is still open. Another card or an invoice both work: reply if you prefer the invoice.

If somebody else pays the bills, please pass this on.`,
          button: { label: 'Settle the payment', link: 'billing' },
        },
        {
          subject: 'Your access ends in a few days',
          preheader: 'We would like to keep it open for you.',
          text: `Hello,

this is the last reminder: the payment for {{ account.name | default: "your subscription" }}${bill} is open, and access ends in a few days.

Your data stays. If something about the bill is wrong, or money is short this month, reply and we find a way.`,
          button: { label: 'Settle the payment', link: 'billing' },
        },
      ),
      cases: soft
        ? ['Paid before the first e-mail', 'Stays open to the end', 'A hard decline does not enter']
        : ['Paid after the first e-mail', 'The e-mail cannot be sent', 'The provider writes by itself'],
    },
    pl: {
      name: soft ? 'Nieudana płatność, może się powieść' : 'Nieudana płatność, potrzebny klient',
      about: soft
        ? 'Bank odrzucił płatność, która często udaje się kilka dni później. Cztery dni ciszy, potem przypomnienia i telefon.'
        : 'Karta jest zgubiona, zablokowana lub nieważna, więc ponowna próba nie pomoże. Pierwszy e-mail wychodzi od razu.',
      question: {
        text: 'Czy operator płatności sam pisze do klientów o nieudanych płatnościach?',
        answers: {
          silent: 'Nie: wysyłaj te e-maile',
          mails: 'Tak: niczego nie wysyłaj, utwórz tylko zadanie',
        },
      },
      steps: daySteps(
        'Do dnia {n}',
        'Dzień {n}',
        'Telefon w sprawie płatności',
        'Inna droga',
        'Pisze operator',
      ),
      tasks: {
        call: {
          title: 'Zadzwoń do firmy {{ account.name | default: "" }} w sprawie zaległej płatności',
          note: 'Zapytaj, czy rachunki ma dostawać ktoś inny i czy nie wolą płacić na podstawie faktury.',
        },
        'by-hand': {
          title: 'Skontaktuj się z firmą {{ account.name | default: "" }} w sprawie zaległej płatności',
          note: 'E-maila nie udało się wysłać. Ustal, kto tam opłaca rachunki.',
        },
      },
      reason: 'Płatność się nie powiodła, a od niej zależy dostęp.',
      letters: dayLetters(
        {
          subject: soft ? 'Płatność się nie powiodła' : 'Bank odrzucił naszą płatność',
          preheader: soft
            ? 'Dostęp działa, spróbujemy ponownie.'
            : 'Potrzebna jest nowa karta, dostęp na razie działa.',
          text: soft
            ? `Dzień dobry,

bank nie przepuścił naszej ostatniej płatności${bill}. Tak bywa i często kolejna próba się udaje.

Dostęp działa nadal. Jeśli znają Państwo powód, na przykład limit albo nową kartę, można to załatwić już teraz.`
            : `Dzień dobry,

bank ostatecznie odrzucił naszą płatność${bill}: tej karty nie można już obciążyć.

Dostęp na razie działa. Prosimy wpisać inną kartę.`,
          button: { label: 'Otwórz rozliczenia', link: 'billing' },
        },
        {
          subject: 'Płatność wciąż nie jest uregulowana',
          preheader: 'Załatwienie jej zajmie dwie minuty.',
          text: `Dzień dobry,

płatność za subskrypcję {{ account.name | default: "" }}${bill} wciąż nie jest uregulowana. Może być inna karta albo faktura: jeśli wolą Państwo fakturę, wystarczy odpisać.

Jeśli rachunki opłaca ktoś inny, prosimy o przekazanie.`,
          button: { label: 'Ureguluj płatność', link: 'billing' },
        },
        {
          subject: 'Za kilka dni wygaśnie Państwa dostęp',
          preheader: 'Chcielibyśmy go utrzymać.',
          text: `Dzień dobry,

to ostatnie przypomnienie: płatność za subskrypcję {{ account.name | default: "" }}${bill} nie jest uregulowana, a dostęp wygaśnie za kilka dni.

Dane zostają. Jeśli coś na rachunku się nie zgadza albo w tym miesiącu jest trudniej, prosimy odpisać, znajdziemy sposób.`,
          button: { label: 'Ureguluj płatność', link: 'billing' },
        },
      ),
      cases: soft
        ? ['Zapłacone przed pierwszym e-mailem', 'Zaległa do końca', 'Ostateczna odmowa nie wchodzi']
        : ['Zapłacone po pierwszym e-mailu', 'E-maila nie można wysłać', 'Operator pisze sam'],
    },
    ru: {
      name: soft ? 'Платёж не прошёл, может пройти позже' : 'Платёж не прошёл, нужен клиент',
      about: soft
        ? 'Банк отклонил платёж, который часто проходит через несколько дней. Четыре дня тишины, потом напоминания и звонок.'
        : 'Карта потеряна, заблокирована или недействительна: повторять бесполезно. Первое письмо уходит сразу.',
      question: {
        text: 'Пишет ли ваш платёжный сервис клиентам о непрошедших платежах сам?',
        answers: {
          silent: 'Нет: отправлять эти письма',
          mails: 'Да: ничего не отправлять, только создать задачу',
        },
      },
      steps: daySteps('До дня {n}', 'День {n}', 'Позвонить о платеже', 'Другой путь', 'Пишет сервис'),
      tasks: {
        call: {
          title: 'Позвонить в компанию {{ account.name | default: "" }}: счёт не оплачен',
          note: 'Спросите, не должен ли счета получать кто-то другой и не удобнее ли платить по счёту.',
        },
        'by-hand': {
          title: 'Связаться с компанией {{ account.name | default: "" }}: счёт не оплачен',
          note: 'Письмо отправить не удалось. Выясните, кто у них оплачивает счета.',
        },
      },
      reason: 'Платёж не прошёл, а от него зависит доступ.',
      letters: dayLetters(
        {
          subject: soft ? 'Платёж не прошёл' : 'Банк отклонил наш платёж',
          preheader: soft
            ? 'Доступ работает, мы попробуем ещё раз.'
            : 'Нужна другая карта, доступ пока работает.',
          text: soft
            ? `Здравствуйте!

Банк не пропустил наш последний платёж${bill}. Так бывает, и часто следующая попытка удаётся.

Доступ работает. Если вы знаете причину, например лимит или новую карту, это можно уладить сейчас.`
            : `Здравствуйте!

Банк окончательно отклонил наш последний платёж${bill}: списать с этой карты больше нельзя.

Доступ пока работает. Впишите, пожалуйста, другую карту.`,
          button: { label: 'Открыть оплату', link: 'billing' },
        },
        {
          subject: 'Счёт всё ещё не оплачен',
          preheader: 'Уладить его можно за две минуты.',
          text: `Здравствуйте!

Счёт за подписку {{ account.name | default: "" }}${bill} всё ещё не оплачен. Подойдёт другая карта или банковский перевод: если удобнее перевод, просто ответьте.

Если счета у вас оплачивает кто-то другой, перешлите, пожалуйста, письмо.`,
          button: { label: 'Оплатить', link: 'billing' },
        },
        {
          subject: 'Через несколько дней доступ закроется',
          preheader: 'Мы хотели бы его сохранить.',
          text: `Здравствуйте!

Это последнее напоминание: счёт за подписку {{ account.name | default: "" }}${bill} не оплачен, и через несколько дней доступ закроется.

Данные останутся. Если в счёте ошибка или в этом месяце трудно с деньгами, ответьте, и мы найдём выход.`,
          button: { label: 'Оплатить', link: 'billing' },
        },
      ),
      cases: soft
        ? ['Оплачено до первого письма', 'Не оплачен до конца', 'Окончательный отказ не входит']
        : ['Оплачено после первого письма', 'Письмо нельзя отправить', 'Сервис пишет сам'],
    },
  };
}

const days = [0, 3, 5, 7, 9, 14, 21, 27];

function daySteps(
  until: string,
  on: string,
  call: string,
  byHand: string,
  silence: string,
): Record<string, string> {
  return {
    ...Object.fromEntries(
      days.flatMap((day) => [
        [`to-day-${day}`, until.replace('{n}', String(day))],
        [`day-${day}`, on.replace('{n}', String(day))],
      ]),
    ),
    call,
    'by-hand': byHand,
    silence,
  };
}

/** The first letter, the reminders, and the last one. */
function dayLetters(first: Letter, reminder: Letter, last: Letter): Record<string, Letter> {
  return Object.fromEntries(
    days.map((day) => [`day-${day}`, day === 27 ? last : day === 0 || day === 5 ? first : reminder]),
  );
}
