import type { InLanguages } from '../../shared/playbooks/language.ts';
import { greeting } from './letter.ts';
import type { PlaybookWords } from './playbook.ts';

const lessons = ['start', 'data', 'team', 'habit', 'connect'];

/** The five lessons in three languages. */
export const firstValueWords: InLanguages<PlaybookWords> = {
  en: {
    name: 'First value',
    about:
      'Five short e-mails in the two weeks after sign-up, one topic each. Whatever someone already uses is skipped.',
    steps: steps(
      'Pause',
      'Already using it?',
      ['Your first result', 'Bring your data', 'Invite a colleague', 'Make it a habit', 'Connect your tools'],
      'Welcome personally',
    ),
    paths: paths('Already using it'),
    tasks: {
      'by-hand': {
        title: 'Welcome {{ contact.traits.firstName | default: "the new customer" }} personally',
        note: 'Our welcome e-mails cannot be sent to this address.',
      },
    },
    letters: {
      start: {
        subject: 'Your first result in four minutes',
        preheader: 'One thing to do today.',
        text: `${greeting.en}

Thanks for signing up. There is one thing worth doing today: start from a template and add something real. Four minutes later you’ll see what it can do for you.`,
        button: { label: 'Start from a template', link: 'app' },
      },
      data: {
        subject: 'Bring what you already have',
        preheader: 'A spreadsheet is all you need.',
        text: `${greeting.en}

It gets really useful once your own data is in. A spreadsheet is all you need: we match the columns, and you see a preview before anything is imported.`,
        button: { label: 'Import your data', link: 'app' },
      },
      team: {
        subject: 'Who else needs to see this?',
        preheader: 'One colleague makes the difference.',
        text: `${greeting.en}

Teams of two stick with it far more often than people on their own. Invite the one colleague who needs what you are working on.`,
        button: { label: 'Invite a colleague', link: 'app' },
      },
      habit: {
        subject: 'Five minutes every Monday',
        preheader: 'A small habit that pays off.',
        text: `${greeting.en}

People who get the most out of it spend five minutes on it at the start of the week. Put it in your calendar once, and the rest follows.`,
        button: { label: 'Open your workspace', link: 'app' },
      },
      connect: {
        subject: 'Connect the tools you already use',
        preheader: 'So nobody has to copy anything by hand.',
        text: `${greeting.en}

The last step saves the most time: connect the tools you use alongside ours, so nobody has to copy anything by hand. If yours is not on the list, reply and tell us which one you use.`,
        button: { label: 'See the integrations', link: 'app' },
      },
    },
    cases: ['Uses nothing yet', 'Already uses two features', 'The first e-mail cannot be sent'],
  },
  pl: {
    name: 'Pierwsze kroki',
    about:
      'Pięć krótkich e-maili w ciągu dwóch tygodni od założenia konta, każdy na jeden temat. To, z czego ktoś już korzysta, jest pomijane.',
    steps: steps(
      'Przerwa',
      'Już korzysta?',
      ['Pierwszy rezultat', 'Własne dane', 'Ktoś z zespołu', 'Nawyk', 'Połączenie narzędzi'],
      'Napisz osobiście',
    ),
    paths: paths('Już korzysta'),
    tasks: {
      'by-hand': {
        title: 'Przywitaj osobiście: {{ contact.traits.firstName | default: "klient" }}',
        note: 'Na ten adres nie można wysłać powitalnych e-maili.',
      },
    },
    letters: {
      start: {
        subject: 'Pierwszy rezultat w cztery minuty',
        preheader: 'Jedna rzecz na dziś.',
        text: `${greeting.pl}

dziękujemy za założenie konta. Dziś warto zrobić jedną rzecz: zacząć od szablonu i wprowadzić coś prawdziwego. Po czterech minutach widać, co to daje.`,
        button: { label: 'Zacznij od szablonu', link: 'app' },
      },
      data: {
        subject: 'Warto skorzystać z danych, które już są',
        preheader: 'Wystarczy arkusz kalkulacyjny.',
        text: `${greeting.pl}

najwięcej daje praca na własnych danych. Wystarczy arkusz kalkulacyjny: dopasujemy kolumny, a przed importem można obejrzeć podgląd.`,
        button: { label: 'Zaimportuj dane', link: 'app' },
      },
      team: {
        subject: 'Kto jeszcze powinien to widzieć?',
        preheader: 'Jedna osoba robi różnicę.',
        text: `${greeting.pl}

zespoły dwuosobowe znacznie rzadziej rezygnują niż osoby pracujące w pojedynkę. Warto zaprosić tę jedną osobę, która czeka na wyniki Państwa pracy.`,
        button: { label: 'Zaproś kogoś z zespołu', link: 'app' },
      },
      habit: {
        subject: 'Pięć minut w każdy poniedziałek',
        preheader: 'Mały nawyk, który się opłaca.',
        text: `${greeting.pl}

najwięcej zyskują osoby, które poświęcają na to pięć minut na początku tygodnia. Wystarczy raz wpisać to do kalendarza, reszta przyjdzie sama.`,
        button: { label: 'Przejdź do swojego konta', link: 'app' },
      },
      connect: {
        subject: 'Warto połączyć narzędzia',
        preheader: 'Żeby nikt nie przepisywał ręcznie.',
        text: `${greeting.pl}

ostatni krok oszczędza najwięcej czasu: połączenie z narzędziami, których Państwo używają na co dzień, żeby nikt nie musiał niczego przepisywać. Jeśli któregoś nie ma na liście, prosimy napisać, o które chodzi.`,
        button: { label: 'Zobacz integracje', link: 'app' },
      },
    },
    cases: [
      'Z niczego jeszcze nie korzysta',
      'Korzysta już z dwóch funkcji',
      'Pierwszego e-maila nie można wysłać',
    ],
  },
  ru: {
    name: 'Первые шаги',
    about:
      'Пять коротких писем за две недели после регистрации, каждое на одну тему. То, чем человек уже пользуется, пропускается.',
    steps: steps(
      'Пауза',
      'Уже пользуется?',
      ['Первый результат', 'Свои данные', 'Коллега', 'Привычка', 'Интеграции'],
      'Написать лично',
    ),
    paths: paths('Уже пользуется'),
    tasks: {
      'by-hand': {
        title: 'Поприветствовать лично: {{ contact.traits.firstName | default: "клиент" }}',
        note: 'На этот адрес приветственные письма отправить нельзя.',
      },
    },
    letters: {
      start: {
        subject: 'Первый результат за четыре минуты',
        preheader: 'Одно дело на сегодня.',
        text: `${greeting.ru}

Спасибо за регистрацию. Сегодня стоит сделать одно: начать с шаблона и внести реальные данные. Через четыре минуты будет видно, какая от этого польза.`,
        button: { label: 'Начать с шаблона', link: 'app' },
      },
      data: {
        subject: 'Загрузите то, что у вас уже есть',
        preheader: 'Достаточно таблицы.',
        text: `${greeting.ru}

Больше всего пользы от работы с собственными данными. Достаточно таблицы: мы сопоставим столбцы, а перед загрузкой покажем, что получится.`,
        button: { label: 'Загрузить данные', link: 'app' },
      },
      team: {
        subject: 'Кому ещё это нужно видеть?',
        preheader: 'С коллегой дело идёт лучше.',
        text: `${greeting.ru}

Те, кто работает вдвоём, бросают намного реже, чем одиночки. Пригласите коллегу, которому нужен результат вашей работы.`,
        button: { label: 'Пригласить коллегу', link: 'app' },
      },
      habit: {
        subject: 'Пять минут каждый понедельник',
        preheader: 'Маленькая привычка, которая окупается.',
        text: `${greeting.ru}

Больше всего пользы получают те, кто уделяет этому пять минут в начале недели. Внесите их в календарь один раз, а дальше пойдёт само.`,
        button: { label: 'Открыть рабочее пространство', link: 'app' },
      },
      connect: {
        subject: 'Подключите свои инструменты',
        preheader: 'Чтобы никто ничего не переносил вручную.',
        text: `${greeting.ru}

Последний шаг экономит больше всего времени: подключите инструменты, которыми вы уже пользуетесь, чтобы никто ничего не переносил вручную. Если нужного нет в списке, напишите нам, какой это инструмент.`,
        button: { label: 'Посмотреть интеграции', link: 'app' },
      },
    },
    cases: ['Ещё ничем не пользуется', 'Двумя функциями уже пользуется', 'Первое письмо нельзя отправить'],
  },
};

function steps(pause: string, question: string, names: string[], byHand: string): Record<string, string> {
  return {
    ...Object.fromEntries(
      lessons.flatMap((id, index) => [
        [`wait-${id}`, pause],
        [`knows-${id}`, question],
        [id, names[index] ?? id],
      ]),
    ),
    'by-hand': byHand,
  };
}

function paths(label: string): Record<string, string> {
  return Object.fromEntries(lessons.map((id) => [`knows-${id}.yes`, label]));
}
