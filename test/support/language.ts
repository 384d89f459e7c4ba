import { afterAll, beforeAll, vi } from 'vitest';
import { chooseLanguage, startLanguage, textsThere } from '../../editor/i18n/language.ts';
import type { Language } from '../../editor/i18n/languages.ts';

/** Texts are kept for the whole process, which several files share: starting again would forget them. */
let started: Promise<void> | undefined;

/** Has the editor speak a language, with all its texts, before the tests of a file. */
export function speaking(language: Language): void {
  beforeAll(async () => {
    vi.stubGlobal('document', { documentElement: { lang: '' } });
    started ??= startLanguage(language);
    await started;
    await textsThere('rest');
    await chooseLanguage(language);
  });
  afterAll(() => void vi.unstubAllGlobals());
}
