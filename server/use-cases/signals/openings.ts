import type { LeafExplanation } from '../../../shared/condition.ts';
import { displayName } from '../../../shared/contact.ts';
import { type LookRecord, lookId } from '../../../shared/look.ts';
import { problem } from '../../../shared/problems.ts';
import type { OpeningView } from '../../../shared/signal.ts';
import { explanationSentence } from '../../../shared/vocabulary/sentences.ts';
import type { Language } from '../../../shared/vocabulary/words.ts';
import type { Opening, SignalRecord } from '../../ports/signals.ts';
import { findContact } from '../contacts/find-contact.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import type { Runtime } from '../runtime.ts';
import type { Verb } from '../verb.ts';
import { signalOf } from './signals.ts';

/** For whom a signal is open now, the latest first. */
export const listOpen: Verb<'listOpen'> = async (runtime, { params, query }) => {
  const { id } = await signalOf(runtime, params.key);
  const page = await runtime.openings.ofSignal(id, {
    limit: query.limit,
    after: decodeCursor(query.cursor),
    open: true,
  });
  return { items: await openingViews(runtime, page.items), next: encodeCursor(page.next) };
};

/** The signals of a contact, those of its account aside, the latest first. */
export const listContactSignals: Verb<'listContactSignals'> = async (runtime, { params, query }) => {
  const contact = await findContact(runtime, params.userId);
  return listOf(runtime, lookId('contact', contact.id), query);
};

/** The signals of an account, the latest first. */
export const listAccountSignals: Verb<'listAccountSignals'> = async (runtime, { params, query }) => {
  const account = (await runtime.accounts.byIds([params.id])).get(params.id);
  if (!account) throw problem('ACCOUNT_UNKNOWN', { id: params.id });
  return listOf(runtime, lookId('account', account.id), query);
};

async function listOf(
  runtime: Runtime,
  subject: LookRecord['id'],
  query: { limit: number; cursor?: string | undefined; open?: boolean | undefined },
) {
  const page = await runtime.openings.ofSubject(subject, {
    limit: query.limit,
    after: decodeCursor(query.cursor),
    open: query.open,
  });
  return { items: await openingViews(runtime, page.items), next: encodeCursor(page.next) };
}

/**
 * Openings with the names of signals and subjects and the reasons in the workspace’s language, in a constant number
 * of queries.
 */
export async function openingViews(runtime: Runtime, openings: readonly Opening[]): Promise<OpeningView[]> {
  if (openings.length === 0) return [];
  const idsOf = (start: string) => [
    ...new Set(openings.flatMap(({ subject }) => (subject.startsWith(start) ? [subject.slice(2)] : []))),
  ];
  const [signals, contacts, accounts, { language }] = await Promise.all([
    runtime.signals.byIds([...new Set(openings.map(({ signal }) => signal))]),
    runtime.contacts.byIds(idsOf('c:')),
    runtime.accounts.byIds(idsOf('a:')),
    runtime.settings.get(),
  ]);
  return openings.map((opening) => {
    const subjectId = opening.subject.slice(2);
    const contact = opening.subject.startsWith('c:') ? contacts.get(subjectId) : undefined;
    const meaning = meaningOf(signals.get(opening.signal), opening.signal);
    const why = saidIn(language, opening.why);
    return {
      id: opening.id,
      signal: opening.signal,
      ...meaning,
      subject: opening.subject.startsWith('c:') ? ('contact' as const) : ('account' as const),
      subjectId,
      userId: contact?.userId,
      subjectName: contact ? displayName(contact) : (accounts.get(subjectId)?.name ?? subjectId),
      openedAt: opening.openedAt.toISOString(),
      resolvedAt: opening.resolvedAt?.toISOString(),
      why,
      // A rule that says what is not the case opens without a reason to read out.
      value: why[0]?.sentence ?? meaning.message,
    };
  });
}

/** Why a signal opened, in a language: it is kept as what was seen then. */
export function saidIn(language: Language, why: readonly LeafExplanation[]): LeafExplanation[] {
  return why.map((leaf) => ({ ...leaf, sentence: explanationSentence(leaf, language) }));
}

/** What a signal is called now; one that was deleted goes by its key. */
function meaningOf(record: SignalRecord | undefined, key: string) {
  if (!record) return { name: key, message: '', severity: 'low' as const, weight: 0, good: false };
  const { name, message, severity, weight, good } = record.document;
  return { name, message, severity, weight, good };
}
