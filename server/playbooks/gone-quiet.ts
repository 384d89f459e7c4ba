import { shippedEvents as events } from '../../shared/playbooks/names.ts';
import { account, since } from '../../shared/playbooks/rules.ts';
import { accountName, greeting } from './letter.ts';
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
        'Nobody from an account has signed in for weeks. Higher-paying accounts get a call; the others get two e-mails first.',
      steps: {
        value: 'High value?',
        call: 'Call them',
        called: 'Called?',
        'miss-you': 'We miss you',
        breathe: 'Give them time',
        'what-changed': 'What helps most',
        'a-week': 'Give them a week',
        'by-hand': 'Try another way',
      },
      paths: { 'value.yes': 'Pays 400 or more a month' },
      tasks: {
        call: {
          title: 'Call {{ account.name | default: "the account" }}: nobody signs in any more',
          note: '{% if account.mrr %}They pay {{ account.mrr }} a month. {% endif %}Ask what has changed on their side before you talk about ours.',
        },
        'by-hand': {
          title: 'Try another way to reach {{ account.name | default: "the account" }}',
          note: 'E-mail has not brought them back. Try a phone call, or someone else on their team.',
        },
      },
      letters: {
        'miss-you': {
          subject: 'Did something get in the way?',
          preheader: 'Everything is where you left it.',
          text: `${greeting.en}

It’s been quiet {% if account.name %}at {{ account.name }}{% else %}on your side{% endif %} for a while. Maybe there just wasn’t time. Maybe something didn’t work the way it should.

If so, just reply with one sentence. A real person will read it and get back to you.

And if you were simply busy, everything is where you left it.`,
          button: { label: 'Pick up where you left off', link: 'app' },
        },
        'what-changed': {
          subject: 'Two things that may help your team',
          preheader: 'Plus twenty minutes with someone who knows your set-up.',
          text: `${greeting.en}

When teams come back after a break, two things help most: starting from a template instead of a blank page, and inviting the one colleague who needs the result.

If you would rather not work it out alone, book twenty minutes with us. We’ll go through your set-up together, and you’ll leave with one thing that works.

And if you have decided to stop, we’d like to know why. One line is enough.`,
          button: { label: 'Pick a time', link: 'booking' },
        },
      },
      cases: [
        'High value, gets a call',
        'Lower value, never comes back',
        'Comes back after the first e-mail',
      ],
    },
    pl: {
      name: 'Cisza na koncie',
      about:
        'Od tygodni nikt z firmy się nie loguje. Do firm, które płacą więcej, dzwoni człowiek; pozostałe dostają najpierw dwa e-maile.',
      steps: {
        value: 'Wysoka wartość?',
        call: 'Telefon',
        called: 'Rozmowa odbyta?',
        'miss-you': 'Co u Państwa?',
        breathe: 'Czas na reakcję',
        'what-changed': 'Co pomaga',
        'a-week': 'Tydzień przerwy',
        'by-hand': 'Inny kontakt',
      },
      paths: { 'value.yes': 'Płaci co najmniej 400 miesięcznie' },
      tasks: {
        call: {
          title: `Zadzwoń: w firmie${accountName} nikt się już nie loguje`,
          note: '{% if account.mrr %}Płacą {{ account.mrr }} miesięcznie. {% endif %}Najpierw zapytaj, co zmieniło się u nich, dopiero potem mów o nas.',
        },
        'by-hand': {
          title: `Spróbuj inaczej skontaktować się z firmą${accountName}`,
          note: 'E-maile nie pomogły. Spróbuj zadzwonić albo napisać do innej osoby.',
        },
      },
      letters: {
        'miss-you': {
          subject: 'Czy coś stanęło na przeszkodzie?',
          preheader: 'Wszystko jest tam, gdzie było.',
          text: `${greeting.pl}

od pewnego czasu jest u Państwa cicho. Może po prostu zabrakło czasu. A może coś nie działało tak, jak powinno.

Jeśli tak, wystarczy odpisać jednym zdaniem. Przeczyta je człowiek i odpowie.

A jeśli to tylko brak czasu: wszystko jest tam, gdzie było.`,
          button: { label: 'Wróć do pracy', link: 'app' },
        },
        'what-changed': {
          subject: 'Dwie rzeczy, które mogą pomóc zespołowi',
          preheader: 'I dwadzieścia minut z kimś, kto zna Państwa konfigurację.',
          text: `${greeting.pl}

po przerwie najbardziej pomagają dwie rzeczy: szablon zamiast pustej strony i zaproszenie tej jednej osoby, która czeka na wynik.

Jeśli nie chcą Państwo szukać samodzielnie, zapraszamy na dwadzieścia minut rozmowy. Wspólnie przejrzymy konfigurację i dopilnujemy, żeby jedna rzecz już działała.

A jeśli to koniec współpracy, chcielibyśmy wiedzieć, dlaczego. Wystarczy jedno zdanie.`,
          button: { label: 'Wybierz termin', link: 'booking' },
        },
      },
      cases: ['Wysoka wartość, jest telefon', 'Niższa wartość, bez powrotu', 'Powrót po pierwszym e-mailu'],
    },
    ru: {
      name: 'Тишина в компании',
      about:
        'Уже несколько недель никто из компании не входит в систему. Тем, кто платит больше, звонит человек; остальные сначала получают два письма.',
      steps: {
        value: 'Ценный клиент?',
        call: 'Позвонить',
        called: 'Разговор был?',
        'miss-you': 'Нам вас не хватает',
        breathe: 'Дать время',
        'what-changed': 'Что помогает',
        'a-week': 'Дать неделю',
        'by-hand': 'Связаться иначе',
      },
      paths: { 'value.yes': 'Платит 400 в месяц или больше' },
      tasks: {
        call: {
          title: `Позвонить: в компании${accountName} никто больше не входит в систему`,
          note: '{% if account.mrr %}Платят {{ account.mrr }} в месяц. {% endif %}Сначала спросите, что изменилось у них, потом рассказывайте о нас.',
        },
        'by-hand': {
          title: `Связаться с компанией${accountName} другим способом`,
          note: 'Письма не помогли. Позвоните или свяжитесь с другим человеком.',
        },
      },
      letters: {
        'miss-you': {
          subject: 'Что-то помешало?',
          preheader: 'Всё осталось там, где было.',
          text: `${greeting.ru}

Вы уже давно у нас не появлялись. Может быть, просто не было времени. А может быть, что-то работало не так, как должно.

Если так, ответьте одной фразой: живой человек прочтёт её и ответит.

А если просто не было времени, всё осталось там, где было.`,
          button: { label: 'Вернуться к работе', link: 'app' },
        },
        'what-changed': {
          subject: 'Две вещи, которые могут помочь вашей команде',
          preheader: 'И двадцать минут с человеком, который знает ваши настройки.',
          text: `${greeting.ru}

После перерыва больше всего помогают две вещи: начать с шаблона, а не с пустой страницы, и пригласить того коллегу, которому нужен результат.

Если разбираться самим некогда, давайте созвонимся на двадцать минут: вместе посмотрим ваши настройки и доведём до результата хотя бы одну задачу.

А если вы решили уйти, нам важно знать, почему. Достаточно одной строки.`,
          button: { label: 'Выбрать время', link: 'booking' },
        },
      },
      cases: [
        'Ценный клиент, ему звонят',
        'Платит меньше и не возвращается',
        'Возвращается после первого письма',
      ],
    },
  },
};
