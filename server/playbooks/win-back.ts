import { shippedEvents as events } from '../../shared/playbooks/names.ts';
import { since, times } from '../../shared/playbooks/rules.ts';
import { greeting } from './letter.ts';
import type { Playbook } from './playbook.ts';
import { end, mail, pause, task, workHours } from './steps.ts';

/** Former customers who agreed to hear from us: late and seldom, never after a dispute. */
export const winBack: Playbook = {
  key: 'win-back',
  answers: ['consent'],
  shape: () => ({
    subject: 'contact',
    entry: {
      trigger: { kind: 'event', event: events.subscriptionCancelled },
      when: {
        all: [
          { fact: 'contact', path: '$.permissions.email', operator: 'equal', value: 'granted' },
          times(events.disputeOpened, '=', 0),
        ],
      },
      reentry: { mode: 'once' },
    },
    goal: { when: { all: [since(events.subscriptionStarted)] }, within: '120d' },
    exit: [{ event: events.disputeOpened }],
    sendWindow: workHours,
    priority: 'low',
    start: 'why',
    steps: {
      why: {
        kind: 'branch',
        paths: [
          {
            id: 'delinquent',
            when: {
              all: [
                { fact: 'trigger', path: '$.properties.reason', operator: 'equal', value: 'involuntary' },
              ],
            },
            next: 'fortnight',
          },
        ],
        otherwise: 'two-months',
      },
      fortnight: pause('14d', 'settle'),
      settle: mail('settle-week', 'by-hand'),
      'settle-week': pause('7d', 'last'),
      'two-months': pause('60d', 'news'),
      news: mail('news-week', 'by-hand'),
      'news-week': pause('7d', 'how'),
      how: mail('how-week', 'by-hand'),
      'how-week': pause('7d', 'last'),
      last: mail('end', 'by-hand'),
      'by-hand': task('7d', 'end', 'low'),
      end,
    },
  }),
  cases: [
    {
      trigger: { reason: 'voluntary' },
      path: [
        'why:otherwise',
        'two-months:next',
        'news:sent',
        'news-week:next',
        'how:sent',
        'how-week:next',
        'last:sent',
        'end:end',
      ],
      status: 'completed',
    },
    {
      trigger: { reason: 'involuntary' },
      after: [['16d', events.subscriptionStarted]],
      path: ['why:delinquent', 'fortnight:next', 'settle:sent', 'settle-week:goal'],
      status: 'completed',
    },
    {
      trigger: { reason: 'voluntary' },
      before: [['20d', events.disputeOpened]],
      path: [],
      status: 'notEntered',
    },
  ],
  words: {
    en: {
      name: 'Win-back',
      about:
        'Writes to former customers who agreed to it: two months after they chose to leave, or two weeks after failed payments ended their subscription. Never after a dispute.',
      question: {
        text: 'Have your former customers agreed to hear from you after they leave? Only those with recorded consent enter.',
        answers: { consent: 'Yes, their consent is recorded' },
      },
      steps: {
        why: 'Why did it end?',
        fortnight: 'Two weeks',
        settle: 'Reopen it?',
        'settle-week': 'One week',
        'two-months': 'Two months',
        news: 'What’s new',
        'news-week': 'One week',
        how: 'How do you do it now?',
        'how-week': 'One week',
        last: 'One last e-mail',
        'by-hand': 'Write personally',
      },
      paths: { 'why.delinquent': 'Failed payments' },
      tasks: {
        'by-hand': {
          title: 'Write to {{ contact.traits.firstName | default: "a former customer" }} personally',
          note: 'The e-mail could not be sent. Only write if you know each other.',
        },
      },
      letters: {
        settle: {
          subject: 'Your workspace is still here',
          preheader: 'If it was just the card, it’s quick to fix.',
          text: `${greeting.en}

Your subscription ended because your payments didn’t go through. Often it’s just the card. Your workspace is still here, and it will reopen as soon as a payment works.

If you meant to stop, you don’t need to do anything.`,
          button: { label: 'Reopen your workspace', link: 'billing' },
        },
        news: {
          subject: 'What’s changed since you left',
          preheader: 'Short, and only what matters to you.',
          text: `${greeting.en}

It’s been two months.{% if trigger.properties.comment %} When you left, you told us what was missing: “{{ trigger.properties.comment }}”. We haven’t forgotten.{% endif %}

If you’d like to see what’s changed since then, your workspace is still here.`,
          button: { label: 'Take a look', link: 'app' },
        },
        how: {
          subject: 'How do you do it now?',
          preheader: 'We’d like to learn from it.',
          text: `${greeting.en}

An honest question: how do you do it now, and what works better there? We’d like to learn from it, whether or not you come back. One sentence is enough.`,
        },
        last: {
          subject: 'Our last e-mail about coming back',
          preheader: 'After this one, we’ll leave you in peace.',
          text: `${greeting.en}

We don’t want to be the former supplier who keeps writing. This is our last e-mail about coming back.

If you ever need us again, you’ll find us at the same address.`,
        },
      },
      cases: ['Left by choice', 'Comes back after fixing the card', 'Never after a dispute'],
    },
    pl: {
      name: 'Odzyskiwanie klientów',
      about:
        'Pisze do byłych klientów, którzy się na to zgodzili: dwa miesiące po świadomej rezygnacji albo dwa tygodnie po wygaśnięciu subskrypcji z powodu nieudanych płatności. Nigdy po sporze.',
      question: {
        text: 'Czy byli klienci zgodzili się na kontakt po odejściu? Wchodzą tylko osoby z zapisaną zgodą.',
        answers: { consent: 'Tak, zgody są zapisane' },
      },
      steps: {
        why: 'Skąd rezygnacja?',
        fortnight: 'Dwa tygodnie',
        settle: 'Wznowić?',
        'settle-week': 'Tydzień',
        'two-months': 'Dwa miesiące',
        news: 'Co nowego',
        'news-week': 'Tydzień',
        how: 'Jak jest teraz?',
        'how-week': 'Tydzień',
        last: 'Ostatni e-mail',
        'by-hand': 'Napisz osobiście',
      },
      paths: { 'why.delinquent': 'Nieudane płatności' },
      tasks: {
        'by-hand': {
          title: 'Napisz osobiście: {{ contact.traits.firstName | default: "były klient" }}',
          note: 'E-maila nie udało się wysłać. Pisz tylko, jeśli się znacie.',
        },
      },
      letters: {
        settle: {
          subject: 'Państwa konto wciąż czeka',
          preheader: 'Jeśli chodziło tylko o kartę, to szybka sprawa.',
          text: `${greeting.pl}

subskrypcja wygasła, ponieważ nie powiodły się płatności. Często to tylko kwestia karty. Państwa konto wciąż istnieje i zostanie wznowione, gdy tylko płatność się powiedzie.

Jeśli to była świadoma decyzja, nic nie trzeba robić.`,
          button: { label: 'Wznów konto', link: 'billing' },
        },
        news: {
          subject: 'Co się zmieniło od Państwa odejścia',
          preheader: 'Krótko i tylko o tym, co ważne dla Państwa.',
          text: `${greeting.pl}

minęły dwa miesiące.{% if trigger.properties.comment %} Przy rezygnacji napisali nam Państwo, czego brakowało: „{{ trigger.properties.comment }}”. Pamiętamy o tym.{% endif %}

Jeśli chcą Państwo zobaczyć, co się od tego czasu zmieniło, Państwa konto wciąż jest dostępne.`,
          button: { label: 'Zobacz, co nowego', link: 'app' },
        },
        how: {
          subject: 'Jak radzą sobie Państwo teraz?',
          preheader: 'Chcielibyśmy się czegoś nauczyć.',
          text: `${greeting.pl}

szczere pytanie: jak radzą sobie Państwo teraz i co w nowym rozwiązaniu działa lepiej? Chcemy się na tym uczyć, niezależnie od tego, czy Państwo wrócą. Wystarczy jedno zdanie.`,
        },
        last: {
          subject: 'Ostatni e-mail w tej sprawie',
          preheader: 'Więcej nie będziemy przeszkadzać.',
          text: `${greeting.pl}

nie chcemy być dawnym dostawcą, który ciągle pisze. To nasz ostatni e-mail w sprawie powrotu.

Gdybyśmy kiedyś znów byli potrzebni, znajdą nas Państwo pod tym samym adresem.`,
        },
      },
      cases: ['Świadoma rezygnacja', 'Powrót po zmianie karty', 'Nigdy po sporze'],
    },
    ru: {
      name: 'Возврат клиентов',
      about:
        'Пишет бывшим клиентам, которые на это согласились: через два месяца, если они ушли сами, или через две недели, если подписка закончилась из-за неудачных платежей. После спора никогда.',
      question: {
        text: 'Согласились ли бывшие клиенты получать от вас письма после ухода? Участвуют только те, чьё согласие записано.',
        answers: { consent: 'Да, согласие записано' },
      },
      steps: {
        why: 'Почему ушли?',
        fortnight: 'Две недели',
        settle: 'Возобновить?',
        'settle-week': 'Неделя',
        'two-months': 'Два месяца',
        news: 'Что нового',
        'news-week': 'Неделя',
        how: 'Как обходитесь теперь?',
        'how-week': 'Неделя',
        last: 'Последнее письмо',
        'by-hand': 'Написать лично',
      },
      paths: { 'why.delinquent': 'Неудачные платежи' },
      tasks: {
        'by-hand': {
          title: 'Написать лично: {{ contact.traits.firstName | default: "бывший клиент" }}',
          note: 'Письмо отправить не удалось. Пишите, только если вы знакомы.',
        },
      },
      letters: {
        settle: {
          subject: 'Ваш аккаунт ждёт вас',
          preheader: 'Если дело только в карте, это быстро решается.',
          text: `${greeting.ru}

Подписка закончилась, потому что платежи не прошли. Часто дело только в карте. Ваш аккаунт сохранён и возобновится, как только платёж пройдёт.

Если вы так и хотели, делать ничего не нужно.`,
          button: { label: 'Возобновить подписку', link: 'billing' },
        },
        news: {
          subject: 'Что изменилось после вашего ухода',
          preheader: 'Коротко и только о том, что важно для вас.',
          text: `${greeting.ru}

Прошло два месяца.{% if trigger.properties.comment %} Уходя, вы написали, чего вам не хватало: «{{ trigger.properties.comment }}». Мы об этом помним.{% endif %}

Если хотите посмотреть, что с тех пор изменилось, ваш аккаунт по-прежнему доступен.`,
          button: { label: 'Посмотреть', link: 'app' },
        },
        how: {
          subject: 'Как вы решаете эту задачу теперь?',
          preheader: 'Нам хотелось бы на этом поучиться.',
          text: `${greeting.ru}

Честный вопрос: как вы решаете эту задачу теперь и что в новом решении работает лучше? Нам важно это знать, вернётесь вы или нет. Достаточно одной фразы.`,
        },
        last: {
          subject: 'Последнее письмо на эту тему',
          preheader: 'Больше мы вас не побеспокоим.',
          text: `${greeting.ru}

Мы не хотим быть бывшим поставщиком, который всё пишет и пишет. Это последнее письмо о возвращении.

Если мы снова понадобимся, вы найдёте нас по тому же адресу.`,
        },
      },
      cases: ['Ушли сами', 'Возвращаются, сменив карту', 'После спора никогда'],
    },
  },
};
