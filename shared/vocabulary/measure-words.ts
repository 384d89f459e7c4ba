/** How a sentence speaks of what facts measure. See words.ts for the rules. */
export const measureWords = {
  'event.count': {
    en: 'the number of “{{event}}” events{{scope}}',
    pl: 'liczba zdarzeń „{{event}}”{{scope}}',
    ru: 'число событий «{{event}}»{{scope}}',
  },
  'event.daysSinceLast': {
    en: 'the time since the last “{{event}}”{{scope}}',
    pl: 'czas od ostatniego „{{event}}”{{scope}}',
    ru: 'время с последнего «{{event}}»{{scope}}',
  },
  'event.daysSinceFirst': {
    en: 'the time since the first “{{event}}”{{scope}}',
    pl: 'czas od pierwszego „{{event}}”{{scope}}',
    ru: 'время с первого «{{event}}»{{scope}}',
  },
  'event.distinctDays': {
    en: 'the number of UTC days with “{{event}}”{{scope}}',
    pl: 'liczba dni (UTC) z „{{event}}”{{scope}}',
    ru: 'число дней (UTC) с «{{event}}»{{scope}}',
  },
  'event.gapsSinceLast': {
    en: 'the time since the last “{{event}}” in usual gaps{{scope}}',
    pl: 'czas od ostatniego „{{event}}” w zwykłych odstępach{{scope}}',
    ru: 'время с последнего «{{event}}» в обычных промежутках{{scope}}',
  },
  'event.sum': {
    en: 'the sum of {{property}} over “{{event}}”{{scope}}',
    pl: 'suma {{property}} z „{{event}}”{{scope}}',
    ru: 'сумма {{property}} по «{{event}}»{{scope}}',
  },
  'event.avg': {
    en: 'the average {{property}} of “{{event}}”{{scope}}',
    pl: 'średnia {{property}} z „{{event}}”{{scope}}',
    ru: 'среднее {{property}} по «{{event}}»{{scope}}',
  },
  'event.min': {
    en: 'the lowest {{property}} of “{{event}}”{{scope}}',
    pl: 'najniższe {{property}} z „{{event}}”{{scope}}',
    ru: 'наименьшее {{property}} по «{{event}}»{{scope}}',
  },
  'event.max': {
    en: 'the highest {{property}} of “{{event}}”{{scope}}',
    pl: 'najwyższe {{property}} z „{{event}}”{{scope}}',
    ru: 'наибольшее {{property}} по «{{event}}»{{scope}}',
  },
  'event.within': {
    en: ' in the last {{length}}',
    pl: ' (ostatnie {{length}})',
    ru: ' (за последние {{length}})',
  },
  'event.since': { en: ' since entry', pl: ' (od wejścia)', ru: ' (с момента входа)' },
  'event.where': { en: ' where {{rules}}', pl: ', gdzie {{rules}}', ru: ', где {{rules}}' },
  'event.whereMany': {
    en: ' matching a filter of {{count}} rules',
    pl: ' (filtr, liczba reguł: {{count}})',
    ru: ' (фильтр, число правил: {{count}})',
  },
  'trend.change': {
    en: 'the change in “{{event}}”{{scope}} (last {{window}} against the {{baseline}} before)',
    pl: 'zmiana „{{event}}”{{scope}} (ostatnie {{window}} wobec {{baseline}} wcześniej)',
    ru: 'изменение «{{event}}»{{scope}} (последние {{window}} против {{baseline}} до этого)',
  },
  'date.daysUntil': {
    en: 'the time until {{subject}}',
    pl: 'czas do: {{subject}}',
    ru: 'время до: {{subject}}',
  },
  'date.daysSince': {
    en: 'the time since {{subject}}',
    pl: 'czas od: {{subject}}',
    ru: 'время после: {{subject}}',
  },
  'meter.ratio': {
    en: 'the used part of the limit of “{{meter}}”',
    pl: 'wykorzystana część limitu „{{meter}}”',
    ru: 'использованная доля лимита «{{meter}}»',
  },
  'meter.daysNearLimit': {
    en: 'the number of UTC days with “{{meter}}” at {{near}} of its limit or more{{scope}}',
    pl: 'liczba dni (UTC) z „{{meter}}” na poziomie co najmniej {{near}} limitu{{scope}}',
    ru: 'число дней (UTC), когда «{{meter}}» составлял {{near}} лимита или больше{{scope}}',
  },
  'meter.fall': {
    en: 'the part that “{{meter}}” fell by from its highest{{scope}}',
    pl: 'spadek „{{meter}}” względem najwyższego poziomu{{scope}}',
    ru: 'снижение «{{meter}}» от наибольшего{{scope}}',
  },
  'meter.rise': {
    en: 'the part that “{{meter}}” rose by from its lowest{{scope}}',
    pl: 'wzrost „{{meter}}” względem najniższego poziomu{{scope}}',
    ru: 'рост «{{meter}}» от наименьшего{{scope}}',
  },
  'meter.retreats': {
    en: 'the number of times “{{meter}}” touched {{near}} of its limit and fell back{{scope}}',
    pl: 'ile razy „{{meter}}” dotknął {{near}} limitu i spadł{{scope}}',
    ru: 'сколько раз «{{meter}}» достигал {{near}} лимита и снижался{{scope}}',
  },
  'segment.yes': {
    en: 'member of segment “{{name}}”',
    pl: 'należy do segmentu „{{name}}”',
    ru: 'входит в сегмент «{{name}}»',
  },
  'segment.no': {
    en: 'not a member of segment “{{name}}”',
    pl: 'nie należy do segmentu „{{name}}”',
    ru: 'не входит в сегмент «{{name}}»',
  },
  'segment.of': {
    en: 'membership of segment “{{name}}”',
    pl: 'przynależność do segmentu „{{name}}”',
    ru: 'принадлежность к сегменту «{{name}}»',
  },
  'signal.yes': {
    en: 'signal “{{name}}” is open',
    pl: 'sygnał „{{name}}” jest otwarty',
    ru: 'сигнал «{{name}}» открыт',
  },
  'signal.no': {
    en: 'signal “{{name}}” is not open',
    pl: 'sygnał „{{name}}” nie jest otwarty',
    ru: 'сигнал «{{name}}» не открыт',
  },
  'signal.open': {
    en: 'the open state of signal “{{name}}”',
    pl: 'otwarcie sygnału „{{name}}”',
    ru: 'открытость сигнала «{{name}}»',
  },
  'signal.daysOpen': {
    en: 'the time signal “{{name}}” has been open',
    pl: 'czas od otwarcia sygnału „{{name}}”',
    ru: 'время с открытия сигнала «{{name}}»',
  },
  'health.score': { en: 'health', pl: 'kondycja', ru: 'здоровье' },
  'health.change': {
    en: 'the change of health{{scope}}',
    pl: 'zmiana kondycji{{scope}}',
    ru: 'изменение здоровья{{scope}}',
  },
  'members.daysSilent': {
    en: 'the time since the last “{{event}}” of the most active member (over the {{baseline}} before the last {{window}})',
    pl: 'czas od ostatniego „{{event}}” najaktywniejszej osoby (okres {{baseline}} przed ostatnimi {{window}})',
    ru: 'время с последнего «{{event}}» самого активного человека (за {{baseline}} до последних {{window}})',
  },
  'members.mostActiveLeft': {
    en: 'the leaving of the most active member (by “{{event}}” over the {{baseline}} before the last {{window}})',
    pl: 'odejście najaktywniejszej osoby (według „{{event}}”, okres {{baseline}} przed ostatnimi {{window}})',
    ru: 'уход самого активного человека (по «{{event}}» за {{baseline}} до последних {{window}})',
  },
  'members.yes': {
    en: 'the most active member (by “{{event}}” over the {{baseline}} before the last {{window}}) has left',
    pl: 'najaktywniejsza osoba (według „{{event}}”, okres {{baseline}} przed ostatnimi {{window}}) odeszła',
    ru: 'самый активный человек (по «{{event}}» за {{baseline}} до последних {{window}}) ушёл',
  },
  'members.no': {
    en: 'the most active member (by “{{event}}” over the {{baseline}} before the last {{window}}) is still there',
    pl: 'najaktywniejsza osoba (według „{{event}}”, okres {{baseline}} przed ostatnimi {{window}}) nadal tam jest',
    ru: 'самый активный человек (по «{{event}}» за {{baseline}} до последних {{window}}) ещё там',
  },
  'members.activeAdmins': {
    en: 'the number of admins with “{{event}}”{{scope}}',
    pl: 'liczba administratorów z „{{event}}”{{scope}}',
    ru: 'число администраторов с «{{event}}»{{scope}}',
  },
  'email.sent': {
    en: 'the number of e-mails sent{{scope}}',
    pl: 'liczba wysłanych e-maili{{scope}}',
    ru: 'число отправленных писем{{scope}}',
  },
  'email.opened': {
    en: 'the number of e-mails opened{{scope}}',
    pl: 'liczba otwartych e-maili{{scope}}',
    ru: 'число открытых писем{{scope}}',
  },
  'email.clicked': {
    en: 'the number of e-mails clicked in{{scope}}',
    pl: 'liczba e-maili z kliknięciem{{scope}}',
    ru: 'число писем с переходом{{scope}}',
  },
  'email.workflow': {
    en: ' by workflow “{{name}}”',
    pl: ' przez scenariusz „{{name}}”',
    ru: ' сценарием «{{name}}»',
  },

  'remarks.never': {
    en: 'It did not happen, so the time since the contact appeared counts.',
    pl: 'Nie wystąpiło, więc liczy się czas od pojawienia się kontaktu.',
    ru: 'Этого не было, поэтому считается время с появления контакта.',
  },
  'remarks.wholeDays': {
    en: 'Whole UTC days count here, today included.',
    pl: 'Liczą się tu całe dni UTC, łącznie z dzisiejszym.',
    ru: 'Здесь считаются целые дни UTC, включая сегодняшний.',
  },
  'remarks.late': {
    en: 'Some occurrences arrived more than 30 days late; they are in the timeline and do not count.',
    pl: 'Niektóre wystąpienia dotarły ponad 30 dni po czasie; są na osi czasu i się nie liczą.',
    ru: 'Некоторые события пришли с опозданием более 30 дней; они есть в хронологии, но не считаются.',
  },
  'remarks.fewBefore': {
    en: 'There were too few events before to compare with.',
    pl: 'Wcześniej było za mało zdarzeń, aby porównać.',
    ru: 'Раньше было слишком мало событий для сравнения.',
  },
  'remarks.nobodyActive': {
    en: 'Nobody was active on enough days before.',
    pl: 'Wcześniej nikt nie był aktywny przez wystarczająco wiele dni.',
    ru: 'Раньше никто не был активен достаточно много дней.',
  },
} as const;
