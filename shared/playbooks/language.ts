import type { Settings } from '../settings.ts';

/** The languages that shipped texts are written in. */
export type Language = Settings['language'];
export type InLanguages<Words> = Record<Language, Words>;
