import { bandOf, type HealthView } from '../../../shared/health.ts';
import { lookId } from '../../../shared/look.ts';
import { problem } from '../../../shared/problems.ts';
import { DAY } from '../../../shared/time.ts';
import { healthPartWords } from '../../../shared/vocabulary/health-sentences.ts';
import { findContact } from '../contacts/find-contact.ts';
import type { Runtime } from '../runtime.ts';
import type { Verb } from '../verb.ts';

/** Health of a contact, why it is not 100, and day by day. */
export const getContactHealth: Verb<'getContactHealth'> = async (runtime, { params }) => {
  const contact = await findContact(runtime, params.userId);
  return healthOf(runtime, lookId('contact', contact.id));
};

/** Health of an account. */
export const getAccountHealth: Verb<'getAccountHealth'> = async (runtime, { params }) => {
  const account = (await runtime.accounts.byIds([params.id])).get(params.id);
  if (!account) throw problem('ACCOUNT_UNKNOWN', { id: params.id });
  return healthOf(runtime, lookId('account', account.id));
};

async function healthOf(runtime: Runtime, id: string): Promise<HealthView> {
  return (await healthViews(runtime, [id])).get(id) ?? { parts: [], leftOut: [], history: [] };
}

/** Health of several subjects by the ids of their looks, in two queries; who has none is left out. */
export async function healthViews(
  runtime: Pick<Runtime, 'healths' | 'signals' | 'settings' | 'clock'>,
  ids: readonly string[],
): Promise<Map<string, HealthView>> {
  const [found, { language }] = await Promise.all([runtime.healths.byIds(ids), runtime.settings.get()]);
  const keys = new Set(
    [...found.values()].flatMap(({ parts }) => parts.flatMap(({ signal }) => signal ?? [])),
  );
  const signals = await runtime.signals.byIds([...keys]);
  const nameOf = (key: string) => signals.get(key)?.document.name ?? key;
  const now = runtime.clock.now().getTime();
  return new Map(
    [...found].map(([id, { score, bandSince, parts, leftOut, days }]) => [
      id,
      {
        score,
        band: bandOf(score),
        since: bandSince.toISOString(),
        parts: parts.map((part) => ({ ...part, words: healthPartWords(part, language, now, nameOf) })),
        leftOut,
        history: days.map(({ day, score: was }) => ({
          day: new Date(day * DAY).toISOString().slice(0, 10),
          score: was,
        })),
      },
    ]),
  );
}
