import i18next, { type ResourceLanguage } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { loadPart } from '../load-part.ts';
import { formatDuration, formatNumber } from './format.ts';
import { isLanguage, type Language } from './languages.ts';

const STORED_UNDER = 'mooring.language';

/**
 * Texts come in parts: what is said before the sign-in, around every page, by the list of workflows, on a canvas, and
 * everything else. Who asks for everything else has all of them.
 */
export type TextPart = 'first' | 'frame' | 'lists' | 'drawn' | 'rest';

const partsOf = (part: TextPart): TextPart[] =>
  part === 'rest' ? ['frame', 'lists', 'drawn', part] : [part];

const loaders: Record<Language, Record<TextPart, () => Promise<ResourceLanguage>>> = {
  en: {
    first: async () => (await import('./en/first.ts')).first,
    frame: async () => (await import('./en/frame.ts')).frame,
    lists: async () => (await import('./en/lists.ts')).lists,
    drawn: async () => (await import('./en/drawn.ts')).drawn,
    rest: async () => (await import('./en/rest.ts')).rest,
  },
  pl: {
    first: async () => (await import('./pl/first.ts')).first,
    frame: async () => (await import('./pl/frame.ts')).frame,
    lists: async () => (await import('./pl/lists.ts')).lists,
    drawn: async () => (await import('./pl/drawn.ts')).drawn,
    rest: async () => (await import('./pl/rest.ts')).rest,
  },
  ru: {
    first: async () => (await import('./ru/first.ts')).first,
    frame: async () => (await import('./ru/frame.ts')).frame,
    lists: async () => (await import('./ru/lists.ts')).lists,
    drawn: async () => (await import('./ru/drawn.ts')).drawn,
    rest: async () => (await import('./ru/rest.ts')).rest,
  },
};

/** The parts that somebody needed so far: another language is complete with these. */
const needed = new Set<TextPart>(['first']);

/** The language the interface speaks now. */
export function currentLanguage(): Language {
  return isLanguage(i18next.language) ? i18next.language : 'en';
}

/** Resolves once these parts are there in the language that is spoken; pages wait for theirs before they are drawn. */
export async function textsThere(...parts: TextPart[]): Promise<void> {
  const all = parts.flatMap(partsOf);
  for (const part of all) needed.add(part);
  const language = currentLanguage();
  await Promise.all(all.map((part) => bring(language, part)));
  // Somebody chose another language meanwhile, and those texts may have been too late for it.
  if (language !== currentLanguage()) await textsThere(...parts);
}

const brought = new Map<string, Promise<void>>();

function bring(language: Language, part: TextPart): Promise<void> {
  const key = `${language} ${part}`;
  const bringing =
    brought.get(key) ??
    loadPart(loaders[language][part]).then((texts) => {
      for (const [namespace, keys] of Object.entries(texts))
        i18next.addResourceBundle(language, namespace, keys, true);
    });
  brought.set(key, bringing);
  bringing.catch(() => brought.delete(key));
  return bringing;
}

/** Loads the first texts of the chosen language; until this is done nothing can be drawn. */
export async function startLanguage(language: Language = rememberedLanguage()): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: language,
    resources: {},
    // Every language is complete (a test sees to it), so that only one has to be loaded.
    fallbackLng: false,
    defaultNS: 'shell',
    interpolation: { escapeValue: false },
    // A slot without a value stays visible, as in `say`: a mistake is seen, and `problemText` can tell.
    missingInterpolationHandler: (_text, match: RegExpExecArray) => match[0],
    // What stood there before its texts did is drawn anew with them.
    react: { useSuspense: false, bindI18nStore: 'added' },
  });
  // `{{for, duration}}` and `{{count, number}}` in texts.
  i18next.services.formatter?.add('duration', (value, lng) => formatDuration(String(value), lng));
  i18next.services.formatter?.add('number', (value, lng) => formatNumber(Number(value), lng));
  await bring(language, 'first');
  document.documentElement.lang = language;
}

/** Switches the interface to a language and remembers it in this browser. */
export async function chooseLanguage(language: Language): Promise<void> {
  await Promise.all([...needed].map((part) => bring(language, part)));
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  try {
    localStorage.setItem(STORED_UNDER, language);
  } catch {
    // Without storage the choice lasts until the page is closed.
  }
}

/** The language chosen here before, otherwise the first of the browser's that Mooring speaks. */
function rememberedLanguage(): Language {
  try {
    const stored = localStorage.getItem(STORED_UNDER);
    if (isLanguage(stored)) return stored;
  } catch {
    // See above.
  }
  return navigator.languages.map((name) => name.slice(0, 2)).find(isLanguage) ?? 'en';
}
