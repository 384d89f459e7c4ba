import type { english } from './en/index.ts';
import type { Translation } from './translation.ts';

export const languages = ['en', 'pl', 'ru'] as const;
export type Language = (typeof languages)[number];

/** Every namespace with its English texts: what `t` is typed by. */
export type English = typeof english;
export type Namespace = keyof English;

/** All texts of one language. A namespace is one file per language, listed in each language's index.ts. */
export type LanguageTexts = { [Key in Namespace]: Translation<English[Key]> };

/** What languages call themselves: readable by whoever looks for theirs. */
export const languageNames: Record<Language, string> = { en: 'English', pl: 'Polski', ru: 'Русский' };

/** Whether Mooring speaks a language. */
export function isLanguage(text: unknown): text is Language {
  return languages.some((language) => language === text);
}
