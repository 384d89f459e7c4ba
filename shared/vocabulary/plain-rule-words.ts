/**
 * How people say the rules that they write most: not what is measured and what it must be, but what happens. A number
 * of days stands behind words that take it as it is (“через”, “za”, “ago”), so that it needs no case.
 */
export const plainRuleWords = {
  'plain.until.equal': {
    en: '{{what}} in {{value}}',
    pl: '{{what}} za {{value}}',
    ru: '{{what}} через {{value}}',
  },
  'plain.until.lessThan': {
    en: '{{what}} in less than {{value}}',
    pl: '{{what}} wcześniej niż za {{value}}',
    ru: '{{what}} раньше чем через {{value}}',
  },
  'plain.until.lessThanInclusive': {
    en: '{{what}} within {{value}}',
    pl: '{{what}} najpóźniej za {{value}}',
    ru: '{{what}} не позже чем через {{value}}',
  },
  'plain.until.greaterThan': {
    en: '{{what}} in more than {{value}}',
    pl: '{{what}} później niż za {{value}}',
    ru: '{{what}} позже чем через {{value}}',
  },
  'plain.until.greaterThanInclusive': {
    en: '{{what}} in {{value}} or more',
    pl: '{{what}} najwcześniej za {{value}}',
    ru: '{{what}} не раньше чем через {{value}}',
  },
  'plain.until.between': {
    en: '{{what}} in {{low}}–{{high}}',
    pl: '{{what}} za {{low}}–{{high}}',
    ru: '{{what}} через {{low}}–{{high}}',
  },
  'plain.ago.equal': {
    en: '{{what}} {{value}} ago',
    pl: '{{what}} {{value}} temu',
    ru: '{{what}} {{value}} назад',
  },
  'plain.ago.lessThan': {
    en: '{{what}} less than {{value}} ago',
    pl: '{{what}} mniej niż {{value}} temu',
    ru: '{{what}} позже чем {{value}} назад',
  },
  'plain.ago.lessThanInclusive': {
    en: '{{what}} at most {{value}} ago',
    pl: '{{what}} najwyżej {{value}} temu',
    ru: '{{what}} не раньше чем {{value}} назад',
  },
  'plain.ago.greaterThan': {
    en: '{{what}} more than {{value}} ago',
    pl: '{{what}} ponad {{value}} temu',
    ru: '{{what}} раньше чем {{value}} назад',
  },
  'plain.ago.greaterThanInclusive': {
    en: '{{what}} at least {{value}} ago',
    pl: '{{what}} co najmniej {{value}} temu',
    ru: '{{what}} не позже чем {{value}} назад',
  },
  'plain.ago.between': {
    en: '{{what}} {{low}}–{{high}} ago',
    pl: '{{what}} {{low}}–{{high}} temu',
    ru: '{{what}} {{low}}–{{high}} назад',
  },

  'plain.comes.card.expiresAt': {
    en: 'the account’s card expires',
    pl: 'karta firmy wygasa',
    ru: 'карта компании истекает',
  },
  'plain.comes.renewsAt': {
    en: 'the account renews',
    pl: 'umowa firmy odnawia się',
    ru: 'договор компании продлевается',
  },
  'plain.comes.trialEndsAt': {
    en: 'the account’s trial ends',
    pl: 'okres próbny firmy kończy się',
    ru: 'пробный период компании заканчивается',
  },
  'plain.comes.other': {
    en: '{{subject}} is',
    pl: '{{subject}} przypada',
    ru: '{{subject}} наступает',
  },
  'plain.was': { en: '{{subject}} was', pl: '{{subject}}:', ru: '{{subject}}:' },
  'plain.last': {
    en: 'the last “{{event}}”{{scope}} was',
    pl: 'ostatnie „{{event}}”{{scope}}:',
    ru: 'последнее «{{event}}»{{scope}}:',
  },
  'plain.first': {
    en: 'the first “{{event}}”{{scope}} was',
    pl: 'pierwsze „{{event}}”{{scope}}:',
    ru: 'первое «{{event}}»{{scope}}:',
  },
  'plain.silent': {
    en: 'the last “{{event}}” of the most active member (over the {{baseline}} before the last {{window}}) was',
    pl: 'ostatnie „{{event}}” najaktywniejszej osoby (okres {{baseline}} przed ostatnimi {{window}}):',
    ru: 'последнее «{{event}}» самого активного человека (за {{baseline}} до последних {{window}}):',
  },

  'plain.none': {
    en: 'no “{{event}}”{{scope}}',
    pl: 'brak „{{event}}”{{scope}}',
    ru: 'нет «{{event}}»{{scope}}',
  },
  'plain.some': {
    en: '“{{event}}” happened{{scope}}',
    pl: 'wystąpiło „{{event}}”{{scope}}',
    ru: 'произошло «{{event}}»{{scope}}',
  },
  'plain.times': {
    en: '“{{event}}” happened {{phrase}} times{{scope}}',
    pl: '„{{event}}”{{scope}}: {{phrase}} razy',
    ru: 'сколько раз «{{event}}»{{scope}}: {{phrase}}',
  },
  'plain.days': {
    en: '“{{event}}” on {{phrase}}{{scope}}',
    pl: 'dni z „{{event}}”{{scope}}: {{phrase}}',
    ru: 'дни с «{{event}}»{{scope}}: {{phrase}}',
  },

  'plain.trend.fell': {
    en: '“{{event}}”{{scope}} fell by {{phrase}} (last {{window}} against the {{baseline}} before)',
    pl: 'spadek „{{event}}”{{scope}}: {{phrase}} (ostatnie {{window}} wobec {{baseline}} wcześniej)',
    ru: 'спад «{{event}}»{{scope}}: {{phrase}} (последние {{window}} против {{baseline}} до этого)',
  },
  'plain.trend.rose': {
    en: '“{{event}}”{{scope}} rose by {{phrase}} (last {{window}} against the {{baseline}} before)',
    pl: 'wzrost „{{event}}”{{scope}}: {{phrase}} (ostatnie {{window}} wobec {{baseline}} wcześniej)',
    ru: 'рост «{{event}}»{{scope}}: {{phrase}} (последние {{window}} против {{baseline}} до этого)',
  },
  'plain.health.fell': {
    en: 'health fell by {{phrase}} points{{scope}}',
    pl: 'spadek kondycji{{scope}}: {{phrase}} pkt',
    ru: 'снижение здоровья{{scope}}, в баллах: {{phrase}}',
  },
  'plain.health.rose': {
    en: 'health rose by {{phrase}} points{{scope}}',
    pl: 'wzrost kondycji{{scope}}: {{phrase}} pkt',
    ru: 'рост здоровья{{scope}}, в баллах: {{phrase}}',
  },
  'plain.meter': {
    en: '“{{meter}}” uses {{phrase}} of its limit',
    pl: 'wykorzystanie limitu „{{meter}}”: {{phrase}}',
    ru: 'использование лимита «{{meter}}»: {{phrase}}',
  },
  'plain.open': {
    en: 'signal “{{name}}” has been open for {{phrase}}',
    pl: 'sygnał „{{name}}” otwarty: {{phrase}}',
    ru: 'сигнал «{{name}}» открыт: {{phrase}}',
  },

  'plain.text.startsWith': {
    en: '{{subject}} starts with {{value}}',
    pl: '{{subject}} zaczyna się od {{value}}',
    ru: '{{subject}} начинается с {{value}}',
  },
  'plain.text.endsWith': {
    en: '{{subject}} ends with {{value}}',
    pl: '{{subject}} kończy się na {{value}}',
    ru: '{{subject}} заканчивается на {{value}}',
  },
  'plain.text.matchesText': {
    en: '{{subject}} contains {{value}}',
    pl: '{{subject}} zawiera {{value}}',
    ru: '{{subject}} содержит {{value}}',
  },
  'plain.text.contains': {
    en: '{{subject}} include {{value}}',
    pl: '{{subject}}: na liście jest {{value}}',
    ru: '{{subject}}: в списке есть {{value}}',
  },
  'plain.text.doesNotContain': {
    en: '{{subject}} do not include {{value}}',
    pl: '{{subject}}: na liście nie ma {{value}}',
    ru: '{{subject}}: в списке нет {{value}}',
  },
  'plain.text.notEqual': {
    en: '{{subject}} is not {{value}}',
    pl: '{{subject}}: nie {{value}}',
    ru: '{{subject}}: не {{value}}',
  },
  'plain.yesOrNo': {
    en: '{{subject}}: {{value}}',
    pl: '{{subject}}: {{value}}',
    ru: '{{subject}}: {{value}}',
  },
} as const;
