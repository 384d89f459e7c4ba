import type { Language } from './vocabulary/words.ts';

/**
 * Why somebody did not enter a workflow, one sentence per finding, in every language. What a slot holds comes after a
 * colon or in quotation marks where it is a name, so that nothing has to agree with it.
 */
export const whyWords = {
  neverPublished: {
    en: 'The workflow has never been published.',
    pl: 'Ten scenariusz nigdy nie został opublikowany.',
    ru: 'Этот сценарий ещё ни разу не публиковали.',
  },
  paused: {
    en: 'The workflow is paused, so no one enters.',
    pl: 'Scenariusz jest wstrzymany: nikt nie wchodzi.',
    ru: 'Сценарий на паузе: никто не входит.',
  },
  archived: {
    en: 'The workflow is archived, so no one enters.',
    pl: 'Scenariusz jest w archiwum: nikt nie wchodzi.',
    ru: 'Сценарий в архиве: никто не входит.',
  },
  anonymous: {
    en: 'Not identified yet: only people with a user ID enter workflows.',
    pl: 'Nie wiadomo jeszcze, kto to jest: do scenariuszy wchodzą tylko osoby z identyfikatorem użytkownika.',
    ru: 'Пока неизвестно, кто это: в сценарии входят только люди с идентификатором пользователя.',
  },
  demoOnly: {
    en: 'The workflow is part of the demo data, so only demo contacts enter.',
    pl: 'Scenariusz należy do danych pokazowych: wchodzą tylko osoby pokazowe.',
    ru: 'Сценарий из демоданных: входят только демолюди.',
  },
  entered: {
    en: 'Last entered on {{at}}.',
    pl: 'Ostatnie wejście: {{at}}.',
    ru: 'Последний вход: {{at}}.',
  },
  heldOut: {
    en: 'Entered on {{at}} as part of the control group: measured, but sent nothing.',
    pl: 'Wejście {{at}} jako część grupy kontrolnej: wynik jest mierzony, ale nic nie jest wysyłane.',
    ru: 'Вход {{at}} в составе контрольной группы: результат измеряется, но ничего не отправляется.',
  },
  alreadyInside: {
    en: 'Has been inside since {{at}}, and people can only be inside once at a time.',
    pl: 'Jest w środku od {{at}}, a jednocześnie można być w środku tylko raz.',
    ru: 'Находится внутри с {{at}}, а одновременно внутри можно быть только один раз.',
  },
  alreadyEntered: {
    en: 'Already entered on {{at}}, and people enter only once.',
    pl: 'Wejście już było, {{at}}, a wchodzi się tylko raz.',
    ru: 'Вход уже был, {{at}}, а входят только один раз.',
  },
  pause: {
    en: 'Can enter again after {{until}}.',
    pl: 'Może wejść ponownie dopiero po {{until}}.',
    ru: 'Может войти снова только после {{until}}.',
  },
  neverHappened: {
    en: '“{{event}}” has never happened.',
    pl: 'Zdarzenie „{{event}}” nigdy nie wystąpiło.',
    ru: 'Событие «{{event}}» ни разу не происходило.',
  },
  arrivedTooLate: {
    en: '“{{event}}” of {{at}} arrived more than 30 days late and only appears in the timeline.',
    pl: 'Zdarzenie „{{event}}” z {{at}} dotarło ponad 30 dni za późno i jest tylko na osi czasu.',
    ru: 'Событие «{{event}}» от {{at}} пришло с опозданием больше 30 дней и видно только в истории.',
  },
  otherProperties: {
    en: '“{{event}}” last happened on {{at}}, but not with the properties the workflow is waiting for.',
    pl: 'Zdarzenie „{{event}}” wystąpiło ostatnio {{at}}, ale nie z właściwościami, na które czeka scenariusz.',
    ru: 'Событие «{{event}}» последний раз было {{at}}, но не с теми свойствами, которых ждёт сценарий.',
  },
  imported: {
    en: '“{{event}}” of {{at}} came from an import, and imports start nothing.',
    pl: 'Zdarzenie „{{event}}” z {{at}} pochodzi z importu, a import niczego nie rozpoczyna.',
    ru: 'Событие «{{event}}» от {{at}} пришло с импортом, а импорт ничего не запускает.',
  },
  toldLate: {
    en: '“{{event}}” of {{at}} was received on {{received}}. Events received more than a day late start nothing.',
    pl: 'O zdarzeniu „{{event}}” z {{at}} wiadomo od {{received}}: co dociera po ponad dobie, niczego nie rozpoczyna.',
    ru: 'О событии «{{event}}» от {{at}} стало известно {{received}}: то, что приходит позже чем через сутки, ничего не запускает.',
  },
  beforePublishing: {
    en: '“{{event}}” last happened on {{at}}, before the workflow was published on {{published}}.',
    pl: 'Zdarzenie „{{event}}” wystąpiło ostatnio {{at}}, przed publikacją scenariusza {{published}}.',
    ru: 'Событие «{{event}}» последний раз было {{at}}, до публикации сценария {{published}}.',
  },
  beforeVersion: {
    en: '“{{event}}” last happened on {{at}}, when an older version was live; this one has been live since {{published}}.',
    pl: 'Zdarzenie „{{event}}” wystąpiło ostatnio {{at}}, gdy decydowała starsza wersja; obecna działa od {{published}}.',
    ru: 'Событие «{{event}}» последний раз было {{at}}, когда решала прежняя версия; нынешняя действует с {{published}}.',
  },
  happened: {
    en: '“{{event}}” last happened on {{at}}.',
    pl: 'Zdarzenie „{{event}}” wystąpiło ostatnio {{at}}.',
    ru: 'Событие «{{event}}» последний раз было {{at}}.',
  },
  learning: {
    en: 'Everyone is being checked for the first time: {{done}} of {{total}} done.',
    pl: 'Trwa pierwsze sprawdzanie wszystkich: {{done}} z {{total}} gotowe.',
    ru: 'Идёт первая проверка всех: готово {{done}} из {{total}}.',
  },
  heldBefore: {
    en: 'The rule already matched when it was first checked, on {{since}}. People who matched then only enter if the publisher chose so.',
    pl: 'Warunek był spełniony już przy pierwszym sprawdzeniu, {{since}}. Kto wtedy pasował, wchodzi tylko na życzenie publikującego.',
    ru: 'Условие выполнялось уже при первой проверке, {{since}}. Кто подходил тогда, входит, только если так решили при публикации.',
  },
  turnedQuietly: {
    en: 'It began on {{since}} without starting anything: through an import, a merge or late data, or while the workflow was paused.',
    pl: 'Zaczęło się {{since}} i niczego nie rozpoczęło: przez import, połączenie osób lub spóźnioną wiadomość albo podczas wstrzymania scenariusza.',
    ru: 'Это началось {{since}} и ничего не запустило: из-за импорта, объединения или опоздавшего события либо пока сценарий был на паузе.',
  },
  conditionNot: {
    en: 'The entry rule does not match; people enter the moment it does.',
    pl: 'Reguła wejścia nie jest spełniona, a wchodzi się w chwili, gdy zaczyna być.',
    ru: 'Правило входа не выполняется, а входят в тот момент, когда оно начинает выполняться.',
  },
  conditionSince: {
    en: 'The entry rule has matched since {{since}}.',
    pl: 'Reguła wejścia jest spełniona od {{since}}.',
    ru: 'Правило входа выполняется с {{since}}.',
  },
  segmentNot: {
    en: 'Is not in the segment “{{name}}”.',
    pl: 'Nie należy do segmentu „{{name}}”.',
    ru: 'Не входит в сегмент «{{name}}».',
  },
  segmentSince: {
    en: 'Has been in the segment “{{name}}” since {{since}}.',
    pl: 'Należy do segmentu „{{name}}” od {{since}}.',
    ru: 'Входит в сегмент «{{name}}» с {{since}}.',
  },
  segmentLeft: {
    en: 'Left the segment “{{name}}” on {{since}}.',
    pl: 'Wyjście z segmentu „{{name}}”: {{since}}.',
    ru: 'Выход из сегмента «{{name}}»: {{since}}.',
  },
  segmentNever: {
    en: 'Has never been in the segment “{{name}}”, so cannot leave it.',
    pl: 'Nigdy nie było w segmencie „{{name}}”, więc nie można z niego wyjść.',
    ru: 'Никогда не было в сегменте «{{name}}», поэтому выйти из него нельзя.',
  },
  signalNot: {
    en: 'The signal “{{name}}” is not open.',
    pl: 'Sygnał „{{name}}” nie jest otwarty.',
    ru: 'Сигнал «{{name}}» не открыт.',
  },
  signalSince: {
    en: 'The signal “{{name}}” has been open since {{since}}.',
    pl: 'Sygnał „{{name}}” jest otwarty od {{since}}.',
    ru: 'Сигнал «{{name}}» открыт с {{since}}.',
  },
  signalLeft: {
    en: 'The signal “{{name}}” resolved on {{since}}.',
    pl: 'Sygnał „{{name}}” zamknięto {{since}}.',
    ru: 'Сигнал «{{name}}» закрыт {{since}}.',
  },
  signalNever: {
    en: 'The signal “{{name}}” has never been open, so it cannot resolve.',
    pl: 'Sygnał „{{name}}” nigdy nie był otwarty, więc nie można go zamknąć.',
    ru: 'Сигнал «{{name}}» ни разу не открывался, поэтому закрыть его нельзя.',
  },
  mayTurn: {
    en: 'This may change by itself on {{until}}.',
    pl: 'Sam upływ czasu może to zmienić {{until}}.',
    ru: 'Само по себе это может измениться {{until}}.',
  },
  attributeNever: {
    en: '{{path}} has not changed since the workflow started watching it.',
    pl: '{{path}}: bez zmian, odkąd scenariusz na to czeka.',
    ru: '{{path}}: без изменений с тех пор, как сценарий этого ждёт.',
  },
  attributeOther: {
    en: '{{path}} changed on {{at}} from {{was}} to {{is}}, which is not the change the workflow is waiting for.',
    pl: '{{path}}: zmiana {{at}} z {{was}} na {{is}} nie jest tą, na którą czeka scenariusz.',
    ru: '{{path}}: изменение {{at}} с {{was}} на {{is}} — не то, которого ждёт сценарий.',
  },
  attributeChanged: {
    en: '{{path}} changed on {{at}} from {{was}} to {{is}}.',
    pl: '{{path}}: zmiana {{at}} z {{was}} na {{is}}.',
    ru: '{{path}}: изменение {{at}} с {{was}} на {{is}}.',
  },
  dateUnknown: {
    en: '{{path}} is unknown or not a date.',
    pl: '{{path}}: wartość nieznana albo nie jest datą.',
    ru: '{{path}}: значение неизвестно или это не дата.',
  },
  dateNext: {
    en: 'The date is still to come: {{until}}.',
    pl: 'Ten dzień dopiero nadejdzie: {{until}}.',
    ru: 'Этот день ещё впереди: {{until}}.',
  },
  datePassed: {
    en: 'The date has passed, and a date received more than a day late starts nothing.',
    pl: 'Ten dzień już minął; data poznana po ponad dobie niczego nie rozpoczyna.',
    ru: 'Этот день уже прошёл; дата, о которой узнали позже чем через сутки, ничего не запускает.',
  },
  scheduleNext: {
    en: 'The next scheduled entry is on {{until}}.',
    pl: 'Następne sprawdzenie wszystkich: {{until}}.',
    ru: 'Следующая проверка всех: {{until}}.',
  },
  manualOnly: {
    en: 'Nothing starts it automatically: people are added manually, through the API or by another workflow.',
    pl: 'Nic nie uruchamia go samo: osoby dodaje się ręcznie, przez API lub z innego scenariusza.',
    ru: 'Сам по себе он не запускается: людей добавляют вручную, через API или из другого сценария.',
  },
  ruleHolds: {
    en: 'The entry rule matches.',
    pl: 'Reguła wejścia jest spełniona.',
    ru: 'Правило входа выполняется.',
  },
  ruleFails: {
    en: 'The entry rule does not match.',
    pl: 'Reguła wejścia nie jest spełniona.',
    ru: 'Правило входа не выполняется.',
  },
  goalReached: {
    en: 'The goal has already been reached, and people who have reached it do not enter.',
    pl: 'Cel jest już osiągnięty: kto go osiągnął, nie wchodzi.',
    ru: 'Цель уже достигнута: кто её достиг, не входит.',
  },
  asOf: {
    en: 'The rules are checked as of {{at}}; traits and account are today’s.',
    pl: 'Reguły sprawdzono na chwilę {{at}}; cechy i dane firmy są dzisiejsze.',
    ru: 'Правила проверены на момент {{at}}; свойства и компания — сегодняшние.',
  },
  nothing: {
    en: 'Nothing prevents it now: the next time it happens, this person enters.',
    pl: 'Teraz nic nie stoi na przeszkodzie: przy następnej okazji ta osoba wejdzie.',
    ru: 'Сейчас ничего не мешает: в следующий раз этот человек войдёт.',
  },
} as const satisfies Record<string, Record<Language, string>>;

export type WhyCode = keyof typeof whyWords;
