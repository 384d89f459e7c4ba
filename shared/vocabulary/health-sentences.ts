import type { HealthPart } from '../health.ts';
import { dayOf } from '../time.ts';
import { formatValue } from './format-value.ts';
import { isWordKey, type Language, wordsFor } from './words.ts';

/**
 * Why a part of health costs its points: “no “Signed In” for 24 days”. `now` is epoch milliseconds; `nameOf` gives the
 * name of a signal.
 */
export function healthPartWords(
  part: Pick<HealthPart, 'kind' | 'signal' | 'facts'>,
  language: Language,
  now: number,
  nameOf: (signal: string) => string,
): string {
  const { kind, signal = '', facts } = part;
  const days = (count: unknown) => formatValue(Number(count), language, 'days');
  switch (kind) {
    case 'signal':
      return wordsFor('healthParts.signal', language, { name: nameOf(signal) });
    case 'regularity':
      if (facts.since !== undefined)
        return wordsFor('healthParts.regularity.silent', language, {
          ...facts,
          days: days(dayOf(now) - dayOf(Number(facts.since))),
        });
      if (facts.silentDays !== undefined)
        return wordsFor('healthParts.regularity.never', language, { ...facts, days: days(facts.silentDays) });
      return wordsFor('healthParts.regularity.rare', language, {
        ...facts,
        count: Number(facts.days),
        days: days(facts.of),
      });
    case 'trend':
      return wordsFor('healthParts.trend', language, {
        ...facts,
        change: formatValue(Number(facts.change), language, 'share'),
      });
    case 'billing': {
      const key = `healthParts.billing.${facts.status}`;
      return wordsFor(isWordKey(key) ? key : 'healthParts.billing.unpaid', language);
    }
    default:
      return wordsFor(`healthParts.${kind}`, language, facts);
  }
}
