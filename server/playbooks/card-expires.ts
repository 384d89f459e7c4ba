import { shippedEvents as events } from '../../shared/playbooks/names.ts';
import { account, daysUntil } from '../../shared/playbooks/rules.ts';
import type { Playbook, Shape } from './playbook.ts';
import { after, cancelled, end, notice, opened, task, untilBefore, when, workHours } from './steps.ts';

const expiry = '$.account.card.expiresAt';

/**
 * The card on file expires. Where the payment provider renews cards by itself, it is only written of when a week is
 * left and nothing has changed; otherwise three times, and a person looks after whoever pays more.
 */
export const cardExpires: Playbook = {
  key: 'card-expires',
  answers: ['updater', 'none'],
  shape: (answer) => ({
    subject: 'account',
    to: 'billing-contact',
    entry: { trigger: opened('card-expiring'), reentry: after('30d') },
    goal: { when: { all: [daysUntil(expiry, '>', 60)] }, within: '90d' },
    exit: [{ event: events.cardUpdated }, ...(cancelled ?? [])],
    sendWindow: workHours,
    ...(answer === 'none' ? threeLetters() : oneLetter()),
  }),
  cases: [
    {
      account: { mrr: 120, card: cardIn(60) },
      path: ['to-week:next', 'still:yes', 'week:sent', 'worth:otherwise', 'end:end'],
      status: 'completed',
    },
    {
      account: { mrr: 120, card: cardIn(60) },
      after: [['20d', events.cardUpdated]],
      path: ['to-week:event:Card Updated'],
      status: 'exited',
    },
    {
      account: { mrr: 900, card: cardIn(60) },
      answer: 'none',
      path: [
        'to-month:next',
        'month:sent',
        'to-fortnight:next',
        'fortnight:sent',
        'to-week:next',
        'week:sent',
        'worth:yes',
        'call:next',
        'end:end',
      ],
      status: 'completed',
    },
  ],
  words: {
    en: {
      name: 'Card expires soon',
      about: 'Says in time that the card on file expires, so that nobody loses access over a date.',
      question: {
        text: 'Does your payment provider renew expiring cards by itself? Stripe does for most cards.',
        answers: {
          updater: 'Yes: write once, a week before, and only if the card is still the old one',
          none: 'No: write 30, 14 and 7 days before',
        },
      },
      steps: {
        'to-month': '30 days before',
        month: 'A month left',
        'to-fortnight': '14 days before',
        fortnight: 'Two weeks left',
        'to-week': '7 days before',
        still: 'Still the old card?',
        week: 'A week left',
        worth: 'High value?',
        call: 'Call about the card',
      },
      paths: { 'still.yes': 'Expires within 8 days', 'worth.yes': 'Pays more than 400 a month' },
      tasks: {
        call: {
          title: 'Call {{ account.name | default: "the account" }} about the card that expires',
          note: 'They pay {{ account.mrr }} a month, and the card ending in {{ account.card.last4 }} expires within days.',
        },
      },
      reason: 'Their card expires, and the subscription would stop with it.',
      letters: {
        month: {
          subject: 'Your card expires next month',
          preheader: 'Two minutes now, and nothing stops.',
          text: `Hello,

the card we charge for {{ account.name | default: "your subscription" }}{% if account.card.last4 %}, ending in {{ account.card.last4 }},{% endif %} expires at the end of {{ account.card.expMonth }}/{{ account.card.expYear }}.

When you have the new one, please put it in under Settings, Billing. It takes two minutes, and nothing stops.`,
          button: { label: 'Update the card', link: 'billing' },
        },
        fortnight: {
          subject: 'Two weeks until your card expires',
          preheader: 'Please put in the new one when you have it.',
          text: `Hello,

a short reminder: the card for {{ account.name | default: "your subscription" }}{% if account.card.last4 %}, ending in {{ account.card.last4 }},{% endif %} expires in two weeks.

If somebody else pays the bills at your company, please pass this on.`,
          button: { label: 'Update the card', link: 'billing' },
        },
        week: {
          subject: 'Your card expires in a week',
          preheader: 'So that your team keeps its access.',
          text: `Hello,

the card for {{ account.name | default: "your subscription" }}{% if account.card.last4 %}, ending in {{ account.card.last4 }},{% endif %} expires within a week, and the next payment would fail.

Please put in the new one under Settings, Billing. If you would rather pay by invoice, reply and we arrange it.`,
          button: { label: 'Update the card', link: 'billing' },
        },
      },
      cases: [
        'The card stays the old one',
        'The card is replaced in time',
        'Without an updater, and pays well',
      ],
    },
    pl: {
      name: 'Karta wkrótce wygasa',
      about: 'Uprzedza na czas, że zapisana karta wygasa, żeby nikt nie stracił dostępu przez datę.',
      question: {
        text: 'Czy operator płatności sam odnawia wygasające karty? Stripe robi to dla większości kart.',
        answers: {
          updater: 'Tak: jeden e-mail, tydzień wcześniej, i tylko gdy karta się nie zmieniła',
          none: 'Nie: e-maile na 30, 14 i 7 dni przed',
        },
      },
      steps: {
        'to-month': '30 dni przed',
        month: 'Został miesiąc',
        'to-fortnight': '14 dni przed',
        fortnight: 'Zostały dwa tygodnie',
        'to-week': '7 dni przed',
        still: 'Wciąż stara karta?',
        week: 'Został tydzień',
        worth: 'Wysoka wartość?',
        call: 'Telefon w sprawie karty',
      },
      paths: { 'still.yes': 'Wygasa w ciągu 8 dni', 'worth.yes': 'Płaci ponad 400 miesięcznie' },
      tasks: {
        call: {
          title: 'Zadzwoń do firmy {{ account.name | default: "" }} w sprawie wygasającej karty',
          note: 'Płacą {{ account.mrr }} miesięcznie, a karta kończąca się na {{ account.card.last4 }} wygasa za kilka dni.',
        },
      },
      reason: 'Karta wygasa, a wraz z nią zatrzymałaby się subskrypcja.',
      letters: {
        month: {
          subject: 'Państwa karta wygasa w przyszłym miesiącu',
          preheader: 'Dwie minuty teraz i nic się nie zatrzyma.',
          text: `Dzień dobry,

karta, którą opłacana jest subskrypcja {{ account.name | default: "" }}{% if account.card.last4 %}, kończąca się na {{ account.card.last4 }},{% endif %} wygasa z końcem {{ account.card.expMonth }}/{{ account.card.expYear }}.

Gdy będzie już nowa, prosimy ją wpisać w Ustawieniach, w części Rozliczenia. To dwie minuty i nic się nie zatrzyma.`,
          button: { label: 'Zmień kartę', link: 'billing' },
        },
        fortnight: {
          subject: 'Za dwa tygodnie wygasa Państwa karta',
          preheader: 'Prosimy wpisać nową, gdy tylko będzie.',
          text: `Dzień dobry,

krótkie przypomnienie: karta dla {{ account.name | default: "Państwa subskrypcji" }}{% if account.card.last4 %}, kończąca się na {{ account.card.last4 }},{% endif %} wygasa za dwa tygodnie.

Jeśli rachunkami zajmuje się u Państwa ktoś inny, prosimy o przekazanie.`,
          button: { label: 'Zmień kartę', link: 'billing' },
        },
        week: {
          subject: 'Państwa karta wygasa za tydzień',
          preheader: 'Żeby zespół nie stracił dostępu.',
          text: `Dzień dobry,

karta dla {{ account.name | default: "Państwa subskrypcji" }}{% if account.card.last4 %}, kończąca się na {{ account.card.last4 }},{% endif %} wygasa w ciągu tygodnia i kolejna płatność by się nie powiodła.

Prosimy wpisać nową w Ustawieniach, w części Rozliczenia. Jeśli wolą Państwo fakturę i przelew, wystarczy odpisać.`,
          button: { label: 'Zmień kartę', link: 'billing' },
        },
      },
      cases: ['Karta się nie zmienia', 'Karta wymieniona na czas', 'Bez odnawiania, płaci dużo'],
    },
    ru: {
      name: 'Карта скоро истекает',
      about: 'Вовремя предупреждает, что срок карты истекает, чтобы никто не потерял доступ из-за даты.',
      question: {
        text: 'Обновляет ли ваш платёжный сервис истекающие карты сам? Stripe делает это для большинства карт.',
        answers: {
          updater: 'Да: одно письмо, за неделю, и только если карта всё ещё старая',
          none: 'Нет: письма за 30, 14 и 7 дней',
        },
      },
      steps: {
        'to-month': 'За 30 дней',
        month: 'Остался месяц',
        'to-fortnight': 'За 14 дней',
        fortnight: 'Осталось две недели',
        'to-week': 'За 7 дней',
        still: 'Всё ещё старая карта?',
        week: 'Осталась неделя',
        worth: 'Ценный клиент?',
        call: 'Позвонить о карте',
      },
      paths: { 'still.yes': 'Истекает в ближайшие 8 дней', 'worth.yes': 'Платит больше 400 в месяц' },
      tasks: {
        call: {
          title: 'Позвонить в компанию {{ account.name | default: "" }}: истекает карта',
          note: 'Платят {{ account.mrr }} в месяц, а карта, заканчивающаяся на {{ account.card.last4 }}, истекает на днях.',
        },
      },
      reason: 'Срок карты истекает, и вместе с ней остановилась бы подписка.',
      letters: {
        month: {
          subject: 'В следующем месяце истекает ваша карта',
          preheader: 'Две минуты сейчас, и ничего не остановится.',
          text: `Здравствуйте!

Карта, которой оплачивается {{ account.name | default: "ваша подписка" }}{% if account.card.last4 %} (заканчивается на {{ account.card.last4 }}){% endif %}, действует до конца {{ account.card.expMonth }}/{{ account.card.expYear }}.

Когда появится новая, впишите её в настройках, в разделе оплаты. Это две минуты, и ничего не остановится.`,
          button: { label: 'Обновить карту', link: 'billing' },
        },
        fortnight: {
          subject: 'Через две недели истекает ваша карта',
          preheader: 'Впишите новую, когда она появится.',
          text: `Здравствуйте!

Короткое напоминание: карта для {{ account.name | default: "вашей подписки" }}{% if account.card.last4 %} (заканчивается на {{ account.card.last4 }}){% endif %} истекает через две недели.

Если счета у вас оплачивает кто-то другой, перешлите, пожалуйста, это письмо.`,
          button: { label: 'Обновить карту', link: 'billing' },
        },
        week: {
          subject: 'Через неделю истекает ваша карта',
          preheader: 'Чтобы команда не потеряла доступ.',
          text: `Здравствуйте!

Карта для {{ account.name | default: "вашей подписки" }}{% if account.card.last4 %} (заканчивается на {{ account.card.last4 }}){% endif %} истекает в течение недели, и следующий платёж не прошёл бы.

Впишите, пожалуйста, новую в настройках, в разделе оплаты. Если удобнее платить по счёту, просто ответьте.`,
          button: { label: 'Обновить карту', link: 'billing' },
        },
      },
      cases: ['Карта остаётся старой', 'Карту заменили вовремя', 'Без обновления, платит много'],
    },
  },
};

type Steps = Pick<Shape, 'start' | 'steps'>;

function oneLetter(): Steps {
  return {
    start: 'to-week',
    steps: {
      'to-week': untilBefore(expiry, '7d', 'still'),
      still: when({ all: [daysUntil(expiry, '<=', 8)] }, 'week', 'end'),
      week: notice('worth', 'call'),
      ...closing(),
    },
  };
}

function threeLetters(): Steps {
  return {
    start: 'to-month',
    steps: {
      'to-month': untilBefore(expiry, '30d', 'month'),
      month: notice('to-fortnight', 'call'),
      'to-fortnight': untilBefore(expiry, '14d', 'fortnight'),
      fortnight: notice('to-week', 'call'),
      'to-week': untilBefore(expiry, '7d', 'week'),
      week: notice('worth', 'call'),
      ...closing(),
    },
  };
}

function closing(): Shape['steps'] {
  return {
    worth: when({ all: [account('$.mrr', '>', 400)] }, 'call', 'end'),
    call: task('2d', 'end', 'high'),
    end,
  };
}

/** A card of the test cases; its date is written as days from the start. */
function cardIn(days: number) {
  return { brand: 'visa', last4: '4242', expMonth: 5, expYear: 2026, expiresAt: `+${days}d` };
}
