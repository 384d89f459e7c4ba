import type { LeafExplanation, RootCondition } from '../../../shared/condition.ts';
import type { Edge } from '../../../shared/look.ts';
import { compileCondition, mergeNeeds } from '../../engine/conditions/compile.ts';
import { explainCondition } from '../../engine/conditions/explain.ts';
import { covers } from '../../engine/conditions/needs.ts';
import { reasonsOf } from '../../engine/conditions/reasons.ts';
import type { FactSnapshot } from '../../engine/facts.ts';
import type { Opening } from '../../ports/signals.ts';
import { loadSubjectFacts } from '../facts.ts';
import type { Turned } from '../looks/act-on-edges.ts';
import { enrolledAs } from '../looks/subject.ts';
import type { Runtime } from '../runtime.ts';

interface Opened {
  turned: Turned;
  edge: Edge;
  /** Undefined where this process does not know the signal any more. */
  opensWhen: RootCondition | undefined;
}

/**
 * Writes the history of signals: what opened, with why it did as far as that can still be told, and what was resolved.
 * Facts are loaded once for the batch, and only when something opened. Twice is as good as once.
 */
export async function noteOpenings(runtime: Runtime, turned: readonly Turned[]): Promise<void> {
  const edges = turned.flatMap((one) =>
    one.record.pending.filter(({ watch }) => watch.startsWith('g:')).map((edge) => ({ turned: one, edge })),
  );
  const opened = edges.flatMap(({ edge, ...rest }): Opened[] =>
    edge.holds ? [{ ...rest, edge, opensWhen: runtime.watchBook.record(edge.watch)?.opensWhen }] : [],
  );
  if (opened.length > 0) await runtime.openings.insert(await openingsOf(runtime, opened));
  const resolved = edges.filter(({ edge }) => !edge.holds);
  if (resolved.length > 0)
    await runtime.openings.resolve(
      resolved.map(({ turned: { record }, edge: { watch, turn, at } }) => ({
        signal: watch.slice(2),
        subject: record.id,
        turn,
        at: new Date(at),
      })),
    );
}

async function openingsOf(runtime: Runtime, opened: readonly Opened[]): Promise<Opening[]> {
  const latest = new Date(Math.max(...opened.map(({ edge }) => edge.at)));
  const facts = await factsOf(runtime, opened, latest);
  return Promise.all(
    opened.map(async ({ turned: { record, known: looked }, edge, opensWhen }) => {
      const known = facts.get(record.id) ?? looked.facts;
      return {
        id: openingIdOf(record.id, edge),
        signal: edge.watch.slice(2),
        subject: record.id,
        turn: edge.turn,
        open: true,
        openedAt: new Date(edge.at),
        why: opensWhen ? await whyItOpened(opensWhen, known, edge.at) : [],
      };
    }),
  );
}

/** The id of what an edge opened for a subject: told twice it is one. */
export function openingIdOf(
  subject: string,
  { watch, at, turn }: Pick<Edge, 'watch' | 'at' | 'turn'>,
): string {
  return `${watch} ${subject} ${at} ${turn}`;
}

/**
 * Whether the look that found it open has loaded what explains it; one after a crash has not. Health and other signals
 * may have turned in that very look.
 */
function isKnown({ known }: Turned, opensWhen: RootCondition): boolean {
  const { needs } = compileCondition(opensWhen);
  return !needs.health && needs.signals.size === 0 && covers(known.needs, needs);
}

/** The rules that made it open. After a crash facts may have moved on; then it says what they say now. */
async function whyItOpened(
  opensWhen: RootCondition,
  facts: FactSnapshot,
  at: number,
): Promise<LeafExplanation[]> {
  return reasonsOf(opensWhen, (await explainCondition(opensWhen, facts, at)).leaves);
}

async function factsOf(
  runtime: Runtime,
  opened: readonly Opened[],
  now: Date,
): Promise<Map<string, FactSnapshot>> {
  const asked = new Map<string, { subject: Turned['subject']; conditions: RootCondition[] }>();
  for (const { turned, opensWhen } of opened) {
    if (!opensWhen || isKnown(turned, opensWhen)) continue;
    const known = asked.get(turned.record.id);
    if (known) known.conditions.push(opensWhen);
    else asked.set(turned.record.id, { subject: turned.subject, conditions: [opensWhen] });
  }
  const requests = [...asked.values()].map(({ subject, conditions }) => ({
    subject,
    needs: mergeNeeds(conditions.map((condition) => compileCondition(condition).needs)),
  }));
  const known = await loadSubjectFacts(runtime, requests, now);
  return new Map(
    [...asked].flatMap(([id, { subject }]) => {
      const found = known.get(enrolledAs(subject));
      return found ? [[id, found] as const] : [];
    }),
  );
}
