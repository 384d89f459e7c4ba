import type { InLanguages } from '../../shared/playbooks/language.ts';
import type { PlaybookWords } from './playbook.ts';

const lessons = ['start', 'data', 'team', 'habit', 'connect'];

const hi = {
  en: 'Hi {{ contact.traits.firstName | default: "there" }},',
  pl: 'Dzień dobry{% if contact.traits.firstName %}, {{ contact.traits.firstName }}{% endif %},',
  ru: 'Здравствуйте{% if contact.traits.firstName %}, {{ contact.traits.firstName }}{% endif %}!',
};

/** The five lessons in three languages. */
export const firstValueWords: InLanguages<PlaybookWords> = {
  en: {
    name: 'First value',
    about:
      'Five short e-mails in two weeks after signing up, one thing each. What somebody already uses is left out.',
    steps: steps(
      'A day',
      'Knows it?',
      ['Your first result', 'Bring your data', 'Bring a colleague', 'Make it a habit', 'Connect your tools'],
      'Write by hand',
    ),
    paths: paths('Already does'),
    tasks: {
      'by-hand': {
        title: 'Welcome {{ contact.traits.firstName | default: "them" }} by hand',
        note: 'Our welcome e-mails cannot be sent to this address.',
      },
    },
    letters: {
      start: {
        subject: 'Your first result, in four minutes',
        preheader: 'One thing to do today.',
        text: `${hi.en}

welcome. There is one thing worth doing today: start from a template and put in something real. Four minutes, and you see what this is good for.`,
        button: { label: 'Start from a template', link: 'app' },
      },
      data: {
        subject: 'Bring what you already have',
        preheader: 'A spreadsheet is enough.',
        text: `${hi.en}

things get useful with your own data in them. A spreadsheet is enough: we match the columns, and you see a preview before anything is taken over.`,
        button: { label: 'Import your data', link: 'app' },
      },
      team: {
        subject: 'Who else needs to see this?',
        preheader: 'One colleague makes the difference.',
        text: `${hi.en}

teams of two keep going far more often than people alone. Invite the one colleague who needs what you make; viewing costs nothing.`,
        button: { label: 'Invite a colleague', link: 'app' },
      },
      habit: {
        subject: 'Five minutes every Monday',
        preheader: 'The smallest habit that pays off.',
        text: `${hi.en}

people who get the most from this spend five minutes with it at the beginning of the week. Put it into your calendar once, and the rest follows.`,
        button: { label: 'Open your workspace', link: 'app' },
      },
      connect: {
        subject: 'Let your tools talk to each other',
        preheader: 'So that nobody copies anything by hand.',
        text: `${hi.en}

the last step saves the most time: connect the tool you use beside this one, so that nobody copies anything by hand. If yours is not on the list, reply and tell us which it is.`,
        button: { label: 'See the integrations', link: 'app' },
      },
    },
    cases: ['Uses nothing yet', 'Already uses two things', 'The first e-mail cannot be sent'],
  },
  pl: {
    name: 'Pierwsza wartość',
    about:
      'Pięć krótkich e-maili w dwa tygodnie po założeniu konta, w każdym jedna rzecz. To, czego ktoś już używa, jest pomijane.',
    steps: steps(
      'Przerwa',
      'Już zna?',
      ['Pierwszy rezultat', 'Własne dane', 'Ktoś z zespołu', 'Nawyk', 'Połączenie narzędzi'],
      'Napisz osobiście',
    ),
    paths: paths('Już to robi'),
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
        text: `${hi.pl}

witamy. Jest jedna rzecz, którą warto zrobić dzisiaj: zacząć od szablonu i wpisać coś prawdziwego. Cztery minuty i widać, do czego to służy.`,
        button: { label: 'Zacznij od szablonu', link: 'app' },
      },
      data: {
        subject: 'Warto wziąć to, co już jest',
        preheader: 'Wystarczy arkusz.',
        text: `${hi.pl}

najwięcej daje praca na własnych danych. Wystarczy arkusz: dopasujemy kolumny, a przed przejęciem czegokolwiek widać podgląd.`,
        button: { label: 'Zaimportuj dane', link: 'app' },
      },
      team: {
        subject: 'Kto jeszcze powinien to widzieć?',
        preheader: 'Jedna osoba robi różnicę.',
        text: `${hi.pl}

we dwoje znacznie łatwiej wytrwać niż w pojedynkę. Warto zaprosić tę jedną osobę, która potrzebuje wyników; samo oglądanie nic nie kosztuje.`,
        button: { label: 'Zaproś kogoś z zespołu', link: 'app' },
      },
      habit: {
        subject: 'Pięć minut w każdy poniedziałek',
        preheader: 'Najmniejszy nawyk, który się opłaca.',
        text: `${hi.pl}

najwięcej zyskują ci, którzy poświęcają na to pięć minut na początku tygodnia. Wystarczy raz wpisać to do kalendarza.`,
        button: { label: 'Otwórz swoją przestrzeń', link: 'app' },
      },
      connect: {
        subject: 'Niech narzędzia rozmawiają ze sobą',
        preheader: 'Żeby nikt nie przepisywał ręcznie.',
        text: `${hi.pl}

ostatni krok oszczędza najwięcej czasu: połączenie z narzędziem, którego Państwo używają obok, żeby nikt niczego nie przepisywał. Jeśli nie ma go na liście, prosimy napisać, jakie to.`,
        button: { label: 'Zobacz integracje', link: 'app' },
      },
    },
    cases: ['Niczego jeszcze nie używa', 'Dwie rzeczy już zna', 'Pierwszego e-maila nie można wysłać'],
  },
  ru: {
    name: 'Первая польза',
    about:
      'Пять коротких писем за две недели после регистрации, в каждом одна вещь. То, чем человек уже пользуется, пропускается.',
    steps: steps(
      'Пауза',
      'Уже знает?',
      ['Первый результат', 'Свои данные', 'Коллега', 'Привычка', 'Связать инструменты'],
      'Написать лично',
    ),
    paths: paths('Уже делает'),
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
        text: `${hi.ru}

Добро пожаловать. Сегодня стоит сделать одно: начать с шаблона и вписать что-нибудь настоящее. Четыре минуты, и станет видно, зачем это нужно.`,
        button: { label: 'Начать с шаблона', link: 'app' },
      },
      data: {
        subject: 'Возьмите то, что уже есть',
        preheader: 'Достаточно таблицы.',
        text: `${hi.ru}

Больше всего пользы от собственных данных. Достаточно таблицы: мы сопоставим столбцы, и вы увидите всё до переноса.`,
        button: { label: 'Загрузить данные', link: 'app' },
      },
      team: {
        subject: 'Кому ещё это нужно видеть?',
        preheader: 'Один коллега меняет всё.',
        text: `${hi.ru}

Вдвоём продолжают намного чаще, чем в одиночку. Пригласите того коллегу, которому нужен результат; просмотр ничего не стоит.`,
        button: { label: 'Пригласить коллегу', link: 'app' },
      },
      habit: {
        subject: 'Пять минут каждый понедельник',
        preheader: 'Самая маленькая полезная привычка.',
        text: `${hi.ru}

Больше всех получают те, кто уделяет этому пять минут в начале недели. Один раз внесите это в календарь, остальное придёт само.`,
        button: { label: 'Открыть рабочее пространство', link: 'app' },
      },
      connect: {
        subject: 'Пусть инструменты говорят друг с другом',
        preheader: 'Чтобы никто ничего не переписывал.',
        text: `${hi.ru}

Последний шаг экономит больше всего времени: свяжите инструмент, которым пользуетесь рядом, чтобы никто ничего не переписывал. Если его нет в списке, ответьте и скажите какой.`,
        button: { label: 'Посмотреть интеграции', link: 'app' },
      },
    },
    cases: ['Ещё ничем не пользуется', 'Двумя вещами уже пользуется', 'Первое письмо нельзя отправить'],
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
