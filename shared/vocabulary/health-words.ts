/** Why points of health are lost, in words. See words.ts for the rules. */
export const healthWords = {
  'healthParts.regularity.silent': {
    en: 'no “{{event}}” for {{days}}',
    pl: 'brak „{{event}}” od: {{days}}',
    ru: 'нет «{{event}}» уже {{days}}',
  },
  'healthParts.regularity.never': {
    en: 'no “{{event}}” in the last {{days}}',
    pl: 'brak „{{event}}” (ostatnie {{days}})',
    ru: 'нет «{{event}}» за последние {{days}}',
  },
  'healthParts.regularity.rare': {
    en: '“{{event}}” on {{count}} of the last {{days}}',
    pl: '„{{event}}”: {{count}} z ostatnich {{days}}',
    ru: '«{{event}}»: {{count}} из последних {{days}}',
  },
  'healthParts.breadth': {
    en: '{{used}} of {{of}} features used',
    pl: 'używane funkcje: {{used}} z {{of}}',
    ru: 'используют функций: {{used}} из {{of}}',
  },
  'healthParts.trend': {
    en: '“{{event}}” changed by {{change}}',
    pl: 'zmiana „{{event}}”: {{change}}',
    ru: 'изменение «{{event}}»: {{change}}',
  },
  'healthParts.support': {
    en: '“{{event}}”: {{count}} recently',
    pl: '„{{event}}” w ostatnim czasie: {{count}}',
    ru: '«{{event}}» за последнее время: {{count}}',
  },
  'healthParts.billing.cardExpired': {
    en: 'the card on file has expired',
    pl: 'zapisana karta wygasła',
    ru: 'срок сохранённой карты истёк',
  },
  'healthParts.billing.canceled': {
    en: 'the subscription is cancelled',
    pl: 'subskrypcja jest anulowana',
    ru: 'подписка отменена',
  },
  'healthParts.billing.unpaid': {
    en: 'a payment is open',
    pl: 'płatność jest zaległa',
    ru: 'есть неоплаченный счёт',
  },
  'healthParts.sentiment': {
    en: 'the last answer was {{score}} of {{high}}',
    pl: 'ostatnia odpowiedź: {{score}} na {{high}}',
    ru: 'последний ответ: {{score}} из {{high}}',
  },
  'healthParts.signal': {
    en: 'signal “{{name}}” is open',
    pl: 'otwarty sygnał „{{name}}”',
    ru: 'открыт сигнал «{{name}}»',
  },
} as const;
