import { afterAll, beforeAll, vi } from 'vitest';
import { startLanguage, textsThere } from '../../editor/i18n/language.ts';
import type { Language } from '../../editor/i18n/languages.ts';

/** Has the editor speak a language, with all its texts, before the tests of a file. */
export function speaking(language: Language): void {
  beforeAll(async () => {
    vi.stubGlobal('document', { documentElement: { lang: '' } });
    await startLanguage(language);
    await textsThere('rest');
  });
  afterAll(() => void vi.unstubAllGlobals());
}
