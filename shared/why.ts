import { z } from 'zod';
import { explanation } from './condition.ts';
import { type Slots, say } from './say.ts';
import type { Language } from './vocabulary/words.ts';
import { type WhyCode, whyWords } from './why-words.ts';

/** One finding about somebody and a workflow. */
export const whyLine = z.object({
  code: z.enum(Object.keys(whyWords) as [WhyCode, ...WhyCode[]]),
  /** Whether it speaks for entering, prevents it, or only tells. */
  effect: z.enum(['allows', 'prevents', 'tells']),
  /** What the sentence speaks of; instants are ISO 8601. */
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
  /** In English. */
  sentence: z.string(),
});
export type WhyLine = z.infer<typeof whyLine>;

export const entryWhy = z.object({
  /** The version that is live, if any. */
  version: z.number().optional(),
  /** Whether nothing prevents an entry. */
  mayEnter: z.boolean(),
  /** In the order in which they are asked. */
  lines: z.array(whyLine),
  /** Which properties the last event had, rule by rule. */
  trigger: explanation.optional(),
  /** The rule of entry and the goal, rule by rule. */
  entry: explanation.optional(),
  goal: explanation.optional(),
});
export type EntryWhy = z.infer<typeof entryWhy>;

type Facts<Code extends WhyCode> = { [Name in Slots<(typeof whyWords)[Code]['en']>]: string | number };

/** A finding; what its sentence speaks of is checked by the compiler. */
export function whyLineOf<Code extends WhyCode>(
  effect: WhyLine['effect'],
  code: Code,
  facts: Facts<Code>,
): WhyLine {
  return { code, effect, facts, sentence: whySentence({ code, facts }, 'en', inUtc) };
}

/** The slots that hold instants. */
const instants = new Set(['at', 'since', 'until', 'received', 'published']);

/** A finding in words of a language; `instant` writes a moment as the reader is used to. */
export function whySentence(
  { code, facts }: Pick<WhyLine, 'code' | 'facts'>,
  language: Language,
  instant: (iso: string) => string,
): string {
  const values = Object.entries(facts).map(([name, value]) => [
    name,
    instants.has(name) ? instant(String(value)) : value,
  ]);
  return say(whyWords[code][language], Object.fromEntries(values));
}

function inUtc(iso: string): string {
  return `${iso.slice(0, 16).replace('T', ' ')} UTC`;
}
