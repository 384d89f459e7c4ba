import { shippedEvents as events } from '../../shared/playbooks/names.ts';
import { account, daysUntil } from '../../shared/playbooks/rules.ts';
import { accountName } from './letter.ts';
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
      name: 'Card expiring soon',
      about:
        'Warns customers in good time that the card on file is about to expire, so nobody loses access over a date.',
      question: {
        text: 'Does your payment provider update expiring cards automatically? Stripe does for most cards.',
        answers: {
          updater: 'Yes: send one e-mail a week before, and only if the card has not changed',
          none: 'No: send e-mails 30, 14 and 7 days before',
        },
      },
      steps: {
        'to-month': '30 days before',
        month: 'One month left',
        'to-fortnight': '14 days before',
        fortnight: 'Two weeks left',
        'to-week': '7 days before',
        still: 'Still the old card?',
        week: 'One week left',
        worth: 'High value?',
        call: 'Call about the card',
      },
      paths: { 'still.yes': 'Expires within 8 days', 'worth.yes': 'Pays more than 400 a month' },
      tasks: {
        call: {
          title: 'Call {{ account.name | default: "the account" }} about their expiring card',
          note: '{% if account.mrr %}They pay {{ account.mrr }} a month. {% endif %}The card{% if account.card.last4 %} ending in {{ account.card.last4 }}{% endif %} expires within days.',
        },
      },
      reason: 'Their card is about to expire, and their subscription would stop with it.',
      letters: {
        month: {
          subject: 'Your card expires next month',
          preheader: 'Update it now and nothing is interrupted.',
          text: `Hello,

The card on file for {{ account.name | default: "your subscription" }}{% if account.card.last4 %} (ending in {{ account.card.last4 }}){% endif %} expires {% if account.card.expMonth %}at the end of {{ account.card.expMonth }}/{{ account.card.expYear }}{% else %}in about a month{% endif %}.

Once you have the new one, please add it under Settings → Billing. It takes two minutes, and your subscription carries on without a break.`,
          button: { label: 'Update your card', link: 'billing' },
        },
        fortnight: {
          subject: 'Your card expires in two weeks',
          preheader: 'Please add the new one once you have it.',
          text: `Hello,

A quick reminder: the card on file for {{ account.name | default: "your subscription" }}{% if account.card.last4 %} (ending in {{ account.card.last4 }}){% endif %} expires in two weeks.

If someone else handles billing at your company, please forward this e-mail.`,
          button: { label: 'Update your card', link: 'billing' },
        },
        week: {
          subject: 'Your card expires in a week',
          preheader: 'Update it so your team keeps access.',
          text: `Hello,

The card on file for {{ account.name | default: "your subscription" }}{% if account.card.last4 %} (ending in {{ account.card.last4 }}){% endif %} expires within a week, and your next payment would fail.

Please add a new card under Settings → Billing. If you would rather pay by invoice, just reply and we’ll set that up.`,
          button: { label: 'Update your card', link: 'billing' },
        },
      },
      cases: ['The card is never updated', 'The card is updated in time', 'No automatic updates, high value'],
    },
    pl: {
      name: 'Karta wkrótce wygasa',
      about:
        'Uprzedza na czas, że zapisana karta wkrótce wygaśnie, żeby nikt nie stracił dostępu przez jedną datę.',
      question: {
        text: 'Czy operator płatności sam aktualizuje wygasające karty? Stripe robi to w przypadku większości kart.',
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
          title: `Zadzwoń do firmy${accountName} w sprawie wygasającej karty`,
          note: '{% if account.mrr %}Płacą {{ account.mrr }} miesięcznie. {% endif %}Karta{% if account.card.last4 %} z końcówką {{ account.card.last4 }}{% endif %} wygasa za kilka dni.',
        },
      },
      reason: 'Karta wygasa, a bez niej subskrypcja zostałaby przerwana.',
      letters: {
        month: {
          subject: 'Państwa karta wygasa w przyszłym miesiącu',
          preheader: 'Dwie minuty teraz i wszystko będzie działać dalej.',
          text: `Dzień dobry,

karta{% if account.card.last4 %} z końcówką {{ account.card.last4 }}{% endif %}, którą opłacana jest subskrypcja{% if account.name %} firmy {{ account.name }}{% endif %}, wygasa {% if account.card.expMonth %}z końcem {{ account.card.expMonth }}/{{ account.card.expYear }}{% else %}mniej więcej za miesiąc{% endif %}.

Gdy otrzymają Państwo nową, prosimy dodać ją w Ustawieniach, w sekcji Rozliczenia. To dwie minuty, a subskrypcja będzie działać bez przerwy.`,
          button: { label: 'Zmień kartę', link: 'billing' },
        },
        fortnight: {
          subject: 'Za dwa tygodnie wygasa Państwa karta',
          preheader: 'Prosimy dodać nową, gdy tylko będzie dostępna.',
          text: `Dzień dobry,

krótkie przypomnienie: karta{% if account.card.last4 %} z końcówką {{ account.card.last4 }}{% endif %}, którą opłacana jest subskrypcja{% if account.name %} firmy {{ account.name }}{% endif %}, wygasa za dwa tygodnie.

Jeśli rozliczeniami zajmuje się u Państwa ktoś inny, prosimy o przekazanie tej wiadomości.`,
          button: { label: 'Zmień kartę', link: 'billing' },
        },
        week: {
          subject: 'Państwa karta wygasa za tydzień',
          preheader: 'Żeby zespół nie stracił dostępu.',
          text: `Dzień dobry,

karta{% if account.card.last4 %} z końcówką {{ account.card.last4 }}{% endif %}, którą opłacana jest subskrypcja{% if account.name %} firmy {{ account.name }}{% endif %}, wygasa w ciągu tygodnia i kolejna płatność się nie powiedzie.

Prosimy dodać nową w Ustawieniach, w sekcji Rozliczenia. Jeśli wolą Państwo płacić przelewem na podstawie faktury, wystarczy odpisać.`,
          button: { label: 'Zmień kartę', link: 'billing' },
        },
      },
      cases: [
        'Karta się nie zmienia',
        'Karta wymieniona na czas',
        'Bez automatycznej aktualizacji, wysoka wartość',
      ],
    },
    ru: {
      name: 'Карта скоро истекает',
      about:
        'Вовремя предупреждает, что срок действия карты истекает, чтобы никто не потерял доступ из-за даты.',
      question: {
        text: 'Обновляет ли ваш платёжный сервис данные истекающих карт автоматически? Stripe делает это для большинства карт.',
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
        call: 'Позвонить насчёт карты',
      },
      paths: { 'still.yes': 'Истекает в ближайшие 8 дней', 'worth.yes': 'Платит больше 400 в месяц' },
      tasks: {
        call: {
          title: `Позвонить в компанию${accountName}: истекает карта`,
          note: '{% if account.mrr %}Платят {{ account.mrr }} в месяц. {% endif %}Срок действия карты{% if account.card.last4 %}, заканчивающейся на {{ account.card.last4 }},{% endif %} истекает на днях.',
        },
      },
      reason: 'Срок действия карты истекает, и без новой карты подписка прервётся.',
      letters: {
        month: {
          subject: 'В следующем месяце истекает срок вашей карты',
          preheader: 'Две минуты сейчас, и всё продолжит работать.',
          text: `Здравствуйте!

Карта{% if account.card.last4 %} *{{ account.card.last4 }}{% endif %}, с которой оплачивается подписка{% if account.name %} компании {{ account.name }}{% endif %}, действует {% if account.card.expMonth %}до конца {{ account.card.expMonth }}/{{ account.card.expYear }}{% else %}ещё около месяца{% endif %}.

Когда получите новую, добавьте её в настройках, в разделе «Оплата». Это займёт две минуты, и подписка не прервётся.`,
          button: { label: 'Обновить карту', link: 'billing' },
        },
        fortnight: {
          subject: 'Через две недели истекает срок вашей карты',
          preheader: 'Добавьте новую, когда она появится.',
          text: `Здравствуйте!

Короткое напоминание: срок действия карты{% if account.card.last4 %} *{{ account.card.last4 }}{% endif %}, с которой оплачивается подписка{% if account.name %} компании {{ account.name }}{% endif %}, истекает через две недели.

Если счета у вас оплачивает кто-то другой, перешлите, пожалуйста, это письмо.`,
          button: { label: 'Обновить карту', link: 'billing' },
        },
        week: {
          subject: 'Через неделю истекает срок вашей карты',
          preheader: 'Чтобы команда не потеряла доступ.',
          text: `Здравствуйте!

Срок действия карты{% if account.card.last4 %} *{{ account.card.last4 }}{% endif %}, с которой оплачивается подписка{% if account.name %} компании {{ account.name }}{% endif %}, истекает в течение недели, и следующий платёж не пройдёт.

Добавьте, пожалуйста, новую карту в настройках, в разделе «Оплата». Если удобнее платить по счёту, просто ответьте на это письмо.`,
          button: { label: 'Обновить карту', link: 'billing' },
        },
      },
      cases: [
        'Карту так и не обновили',
        'Карту заменили вовремя',
        'Без автоматического обновления, ценный клиент',
      ],
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
