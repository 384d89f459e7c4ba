import { shippedEvents as events } from '../../shared/playbooks/names.ts';
import { property, since } from '../../shared/playbooks/rules.ts';
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
        'Somebody gave a mark of 6 or less. A person answers within a day; a month later one e-mail asks again.',
      steps: {
        answer: 'Answer in person',
        answered: 'Answered?',
        month: 'A month',
        again: 'Is it better now?',
        ask: 'Ask in person',
      },
      tasks: {
        answer: {
          title:
            'Answer {{ contact.traits.firstName | default: "somebody" }}, who gave us a {{ trigger.properties.score }}',
          note: '{% if trigger.properties.comment %}They wrote: {{ trigger.properties.comment }}{% else %}They left no comment.{% endif %} Thank them, ask for one example, promise only what can be kept.',
        },
        ask: {
          title: 'Ask {{ contact.traits.firstName | default: "them" }} whether it got better',
          note: 'Our e-mail could not be sent.',
        },
      },
      letters: {
        again: {
          subject: 'Is it better now?',
          preheader: 'One question, a month later.',
          text: `Hi {{ contact.traits.firstName | default: "there" }},

a month ago you told us plainly that we were not good enough for you. Thank you for that.

Has it become better since? Reply with one sentence, good or bad. It goes to the same person who talked to you then.`,
        },
      },
      cases: ['Somebody answers', 'A good mark later', 'A passive mark does not enter'],
    },
    pl: {
      name: 'Krytyk',
      about:
        'Ktoś wystawił ocenę 6 lub niższą. Człowiek odpowiada w ciągu dnia; po miesiącu jeden e-mail pyta ponownie.',
      steps: {
        answer: 'Odpowiedz osobiście',
        answered: 'Odpowiedziano?',
        month: 'Miesiąc',
        again: 'Jest lepiej?',
        ask: 'Zapytaj osobiście',
      },
      tasks: {
        answer: {
          title:
            'Odpowiedz na ocenę {{ trigger.properties.score }}: {{ contact.traits.firstName | default: "klient" }}',
          note: '{% if trigger.properties.comment %}Komentarz: {{ trigger.properties.comment }}{% else %}Bez komentarza.{% endif %} Podziękuj, poproś o jeden przykład, obiecuj tylko to, co da się dotrzymać.',
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
          text: `Dzień dobry{% if contact.traits.firstName %}, {{ contact.traits.firstName }}{% endif %},

miesiąc temu powiedzieli nam Państwo wprost, że nie jesteśmy wystarczająco dobrzy. Dziękujemy za to.

Czy od tego czasu jest lepiej? Wystarczy jedno zdanie, dobre albo złe. Trafi do tej samej osoby, która wtedy rozmawiała.`,
        },
      },
      cases: ['Ktoś odpowiada', 'Później dobra ocena', 'Ocena obojętna nie wchodzi'],
    },
    ru: {
      name: 'Критик',
      about:
        'Кто-то поставил 6 или ниже. Человек отвечает в течение дня; через месяц одно письмо спрашивает снова.',
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
          note: '{% if trigger.properties.comment %}Комментарий: {{ trigger.properties.comment }}{% else %}Без комментария.{% endif %} Поблагодарите, попросите один пример, обещайте только выполнимое.',
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
          text: `Здравствуйте{% if contact.traits.firstName %}, {{ contact.traits.firstName }}{% endif %}!

Месяц назад вы прямо сказали, что мы для вас недостаточно хороши. Спасибо вам за это.

Стало ли с тех пор лучше? Ответьте одной фразой, хорошей или плохой. Её прочтёт тот же человек, который тогда с вами говорил.`,
        },
      },
      cases: ['Кто-то отвечает', 'Потом хорошая оценка', 'Нейтральная оценка не входит'],
    },
  },
};
