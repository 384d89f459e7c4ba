/** The ending i18next puts behind a key for each plural form a language has. */
export type PluralForm = 'one' | 'few' | 'many' | 'other';

type BaseKey<Key extends string> = Key extends `${infer Base}_${PluralForm}` ? Base : Key;
type WithForms<Key extends string> = Key | `${Key}_${PluralForm}`;

/**
 * The shape a translation must have to stand in for the English texts: no key that English lacks, the same nesting,
 * any plural forms. That none is missing and that the slots agree is checked by test/editor/i18n.test.ts.
 */
export type Translation<English> = {
  [Key in keyof English & string as English[Key] extends string ? WithForms<BaseKey<Key>> : never]?: string;
} & {
  [Key in keyof English & string as English[Key] extends string ? never : Key]?: Translation<English[Key]>;
};
