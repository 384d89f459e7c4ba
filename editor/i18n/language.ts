import i18next, { type ResourceLanguage } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { formatDuration, formatNumber } from './format.ts';
import { isLanguage, type Language } from './languages.ts';

const STORED_UNDER = 'mooring.language';

const loaders: Record<Language, () => Promise<ResourceLanguage>> = {
  en: async () => (await import('./en/index.ts')).english,
  pl: async () => (await import('./pl/index.ts')).polish,
  ru: async () => (await import('./ru/index.ts')).russian,
};

/** The language the interface speaks now. */
export function currentLanguage(): Language {
  return isLanguage(i18next.language) ? i18next.language : 'en';
}

/** Loads the texts of the chosen language; until this is done nothing can be drawn. */
export async function startLanguage(language: Language = rememberedLanguage()): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: language,
    resources: { [language]: await loaders[language]() },
    // Every language is complete (a test sees to it), so that only one has to be loaded.
    fallbackLng: false,
    defaultNS: 'shell',
    interpolation: { escapeValue: false },
    // A slot without a value stays visible, as in `say`: a mistake is seen, and `problemText` can tell.
    missingInterpolationHandler: (_text, match: RegExpExecArray) => match[0],
    react: { useSuspense: false },
  });
  // `{{for, duration}}` and `{{count, number}}` in texts.
  i18next.services.formatter?.add('duration', (value, lng) => formatDuration(String(value), lng));
  i18next.services.formatter?.add('number', (value, lng) => formatNumber(Number(value), lng));
  document.documentElement.lang = language;
}

/** Switches the interface to a language and remembers it in this browser. */
export async function chooseLanguage(language: Language): Promise<void> {
  const texts = await loaders[language]();
  for (const [namespace, keys] of Object.entries(texts)) {
    if (!i18next.hasResourceBundle(language, namespace)) i18next.addResourceBundle(language, namespace, keys);
  }
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
