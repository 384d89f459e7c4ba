import { shippedEvents as events } from '../../shared/playbooks/names.ts';
import { since, times } from '../../shared/playbooks/rules.ts';
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
        'Writes to former customers who agreed to it: two months after they chose to leave, two weeks after payments ended it. Never after a dispute.',
      question: {
        text: 'Did your former customers agree to hear from you after they left? Only those with recorded consent enter.',
        answers: { consent: 'Yes, their consent is recorded' },
      },
      steps: {
        why: 'Why did it end?',
        fortnight: 'Two weeks',
        settle: 'Open again?',
        'settle-week': 'A week',
        'two-months': 'Two months',
        news: 'What is new',
        'news-week': 'A week',
        how: 'How are you doing it now?',
        'how-week': 'A week',
        last: 'The last word',
        'by-hand': 'Write by hand',
      },
      paths: { 'why.delinquent': 'Payments ended it' },
      tasks: {
        'by-hand': {
          title: 'Write to {{ contact.traits.firstName | default: "a former customer" }} by hand',
          note: 'Our e-mail could not be sent. Only if you knew each other.',
        },
      },
      letters: {
        settle: {
          subject: 'Your workspace is still here',
          preheader: 'If it was only the card, it is quickly settled.',
          text: `Hi {{ contact.traits.firstName | default: "there" }},

your subscription ended because the payments did not go through. Often that is only a card. Your workspace is still here, and opens again as soon as a payment works.

If you meant to stop, you need to do nothing.`,
          button: { label: 'Open it again', link: 'billing' },
        },
        news: {
          subject: 'What has changed since you left',
          preheader: 'Short, and only what concerns you.',
          text: `Hi {{ contact.traits.firstName | default: "there" }},

it has been two months. You told us when you left what was missing{% if trigger.properties.comment %}: “{{ trigger.properties.comment }}”{% endif %}, and we kept it in mind.

If you would like to see what has become of it, your workspace still opens.`,
          button: { label: 'Have a look', link: 'app' },
        },
        how: {
          subject: 'How do you do it now?',
          preheader: 'We would like to learn from it.',
          text: `Hi {{ contact.traits.firstName | default: "there" }},

an honest question: how do you do it now, and what works better there? We would like to learn from it, whether you come back or not. One sentence is enough.`,
        },
        last: {
          subject: 'The last e-mail about this',
          preheader: 'After it we are quiet.',
          text: `Hi {{ contact.traits.firstName | default: "there" }},

we do not want to be the former supplier who keeps writing. This is the last e-mail about coming back.

Should you need us again: the address is the same, and your data can be imported in minutes.`,
        },
      },
      cases: ['Chose to leave', 'Comes back after the card is settled', 'Never after a dispute'],
    },
    pl: {
      name: 'Odzyskiwanie klientów',
      about:
        'Pisze do byłych klientów, którzy się na to zgodzili: dwa miesiące po własnej decyzji, dwa tygodnie po zakończeniu przez płatności. Nigdy po sporze.',
      question: {
        text: 'Czy byli klienci zgodzili się na kontakt po odejściu? Wchodzą tylko osoby z zapisaną zgodą.',
        answers: { consent: 'Tak, zgody są zapisane' },
      },
      steps: {
        why: 'Dlaczego koniec?',
        fortnight: 'Dwa tygodnie',
        settle: 'Otworzyć ponownie?',
        'settle-week': 'Tydzień',
        'two-months': 'Dwa miesiące',
        news: 'Co nowego',
        'news-week': 'Tydzień',
        how: 'Jak jest teraz?',
        'how-week': 'Tydzień',
        last: 'Ostatnie słowo',
        'by-hand': 'Napisz osobiście',
      },
      paths: { 'why.delinquent': 'Zakończyły płatności' },
      tasks: {
        'by-hand': {
          title: 'Napisz osobiście: {{ contact.traits.firstName | default: "były klient" }}',
          note: 'Naszego e-maila nie udało się wysłać. Tylko jeśli się znacie.',
        },
      },
      letters: {
        settle: {
          subject: 'Państwa przestrzeń wciąż tu jest',
          preheader: 'Jeśli chodziło tylko o kartę, to szybka sprawa.',
          text: `Dzień dobry{% if contact.traits.firstName %}, {{ contact.traits.firstName }}{% endif %},

subskrypcja zakończyła się, bo płatności nie przechodziły. Często to tylko karta. Przestrzeń wciąż tu jest i otworzy się, gdy tylko płatność się uda.

Jeśli to była decyzja, nic nie trzeba robić.`,
          button: { label: 'Otwórz ponownie', link: 'billing' },
        },
        news: {
          subject: 'Co się zmieniło od Państwa odejścia',
          preheader: 'Krótko i tylko to, co Państwa dotyczy.',
          text: `Dzień dobry{% if contact.traits.firstName %}, {{ contact.traits.firstName }}{% endif %},

minęły dwa miesiące. Odchodząc, powiedzieli nam Państwo, czego brakowało{% if trigger.properties.comment %}: „{{ trigger.properties.comment }}”{% endif %}, i pamiętamy o tym.

Jeśli chcą Państwo zobaczyć, co z tego wyszło, przestrzeń wciąż się otwiera.`,
          button: { label: 'Zobacz', link: 'app' },
        },
        how: {
          subject: 'Jak robią to Państwo teraz?',
          preheader: 'Chcielibyśmy się z tego uczyć.',
          text: `Dzień dobry{% if contact.traits.firstName %}, {{ contact.traits.firstName }}{% endif %},

szczere pytanie: jak robią to Państwo teraz i co działa tam lepiej? Chcemy się z tego uczyć, niezależnie od powrotu. Wystarczy jedno zdanie.`,
        },
        last: {
          subject: 'Ostatni e-mail w tej sprawie',
          preheader: 'Potem milczymy.',
          text: `Dzień dobry{% if contact.traits.firstName %}, {{ contact.traits.firstName }}{% endif %},

nie chcemy być dawnym dostawcą, który ciągle pisze. To ostatni e-mail o powrocie.

Gdybyśmy kiedyś znów byli potrzebni: adres jest ten sam, a dane można wczytać w kilka minut.`,
        },
      },
      cases: ['Odejście z wyboru', 'Powrót po uregulowaniu karty', 'Nigdy po sporze'],
    },
    ru: {
      name: 'Возвращение',
      about:
        'Пишет бывшим клиентам, которые на это согласились: через два месяца после собственного решения, через две недели, если всё закончили платежи. После спора никогда.',
      question: {
        text: 'Согласились ли бывшие клиенты получать от вас письма после ухода? Входят только те, чьё согласие записано.',
        answers: { consent: 'Да, согласие записано' },
      },
      steps: {
        why: 'Почему закончилось?',
        fortnight: 'Две недели',
        settle: 'Открыть снова?',
        'settle-week': 'Неделя',
        'two-months': 'Два месяца',
        news: 'Что нового',
        'news-week': 'Неделя',
        how: 'Как вы делаете теперь?',
        'how-week': 'Неделя',
        last: 'Последнее слово',
        'by-hand': 'Написать лично',
      },
      paths: { 'why.delinquent': 'Закончили платежи' },
      tasks: {
        'by-hand': {
          title: 'Написать лично: {{ contact.traits.firstName | default: "бывший клиент" }}',
          note: 'Наше письмо отправить не удалось. Только если вы знакомы.',
        },
      },
      letters: {
        settle: {
          subject: 'Ваше рабочее пространство всё ещё здесь',
          preheader: 'Если дело только в карте, это быстро решается.',
          text: `Здравствуйте{% if contact.traits.firstName %}, {{ contact.traits.firstName }}{% endif %}!

Подписка закончилась, потому что платежи не проходили. Часто дело только в карте. Рабочее пространство всё ещё здесь и откроется, как только платёж пройдёт.

Если вы так решили, делать ничего не нужно.`,
          button: { label: 'Открыть снова', link: 'billing' },
        },
        news: {
          subject: 'Что изменилось с вашего ухода',
          preheader: 'Коротко и только о том, что вас касается.',
          text: `Здравствуйте{% if contact.traits.firstName %}, {{ contact.traits.firstName }}{% endif %}!

Прошло два месяца. Уходя, вы сказали, чего не хватало{% if trigger.properties.comment %}: «{{ trigger.properties.comment }}»{% endif %}, и мы об этом помним.

Если хотите посмотреть, что из этого вышло, рабочее пространство по-прежнему открывается.`,
          button: { label: 'Посмотреть', link: 'app' },
        },
        how: {
          subject: 'Как вы делаете это теперь?',
          preheader: 'Нам хотелось бы поучиться.',
          text: `Здравствуйте{% if contact.traits.firstName %}, {{ contact.traits.firstName }}{% endif %}!

Честный вопрос: как вы делаете это теперь и что там работает лучше? Нам важно учиться, вернётесь вы или нет. Достаточно одной фразы.`,
        },
        last: {
          subject: 'Последнее письмо об этом',
          preheader: 'Потом мы замолчим.',
          text: `Здравствуйте{% if contact.traits.firstName %}, {{ contact.traits.firstName }}{% endif %}!

Мы не хотим быть бывшим поставщиком, который всё пишет и пишет. Это последнее письмо о возвращении.

Если мы снова понадобимся: адрес тот же, а данные загружаются за несколько минут.`,
        },
      },
      cases: ['Ушли сами', 'Возвращаются, уладив карту', 'После спора никогда'],
    },
  },
};
