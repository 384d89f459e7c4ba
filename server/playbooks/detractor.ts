import { shippedEvents as events } from '../../shared/playbooks/names.ts';
import { property, since } from '../../shared/playbooks/rules.ts';
import { greeting } from './letter.ts';
import type { Playbook } from './playbook.ts';
import { after, cancelled, end, mail, pause, task, untilDone, workHours } from './steps.ts';

/** A bad mark: a person answers within a day, and a month later we ask again. */
export const detractor: Playbook = {
  key: 'detractor',
  shape: () => ({
    subject: 'contact',
    entry: {
      trigger: {
        kind: 'event',
        event: events.npsAnswered,
        where: { all: [property('$.score', 'lessThanInclusive', 6)] },
      },
      reentry: after('60d'),
    },
    goal: {
      when: { all: [since(events.npsAnswered, { all: [property('$.score', 'greaterThanInclusive', 9)] })] },
      within: '90d',
    },
    exit: cancelled,
    sendWindow: workHours,
    start: 'answer',
    steps: {
      answer: task('1d', 'answered', 'high'),
      answered: untilDone('answer', '7d', 'month', 'month'),
      month: pause('30d', 'again'),
      again: mail('end', 'ask'),
      ask: task('3d', 'end'),
      end,
    },
  }),
  cases: [
    {
      trigger: { score: 4 },
      choices: { answered: 'done' },
      path: ['answer:next', 'answered:done', 'month:next', 'again:sent', 'end:end'],
      status: 'completed',
    },
    {
      trigger: { score: 2 },
      after: [['20d', events.npsAnswered, { score: 10 }]],
      path: ['answer:next', 'answered:timeout', 'month:goal'],
      status: 'completed',
    },
    { trigger: { score: 8 }, path: [], status: 'notEntered' },
  ],
  words: {
    en: {
      name: 'Detractor',
      about:
        'Someone gave a score of 6 or lower. A person responds within a day; a month later, one e-mail asks again.',
      steps: {
        answer: 'Respond personally',
        answered: 'Responded?',
        month: 'One month',
        again: 'Better now?',
        ask: 'Ask personally',
      },
      tasks: {
        answer: {
          title:
            'Respond to {{ contact.traits.firstName | default: "a customer" }}, who gave us a {{ trigger.properties.score }}',
          note: '{% if trigger.properties.comment %}They wrote: “{{ trigger.properties.comment }}”.{% else %}They left no comment.{% endif %} Thank them, ask for one example, and promise only what you can keep.',
        },
        ask: {
          title: 'Ask {{ contact.traits.firstName | default: "the customer" }} whether things have improved',
          note: 'The e-mail could not be sent.',
        },
      },
      letters: {
        again: {
          subject: 'Are things better now?',
          preheader: 'One question, a month later.',
          text: `${greeting.en}

A month ago you told us plainly that we were not good enough for you. Thank you for being honest.

Have things improved since then? Reply with one sentence, good or bad. A real person will read it.`,
        },
      },
      cases: ['Someone responds', 'A good score later', 'A passive score does not enter'],
    },
    pl: {
      name: 'Krytyk',
      about:
        'Ktoś wystawił ocenę 6 lub niższą. Człowiek odpowiada w ciągu dnia; po miesiącu pytamy ponownie jednym e-mailem.',
      steps: {
        answer: 'Odpowiedz osobiście',
        answered: 'Odpowiedziano?',
        month: 'Miesiąc',
        again: 'Czy jest lepiej?',
        ask: 'Zapytaj osobiście',
      },
      tasks: {
        answer: {
          title:
            'Odpowiedz na ocenę {{ trigger.properties.score }}: {{ contact.traits.firstName | default: "klient" }}',
          note: '{% if trigger.properties.comment %}Komentarz: „{{ trigger.properties.comment }}”.{% else %}Bez komentarza.{% endif %} Podziękuj, poproś o jeden przykład i obiecuj tylko to, czego można dotrzymać.',
        },
        ask: {
          title: 'Zapytaj, czy jest lepiej: {{ contact.traits.firstName | default: "klient" }}',
          note: 'Naszego e-maila nie udało się wysłać.',
        },
      },
      letters: {
        again: {
          subject: 'Czy jest już lepiej?',
          preheader: 'Jedno pytanie, miesiąc później.',
          text: `${greeting.pl}

miesiąc temu powiedzieli nam Państwo wprost, że nie spełniamy oczekiwań. Dziękujemy za szczerość.

Czy od tego czasu jest lepiej? Wystarczy odpisać jednym zdaniem, dobrym albo złym. Przeczyta je człowiek.`,
        },
      },
      cases: ['Ktoś odpowiada', 'Później dobra ocena', 'Neutralna ocena nie wchodzi'],
    },
    ru: {
      name: 'Критик',
      about:
        'Кто-то поставил 6 или ниже. Человек отвечает в течение дня; через месяц мы спрашиваем снова одним письмом.',
      steps: {
        answer: 'Ответить лично',
        answered: 'Ответили?',
        month: 'Месяц',
        again: 'Стало лучше?',
        ask: 'Спросить лично',
      },
      tasks: {
        answer: {
          title:
            'Ответить на оценку {{ trigger.properties.score }}: {{ contact.traits.firstName | default: "клиент" }}',
          note: '{% if trigger.properties.comment %}Комментарий: «{{ trigger.properties.comment }}».{% else %}Без комментария.{% endif %} Поблагодарите, попросите привести один пример и обещайте только то, что сможете выполнить.',
        },
        ask: {
          title: 'Спросить, стало ли лучше: {{ contact.traits.firstName | default: "клиент" }}',
          note: 'Наше письмо отправить не удалось.',
        },
      },
      letters: {
        again: {
          subject: 'Стало лучше?',
          preheader: 'Один вопрос месяц спустя.',
          text: `${greeting.ru}

Месяц назад вы прямо сказали, что мы не оправдали ваших ожиданий. Спасибо за честность.

Стало ли с тех пор лучше? Ответьте одной фразой, хорошей или плохой: её прочтёт живой человек.`,
        },
      },
      cases: ['Кто-то отвечает', 'Потом хорошая оценка', 'Нейтральная оценка не входит'],
    },
  },
};
