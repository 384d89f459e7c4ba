import { say } from '../say.ts';
import { factWords } from './fact-words.ts';
import { healthWords } from './health-words.ts';
import { measureWords } from './measure-words.ts';
import { plainRuleWords } from './plain-rule-words.ts';

export const languages = ['en', 'pl', 'ru'] as const;
export type Language = (typeof languages)[number];

/**
 * The words of the vocabulary in every language: labels for menus, phrases and sentences about rules. A phrase completes
 * “… is …” in English; the other languages put it after a colon or a dash, so that nothing has to agree in gender or
 * case with a name that the user chose.
 */
export const words = {
  ...factWords,
  ...measureWords,
  ...healthWords,
  ...plainRuleWords,

  'operators.equal': { en: 'is', pl: 'jest równe', ru: 'равно' },
  'operators.notEqual': { en: 'is not', pl: 'jest inne niż', ru: 'не равно' },
  'operators.lessThan': { en: 'is less than', pl: 'jest mniejsze niż', ru: 'меньше' },
  'operators.lessThanInclusive': { en: 'is at most', pl: 'wynosi co najwyżej', ru: 'не больше' },
  'operators.greaterThan': { en: 'is more than', pl: 'jest większe niż', ru: 'больше' },
  'operators.greaterThanInclusive': { en: 'is at least', pl: 'wynosi co najmniej', ru: 'не меньше' },
  'operators.between': { en: 'is between', pl: 'jest między', ru: 'между' },
  'operators.in': { en: 'is one of', pl: 'jest jednym z', ru: 'одно из' },
  'operators.notIn': { en: 'is none of', pl: 'nie jest żadnym z', ru: 'ни одно из' },
  'operators.contains': { en: 'is a list with', pl: 'jest listą zawierającą', ru: 'список, где есть' },
  'operators.doesNotContain': {
    en: 'is a list without',
    pl: 'jest listą bez',
    ru: 'список, где нет',
  },
  'operators.exists': { en: 'is known', pl: 'jest znane', ru: 'известно' },
  'operators.startsWith': { en: 'starts with', pl: 'zaczyna się od', ru: 'начинается с' },
  'operators.endsWith': { en: 'ends with', pl: 'kończy się na', ru: 'заканчивается на' },
  'operators.matchesText': { en: 'contains the text', pl: 'zawiera tekst', ru: 'содержит текст' },

  'phrases.equal': { en: '{{value}}', pl: '{{value}}', ru: '{{value}}' },
  'phrases.notEqual': {
    en: 'something other than {{value}}',
    pl: 'coś innego niż {{value}}',
    ru: 'не {{value}}',
  },
  'phrases.lessThan': { en: 'less than {{value}}', pl: 'mniej niż {{value}}', ru: 'меньше чем {{value}}' },
  'phrases.lessThanInclusive': {
    en: 'at most {{value}}',
    pl: 'co najwyżej {{value}}',
    ru: '{{value}} или меньше',
  },
  'phrases.greaterThan': {
    en: 'more than {{value}}',
    pl: 'więcej niż {{value}}',
    ru: 'больше чем {{value}}',
  },
  'phrases.greaterThanInclusive': {
    en: 'at least {{value}}',
    pl: 'co najmniej {{value}}',
    ru: '{{value}} или больше',
  },
  'phrases.between': {
    en: 'between {{low}} and {{high}}',
    pl: 'w zakresie {{low}} – {{high}}',
    ru: 'в пределах {{low}} – {{high}}',
  },
  'phrases.in': { en: 'one of {{value}}', pl: 'jedno z: {{value}}', ru: 'одно из: {{value}}' },
  'phrases.notIn': { en: 'none of {{value}}', pl: 'żadne z: {{value}}', ru: 'ни одно из: {{value}}' },
  'phrases.contains': {
    en: 'a list with {{value}}',
    pl: 'lista zawierająca {{value}}',
    ru: 'список, где есть {{value}}',
  },
  'phrases.doesNotContain': {
    en: 'a list without {{value}}',
    pl: 'lista bez {{value}}',
    ru: 'список, где нет {{value}}',
  },
  'phrases.exists': { en: 'known', pl: 'wartość znana', ru: 'значение известно' },
  'phrases.existsNot': { en: 'not known', pl: 'wartość nieznana', ru: 'значение неизвестно' },
  'phrases.startsWith': {
    en: 'text that starts with {{value}}',
    pl: 'tekst zaczynający się od {{value}}',
    ru: 'текст, который начинается с {{value}}',
  },
  'phrases.endsWith': {
    en: 'text that ends with {{value}}',
    pl: 'tekst kończący się na {{value}}',
    ru: 'текст, который заканчивается на {{value}}',
  },
  'phrases.matchesText': {
    en: 'text that contains {{value}}',
    pl: 'tekst zawierający {{value}}',
    ru: 'текст, который содержит {{value}}',
  },

  'decorators.not': { en: 'anything but {{phrase}}', pl: 'nie: {{phrase}}', ru: 'не: {{phrase}}' },
  'decorators.someFact': {
    en: 'a list with at least one entry that is {{phrase}}',
    pl: 'lista, w której co najmniej jeden wpis to {{phrase}}',
    ru: 'список, где хотя бы одна запись — {{phrase}}',
  },
  'decorators.everyFact': {
    en: 'a list whose every entry is {{phrase}}',
    pl: 'lista, w której każdy wpis to {{phrase}}',
    ru: 'список, где каждая запись — {{phrase}}',
  },
  'decorators.someValue': {
    en: '{{phrase}} (any of them will do)',
    pl: '{{phrase}} (wystarczy dowolne)',
    ru: '{{phrase}} (достаточно любого)',
  },
  'decorators.everyValue': {
    en: '{{phrase}} (for every one of them)',
    pl: '{{phrase}} (dla każdego)',
    ru: '{{phrase}} (для каждого)',
  },
  'decorators.swap': {
    en: '{{phrase}}, with the sides exchanged',
    pl: '{{phrase}}, ze zamienionymi stronami',
    ru: '{{phrase}}, если поменять стороны местами',
  },

  'sentences.rule': {
    en: '{{subject}} is {{phrase}}',
    pl: '{{subject}}: {{phrase}}',
    ru: '{{subject}}: {{phrase}}',
  },
  'sentences.same': {
    en: '{{subject}} is {{actual}}.',
    pl: '{{subject}}: {{actual}}.',
    ru: '{{subject}}: {{actual}}.',
  },
  'sentences.holds': {
    en: '{{subject}} is {{actual}}, which is {{phrase}}.',
    pl: '{{subject}}: {{actual}}, czyli {{phrase}}.',
    ru: '{{subject}}: {{actual}} — это {{phrase}}.',
  },
  'sentences.fails': {
    en: '{{subject}} is {{actual}}; the rule wants {{phrase}}.',
    pl: '{{subject}}: {{actual}}; reguła oczekuje: {{phrase}}.',
    ru: '{{subject}}: {{actual}}; правило ожидает: {{phrase}}.',
  },
  'sentences.state': { en: '{{state}}.', pl: '{{state}}.', ru: '{{state}}.' },
  'sentences.stateFails': {
    en: '{{state}}; the rule wants the opposite.',
    pl: '{{state}}; reguła oczekuje odwrotności.',
    ru: '{{state}}; правило ожидает обратного.',
  },
  'sentences.missingHolds': {
    en: '{{subject}} is not known, which counts as {{phrase}}.',
    pl: '{{subject}}: wartość nieznana, co liczy się jako {{phrase}}.',
    ru: '{{subject}}: значение неизвестно, это считается как {{phrase}}.',
  },
  'sentences.missingFails': {
    en: '{{subject}} is not known; the rule wants {{phrase}}.',
    pl: '{{subject}}: wartość nieznana; reguła oczekuje: {{phrase}}.',
    ru: '{{subject}}: значение неизвестно; правило ожидает: {{phrase}}.',
  },
  'sentences.missing': {
    en: '{{subject}} is not known.',
    pl: '{{subject}}: wartość nieznana.',
    ru: '{{subject}}: значение неизвестно.',
  },

  'values.true': { en: 'yes', pl: 'tak', ru: 'да' },
  'values.false': { en: 'no', pl: 'nie', ru: 'нет' },
  'values.null': { en: 'empty', pl: 'puste', ru: 'пусто' },
  'values.emptyText': { en: 'an empty text', pl: 'pusty tekst', ru: 'пустой текст' },
  'values.emptyList': { en: 'an empty list', pl: 'pusta lista', ru: 'пустой список' },
  'values.object': { en: 'a group of values', pl: 'grupa wartości', ru: 'группа значений' },
  'values.more': {
    en: '{{list}} and {{count}} more',
    pl: '{{list}} i jeszcze {{count}}',
    ru: '{{list}} и ещё {{count}}',
  },
  'values.quoted': { en: '“{{text}}”', pl: '„{{text}}”', ru: '«{{text}}»' },

  'units.times': { en: 'times', pl: 'razy', ru: 'раз' },
  'units.days': { en: 'days', pl: 'dni', ru: 'дней' },
  'units.share': { en: '%', pl: '%', ru: '%' },
  'units.points': { en: 'points', pl: 'pkt', ru: 'баллов' },

  'names.mrr': { en: 'MRR', pl: 'MRR', ru: 'MRR' },
  'names.plan': { en: 'plan', pl: 'plan', ru: 'тариф' },
  'names.seats': { en: 'seats', pl: 'miejsca', ru: 'места' },
  'names.email': { en: 'e-mail', pl: 'e-mail', ru: 'эл. почта' },
  'names.name': { en: 'name', pl: 'nazwa', ru: 'имя' },
  'names.tags': { en: 'tags', pl: 'tagi', ru: 'теги' },
  'names.zone': { en: 'time zone', pl: 'strefa czasowa', ru: 'часовой пояс' },
  'names.locale': { en: 'locale', pl: 'język', ru: 'язык' },
  'names.account.name': { en: 'account name', pl: 'nazwa firmy', ru: 'название компании' },
  'names.firstName': { en: 'first name', pl: 'imię', ru: 'имя' },
  'names.lastName': { en: 'last name', pl: 'nazwisko', ru: 'фамилия' },
  'names.card.expiresAt': { en: 'card expiry date', pl: 'data ważności karty', ru: 'срок действия карты' },
  'names.trialEndsAt': {
    en: 'end of trial',
    pl: 'koniec okresu próbnego',
    ru: 'конец пробного периода',
  },
  'names.permissions.email': { en: 'e-mail permission', pl: 'zgoda na e-maile', ru: 'согласие на письма' },
  'names.renewsAt': { en: 'renewal date', pl: 'data odnowienia', ru: 'дата продления' },
} as const satisfies Record<string, Record<Language, string>>;

export type WordKey = keyof typeof words;

/** One entry of the vocabulary in a language, its slots filled. */
export function wordsFor(
  key: WordKey,
  language: Language,
  slots: Record<string, string | number> = {},
): string {
  return say(words[key][language], slots);
}

export function isWordKey(key: string): key is WordKey {
  return Object.hasOwn(words, key);
}
