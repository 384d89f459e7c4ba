import { shippedEvents as events } from '../../shared/playbooks/names.ts';
import { account, since } from '../../shared/playbooks/rules.ts';
import type { Playbook } from './playbook.ts';
import { after, cancelled, end, mail, opened, pause, task, untilDone, when, workHours } from './steps.ts';

const early = [
  ['40d', events.signedIn],
  ['25d', events.signedIn],
] as const;

/** Nobody of an account signs in any more: a person calls those who pay more, the others are written to first. */
export const goneQuiet: Playbook = {
  key: 'gone-quiet',
  shape: () => ({
    subject: 'account',
    to: 'admin',
    entry: { trigger: opened('gone-quiet'), reentry: after('90d') },
    goal: { when: { all: [since(events.signedIn)] }, within: '30d' },
    exit: cancelled,
    sendWindow: workHours,
    start: 'value',
    steps: {
      value: when({ all: [account('$.mrr', '>=', 400)] }, 'call', 'miss-you'),
      call: task('1d', 'called', 'high'),
      called: untilDone('call', '3d', 'end', 'miss-you'),
      'miss-you': mail('breathe', 'by-hand'),
      breathe: pause('5d', 'what-changed'),
      'what-changed': mail('a-week', 'by-hand'),
      'a-week': pause('7d', 'by-hand'),
      'by-hand': task('3d', 'end'),
      end,
    },
  }),
  cases: [
    {
      account: { mrr: 890 },
      before: early,
      choices: { called: 'done' },
      path: ['value:yes', 'call:next', 'called:done', 'end:end'],
      status: 'completed',
    },
    {
      account: { mrr: 90 },
      before: early,
      path: [
        'value:otherwise',
        'miss-you:sent',
        'breathe:next',
        'what-changed:sent',
        'a-week:next',
        'by-hand:next',
        'end:end',
      ],
      status: 'completed',
    },
    {
      account: { mrr: 90 },
      before: early,
      after: [['2d', events.signedIn]],
      path: ['value:otherwise', 'miss-you:sent', 'breathe:goal'],
      status: 'completed',
    },
  ],
  words: {
    en: {
      name: 'Gone quiet',
      about:
        'Nobody of an account has signed in for weeks. A person calls those who pay more; the others get two e-mails first.',
      steps: {
        value: 'High value?',
        call: 'Call them',
        called: 'Called?',
        'miss-you': 'We miss you',
        breathe: 'Give them time',
        'what-changed': 'What changed',
        'a-week': 'Give them a week',
        'by-hand': 'Find another way',
      },
      paths: { 'value.yes': 'Pays 400 or more a month' },
      tasks: {
        call: {
          title: 'Call {{ account.name | default: "the account" }}: nobody signs in any more',
          note: 'They pay {{ account.mrr }} a month. Ask what changed on their side before you explain anything on ours.',
        },
        'by-hand': {
          title: 'Reach {{ account.name | default: "the account" }} in another way',
          note: 'E-mail brought nothing back. Try a phone call, or somebody else there.',
        },
      },
      letters: {
        'miss-you': {
          subject: 'Did something get in the way?',
          preheader: 'Everything is where you left it.',
          text: `Hi {{ contact.traits.firstName | default: "there" }},

it has been quiet at {{ account.name | default: "your team" }} for a while. Perhaps there was simply no time. Perhaps something did not work as it should.

If it is the second, just reply in one sentence. A person reads it and answers the same working day.

If it is the first: everything is where you left it.`,
          button: { label: 'Pick up where you left off', link: 'app' },
        },
        'what-changed': {
          subject: 'Two things that may help your team',
          preheader: 'And an offer of twenty minutes with somebody who knows your set-up.',
          text: `Hi {{ contact.traits.firstName | default: "there" }},

when teams come back after a break, two things help most: starting from a template instead of an empty page, and inviting the one colleague who needs the result.

If you would rather not search, take twenty minutes with us. We look at your set-up together and you leave with one thing that works.

And if you have decided to stop, we would like to know why. A single line is enough.`,
          button: { label: 'Choose a time', link: 'booking' },
        },
      },
      cases: [
        'Pays well and is called',
        'Pays less and never comes back',
        'Comes back after the first e-mail',
      ],
    },
    pl: {
      name: 'Cisza na koncie',
      about:
        'Od tygodni nikt z firmy się nie loguje. Do tych, którzy płacą więcej, dzwoni człowiek; pozostali dostają najpierw dwa e-maile.',
      steps: {
        value: 'Wysoka wartość?',
        call: 'Telefon',
        called: 'Rozmowa odbyta?',
        'miss-you': 'Brakuje nam Was',
        breathe: 'Chwila oddechu',
        'what-changed': 'Co nowego',
        'a-week': 'Tydzień przerwy',
        'by-hand': 'Inna droga',
      },
      paths: { 'value.yes': 'Płaci co najmniej 400 miesięcznie' },
      tasks: {
        call: {
          title: 'Zadzwoń: w firmie {{ account.name | default: "" }} nikt się już nie loguje',
          note: 'Płacą {{ account.mrr }} miesięcznie. Najpierw zapytaj, co zmieniło się u nich, potem mów o nas.',
        },
        'by-hand': {
          title: 'Inna droga do firmy {{ account.name | default: "" }}',
          note: 'E-maile nic nie dały. Spróbuj telefonu albo innej osoby.',
        },
      },
      letters: {
        'miss-you': {
          subject: 'Czy coś stanęło na przeszkodzie?',
          preheader: 'Wszystko czeka tam, gdzie było.',
          text: `Dzień dobry{% if contact.traits.firstName %}, {{ contact.traits.firstName }}{% endif %},

od pewnego czasu jest u Państwa cicho. Może po prostu zabrakło czasu. A może coś nie działało tak, jak powinno.

Jeśli to drugie, wystarczy odpisać jednym zdaniem. Czyta to człowiek i odpowiada tego samego dnia roboczego.

Jeśli to pierwsze: wszystko czeka tam, gdzie było.`,
          button: { label: 'Wróć do pracy', link: 'app' },
        },
        'what-changed': {
          subject: 'Dwie rzeczy, które mogą pomóc zespołowi',
          preheader: 'I propozycja dwudziestu minut z kimś, kto zna Państwa ustawienia.',
          text: `Dzień dobry{% if contact.traits.firstName %}, {{ contact.traits.firstName }}{% endif %},

po przerwie najbardziej pomagają dwie rzeczy: zacząć od szablonu zamiast od pustej strony i zaprosić tę jedną osobę, która czeka na wynik.

Jeśli nie chcą Państwo szukać samodzielnie, zapraszamy na dwadzieścia minut. Wspólnie obejrzymy ustawienia i zostanie jedna rzecz, która działa.

A jeśli to koniec współpracy, chcielibyśmy wiedzieć dlaczego. Wystarczy jedno zdanie.`,
          button: { label: 'Wybierz termin', link: 'booking' },
        },
      },
      cases: ['Płaci dużo i dostaje telefon', 'Płaci mniej i nie wraca', 'Wraca po pierwszym e-mailu'],
    },
    ru: {
      name: 'Тишина в компании',
      about:
        'Несколько недель из компании никто не входит. Тем, кто платит больше, звонит человек; остальным сначала уходят два письма.',
      steps: {
        value: 'Ценный клиент?',
        call: 'Позвонить',
        called: 'Разговор был?',
        'miss-you': 'Мы скучаем',
        breathe: 'Дать время',
        'what-changed': 'Что изменилось',
        'a-week': 'Дать неделю',
        'by-hand': 'Другой путь',
      },
      paths: { 'value.yes': 'Платит 400 в месяц или больше' },
      tasks: {
        call: {
          title: 'Позвонить: в компании {{ account.name | default: "" }} перестали входить',
          note: 'Платят {{ account.mrr }} в месяц. Сначала спросите, что изменилось у них, потом рассказывайте о нас.',
        },
        'by-hand': {
          title: 'Найти другой путь к компании {{ account.name | default: "" }}',
          note: 'Письма ничего не дали. Попробуйте телефон или другого человека.',
        },
      },
      letters: {
        'miss-you': {
          subject: 'Что-то помешало?',
          preheader: 'Всё осталось там, где было.',
          text: `Здравствуйте{% if contact.traits.firstName %}, {{ contact.traits.firstName }}{% endif %}!

У вас уже давно тихо. Может быть, просто не было времени. А может быть, что-то работало не так, как должно.

Если второе, ответьте одной фразой. Письмо прочтёт человек и ответит в тот же рабочий день.

Если первое, всё осталось там, где было.`,
          button: { label: 'Вернуться к работе', link: 'app' },
        },
        'what-changed': {
          subject: 'Две вещи, которые могут помочь вашей команде',
          preheader: 'И двадцать минут с человеком, который знает ваши настройки.',
          text: `Здравствуйте{% if contact.traits.firstName %}, {{ contact.traits.firstName }}{% endif %}!

После перерыва больше всего помогают две вещи: начать с шаблона, а не с пустой страницы, и пригласить того коллегу, которому нужен результат.

Если искать некогда, приходите на двадцать минут. Вместе посмотрим ваши настройки, и у вас останется одна вещь, которая работает.

А если вы решили уйти, нам важно знать почему. Достаточно одной строки.`,
          button: { label: 'Выбрать время', link: 'booking' },
        },
      },
      cases: [
        'Платит много, ему звонят',
        'Платит меньше и не возвращается',
        'Возвращается после первого письма',
      ],
    },
  },
};
