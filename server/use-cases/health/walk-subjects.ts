import type { Contact } from '../../../shared/contact.ts';
import type { SubjectKind } from '../../../shared/segment.ts';
import type { ConditionNeeds, FactSnapshot } from '../../engine/facts.ts';
import { loadSubjectFacts } from '../facts.ts';
import { enrolledAs, keyOf, lookIdOf, type Subject } from '../looks/subject.ts';
import type { Runtime } from '../runtime.ts';

const BATCH = 250;

/**
 * At most `most` subjects, batch by batch: all of them where there are no more, else a random part, since ids are
 * random. Ends early, throwing, when the signal is aborted.
 */
export async function eachOfPart(
  runtime: Runtime,
  kind: SubjectKind,
  { most, signal }: { most: number; signal?: AbortSignal | undefined },
  work: (subjects: Subject[]) => Promise<void>,
): Promise<{ asked: number; total: number }> {
  const total = kind === 'contact' ? await runtime.contacts.count() : await runtime.accounts.count();
  const start = total > most ? runtime.chance.id() : '';
  let after = start;
  let asked = 0;
  let isAround = start === '';
  while (asked < most) {
    signal?.throwIfAborted();
    const found = await subjectsAfter(runtime, kind, after, Math.min(BATCH, most - asked));
    const fresh = start !== '' && isAround ? found.filter((subject) => keyOf(subject) <= start) : found;
    const known = fresh.filter((subject) => subject.kind === 'account' || isProfiled(subject.contact));
    if (known.length > 0) await work(known);
    asked += fresh.length;
    const last = found.at(-1);
    if (last && fresh.length === found.length) after = keyOf(last);
    else if (isAround) break;
    else {
      isAround = true;
      after = '';
    }
  }
  return { asked, total };
}

/** Nothing is reckoned of strangers, nor of those who objected to it. */
function isProfiled({ userId, permissions }: Contact): boolean {
  return userId !== undefined && !permissions.objected;
}

async function subjectsAfter(
  runtime: Runtime,
  kind: SubjectKind,
  after: string,
  limit: number,
): Promise<Subject[]> {
  return kind === 'contact'
    ? (await runtime.contacts.walk({ limit, after })).map((contact) => ({ kind: 'contact', contact }))
    : (await runtime.accounts.walk({ limit, after })).map((account) => ({ kind: 'account', account }));
}

/** What must be known of these subjects at an instant, by the ids of their looks. */
export async function factsOfSubjects(
  runtime: Runtime,
  subjects: readonly Subject[],
  needs: ConditionNeeds,
  now: Date,
): Promise<Map<string, FactSnapshot>> {
  const known = await loadSubjectFacts(
    runtime,
    subjects.map((subject) => ({ subject, needs })),
    now,
  );
  return new Map(
    subjects.flatMap((subject) => {
      const facts = known.get(enrolledAs(subject));
      return facts ? [[lookIdOf(subject), facts] as const] : [];
    }),
  );
}
