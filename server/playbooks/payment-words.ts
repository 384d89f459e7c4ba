import type { InLanguages } from '../../shared/playbooks/language.ts';
import { accountName, type Letter } from './letter.ts';
import type { PlaybookWords } from './playbook.ts';

type Decline = 'soft' | 'hard';

const bill =
  '{% if trigger.properties.amount %} ({{ trigger.properties.amount }} {{ trigger.properties.currency }}){% endif %}';

/** The words of both dunning playbooks: what is said on a day is the same, how soon it is said is not. */
export function paymentWords(decline: Decline): InLanguages<PlaybookWords> {
  const soft = decline === 'soft';
  return {
    en: {
      name: soft ? 'Payment failed: soft decline' : 'Payment failed: hard decline',
      about: soft
        ? 'The bank declined a payment that often goes through a few days later. Four days of silence, then reminders, then a call.'
        : 'The card is lost, blocked or expired, so trying again won’t help. The first e-mail goes out right away.',
      question: {
        text: 'Does your payment provider already e-mail customers about failed payments?',
        answers: { silent: 'No: send these e-mails', mails: 'Yes: send no e-mails, only create a task' },
      },
      steps: daySteps(
        'Until day {n}',
        'Day {n}',
        'Call about the payment',
        'Try another way',
        'Leave it to the provider',
      ),
      tasks: {
        call: {
          title: 'Call {{ account.name | default: "the account" }} about the overdue payment',
          note: 'Ask whether bills should go to someone else, or whether they would rather pay by invoice.',
        },
        'by-hand': {
          title: 'Reach {{ account.name | default: "the account" }} about the overdue payment',
          note: 'The e-mail could not be sent. Find out who handles billing there.',
        },
      },
      reason: 'Their payment failed, and their access depends on it.',
      letters: dayLetters(
        {
          subject: soft ? 'Your payment didn’t go through' : 'Your bank declined your payment',
          preheader: soft
            ? 'You still have access, and we’ll try again.'
            : 'Please add a different card. You still have access for now.',
          text: soft
            ? `Hello,

Your last payment${bill} didn’t go through: your bank declined it. That happens, and the next attempt often works.

You still have access. If you know the reason, such as a card limit or a new card, you can fix it now.`
            : `Hello,

Your bank declined your last payment${bill}, and this card can’t be charged again.

You still have access for now. To keep it, please add a different card.`,
          button: { label: 'Go to billing', link: 'billing' },
        },
        {
          subject: 'Your payment is overdue',
          preheader: 'It takes two minutes to sort out.',
          text: `Hello,

The payment for {{ account.name | default: "your subscription" }}${bill} is overdue. You can use another card or pay by invoice: just reply if you would like an invoice.

If someone else handles billing, please forward this e-mail.`,
          button: { label: 'Pay now', link: 'billing' },
        },
        {
          subject: 'Your access ends in a few days',
          preheader: 'There is still time to keep it.',
          text: `Hello,

This is our last reminder: the payment for {{ account.name | default: "your subscription" }}${bill} is overdue, and your access ends in a few days.

Your data stays. If something on the bill is wrong, or money is tight this month, reply and we’ll find a way.`,
          button: { label: 'Pay now', link: 'billing' },
        },
      ),
      cases: soft
        ? ['Paid before the first e-mail', 'Never paid', 'A hard decline does not enter']
        : ['Paid after the first e-mail', 'The e-mail cannot be sent', 'The provider sends its own e-mails'],
    },
    pl: {
      name: soft ? 'Nieudana płatność: odmowa tymczasowa' : 'Nieudana płatność: odmowa ostateczna',
      about: soft
        ? 'Bank odrzucił płatność, która często udaje się kilka dni później. Przez cztery dni nic nie wysyłamy, potem przypomnienia i telefon.'
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
        'Inny kontakt',
        'Pisze operator',
      ),
      tasks: {
        call: {
          title: `Zadzwoń do firmy${accountName} w sprawie zaległej płatności`,
          note: 'Zapytaj, czy faktury ma dostawać ktoś inny i czy nie wolą płacić przelewem.',
        },
        'by-hand': {
          title: `Skontaktuj się z firmą${accountName} w sprawie zaległej płatności`,
          note: 'E-maila nie udało się wysłać. Ustal, kto zajmuje się tam rozliczeniami.',
        },
      },
      reason: 'Płatność się nie powiodła, a zależy od niej dostęp.',
      letters: dayLetters(
        {
          subject: soft ? 'Płatność się nie powiodła' : 'Bank odrzucił Państwa płatność',
          preheader: soft
            ? 'Dostęp pozostaje aktywny, spróbujemy ponownie.'
            : 'Potrzebna jest inna karta, dostęp na razie pozostaje aktywny.',
          text: soft
            ? `Dzień dobry,

ostatnia płatność${bill} nie powiodła się: bank ją odrzucił. To się zdarza i często udaje się kolejna próba.

Dostęp pozostaje aktywny. Jeśli znają Państwo przyczynę, na przykład limit na karcie albo nową kartę, można to poprawić już teraz.`
            : `Dzień dobry,

bank odrzucił ostatnią płatność${bill} i tej karty nie można już obciążyć.

Dostęp na razie pozostaje aktywny. Aby go zachować, prosimy dodać inną kartę.`,
          button: { label: 'Przejdź do rozliczeń', link: 'billing' },
        },
        {
          subject: 'Zaległa płatność',
          preheader: 'Uregulowanie jej zajmie dwie minuty.',
          text: `Dzień dobry,

płatność za subskrypcję{% if account.name %} firmy {{ account.name }}{% endif %}${bill} wciąż nie jest uregulowana. Można zapłacić inną kartą albo przelewem na podstawie faktury: jeśli wolą Państwo fakturę, wystarczy odpisać.

Jeśli rozliczeniami zajmuje się ktoś inny, prosimy o przekazanie tej wiadomości.`,
          button: { label: 'Ureguluj płatność', link: 'billing' },
        },
        {
          subject: 'Za kilka dni wygaśnie Państwa dostęp',
          preheader: 'Wciąż można go zachować.',
          text: `Dzień dobry,

to ostatnie przypomnienie: płatność za subskrypcję{% if account.name %} firmy {{ account.name }}{% endif %}${bill} nie jest uregulowana, a dostęp wygaśnie za kilka dni.

Dane pozostaną. Jeśli coś na fakturze się nie zgadza albo w tym miesiącu jest trudniej z pieniędzmi, prosimy odpisać, a znajdziemy rozwiązanie.`,
          button: { label: 'Ureguluj płatność', link: 'billing' },
        },
      ),
      cases: soft
        ? ['Zapłacone przed pierwszym e-mailem', 'Niezapłacone do końca', 'Ostateczna odmowa nie wchodzi']
        : ['Zapłacone po pierwszym e-mailu', 'E-maila nie można wysłać', 'Operator pisze sam'],
    },
    ru: {
      name: soft ? 'Платёж не прошёл: временный отказ' : 'Платёж не прошёл: окончательный отказ',
      about: soft
        ? 'Банк отклонил платёж, который часто проходит через несколько дней. Четыре дня ничего не отправляем, потом напоминания и звонок.'
        : 'Карта потеряна, заблокирована или недействительна, повторные попытки не помогут. Первое письмо уходит сразу.',
      question: {
        text: 'Сообщает ли ваш платёжный сервис клиентам о неудачных платежах сам?',
        answers: {
          silent: 'Нет: отправлять эти письма',
          mails: 'Да: ничего не отправлять, только создать задачу',
        },
      },
      steps: daySteps(
        'До дня {n}',
        'День {n}',
        'Позвонить насчёт платежа',
        'Связаться иначе',
        'Пишет сервис',
      ),
      tasks: {
        call: {
          title: `Позвонить в компанию${accountName}: счёт не оплачен`,
          note: 'Спросите, не должен ли счета получать кто-то другой и не удобнее ли платить банковским переводом.',
        },
        'by-hand': {
          title: `Связаться с компанией${accountName}: счёт не оплачен`,
          note: 'Письмо отправить не удалось. Выясните, кто у них оплачивает счета.',
        },
      },
      reason: 'Платёж не прошёл, а от него зависит доступ.',
      letters: dayLetters(
        {
          subject: soft ? 'Платёж не прошёл' : 'Банк отклонил ваш платёж',
          preheader: soft
            ? 'Доступ сохраняется, мы попробуем ещё раз.'
            : 'Нужна другая карта, доступ пока сохраняется.',
          text: soft
            ? `Здравствуйте!

Последний платёж${bill} не прошёл: банк его отклонил. Так бывает, и часто следующая попытка оказывается успешной.

Доступ сохраняется. Если вы знаете причину, например лимит по карте или новую карту, это можно исправить прямо сейчас.`
            : `Здравствуйте!

Банк отклонил последний платёж${bill}, и списать деньги с этой карты больше нельзя.

Доступ пока сохраняется. Чтобы он не прервался, добавьте, пожалуйста, другую карту.`,
          button: { label: 'Перейти к оплате', link: 'billing' },
        },
        {
          subject: 'Счёт всё ещё не оплачен',
          preheader: 'Оплата займёт две минуты.',
          text: `Здравствуйте!

Счёт за подписку{% if account.name %} компании {{ account.name }}{% endif %}${bill} всё ещё не оплачен. Можно оплатить другой картой или банковским переводом: если удобнее перевод, просто ответьте на это письмо.

Если счета у вас оплачивает кто-то другой, перешлите ему, пожалуйста, это письмо.`,
          button: { label: 'Оплатить', link: 'billing' },
        },
        {
          subject: 'Через несколько дней доступ закроется',
          preheader: 'Его ещё можно сохранить.',
          text: `Здравствуйте!

Это последнее напоминание: счёт за подписку{% if account.name %} компании {{ account.name }}{% endif %}${bill} не оплачен, и через несколько дней доступ закроется.

Данные сохранятся. Если в счёте ошибка или в этом месяце сложно с деньгами, напишите нам, и мы найдём решение.`,
          button: { label: 'Оплатить', link: 'billing' },
        },
      ),
      cases: soft
        ? ['Оплачено до первого письма', 'Так и не оплачено', 'Окончательный отказ не входит']
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
