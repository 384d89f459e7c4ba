import type { Place } from '../../ports/stores.ts';
import type { JobRecord } from '../../ports/workspace.ts';
import { erasedKey } from '../delivery/suppression-keys.ts';
import type { Runtime } from '../runtime.ts';

const PAGE = 200;

/**
 * Takes the user id and the addresses of an erased person out of what mentions them elsewhere: calls that were
 * refused, deliveries of webhooks, customers of the billing provider, answers kept for requests that are repeated,
 * tables that were uploaded, examples of what traits may be, lists that jobs worked through, and what the audit log
 * tells beside its lines, which stay. Answers whether that was all: a table that is being imported is left for later.
 */
export async function forgetMentions(
  runtime: Runtime,
  {
    contactId,
    sourceIds,
    mentions,
    values,
  }: {
    contactId: string;
    sourceIds: readonly string[];
    mentions: readonly string[];
    values: readonly string[];
  },
  ownJob: string,
): Promise<boolean> {
  const names = [...new Set([...mentions, ...sourceIds.map((id) => id.slice(2))])];
  await runtime.calls.deleteOf(mentions);
  await runtime.hooks.forgetPerson(names);
  await runtime.billingStore.forgetPerson(mentions);
  await forgetAnswers(runtime, mentions);
  const isWhole = await forgetTables(runtime, names);
  await runtime.audit.redact(contactId, contactId);
  for (const mention of mentions)
    await runtime.audit.redact(mention, erasedKey(runtime.installation, mention));
  const samples = new Set(values);
  const seen = (await runtime.names.all()).filter(({ sample }) => isOneOf(samples, sample));
  await runtime.names.forgetSamples(seen);
  const gone = new Set([...mentions, contactId]);
  for (let after = ''; ; ) {
    const jobs = await runtime.jobs.walk({ limit: PAGE, after });
    for (const job of jobs) {
      const without = withoutMentions(job, gone);
      if (without !== job && job.id !== ownJob) await runtime.jobs.save(without);
    }
    if (jobs.length < PAGE) return isWhole;
    after = jobs.at(-1)?.id ?? '';
  }
}

/** Answers are kept for a day. That a request was carried out stays known. */
async function forgetAnswers({ idempotency }: Runtime, mentions: readonly string[]): Promise<void> {
  for (let after = ''; ; ) {
    const answers = await idempotency.walk({ limit: PAGE, after });
    const telling = answers.filter(({ body }) => isTold(body, mentions));
    await idempotency.forget(telling.map(({ id }) => id));
    if (answers.length < PAGE) return;
    after = answers.at(-1)?.id ?? '';
  }
}

/** Whether a text anywhere in an answer is a mention, or has an address in it. */
function isTold(value: unknown, mentions: readonly string[]): boolean {
  if (typeof value === 'string')
    return mentions.some((mention) =>
      mention.includes('@') ? value.toLowerCase().includes(mention.toLowerCase()) : value === mention,
    );
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some((inner) => isTold(inner, mentions));
}

/** A table that somebody uploaded is forgotten whole: without a row of it, nothing else in it would be as it was told. */
async function forgetTables({ imports, tables }: Runtime, names: readonly string[]): Promise<boolean> {
  const values = new Set(names.map((name) => name.trim().toLowerCase()));
  let isWhole = true;
  for (let after: Place | undefined; ; ) {
    const page = await imports.list({ limit: PAGE, after });
    for (const { id, state, plan, columns, ...format } of page.items) {
      const isSampled = columns.some(({ samples }) =>
        samples.some((cell) => values.has(cell.trim().toLowerCase())),
      );
      const read = {
        encoding: plan?.encoding ?? format.encoding,
        delimiter: plan?.delimiter ?? format.delimiter,
      };
      if (!isSampled && !(await tables.mentions(id, read, values))) continue;
      if (state === 'checking' || state === 'importing') isWhole = false;
      else {
        await tables.forget(id);
        await imports.delete(id);
      }
    }
    after = page.next;
    if (!after) return isWhole;
  }
}

/** Samples of long texts are their beginnings. */
function isOneOf(values: ReadonlySet<string>, sample: unknown): boolean {
  if (typeof sample !== 'string') return false;
  return values.has(sample) || [...values].some((value) => value.startsWith(sample) && sample.length > 99);
}

/** The same object where nobody is mentioned. A job that still works has them taken out when it is done. */
function withoutMentions(job: JobRecord, gone: ReadonlySet<string>): JobRecord {
  const input = inputWithout(job.input, gone);
  const result = outcomeWithout(job.result, gone);
  const isTold = job.errors.some(({ item }) => gone.has(item));
  const isSame = input === job.input && result === job.result && !isTold;
  if (isSame || job.state === 'running' || job.state === 'queued') return job;
  return {
    ...job,
    input,
    result,
    errors: job.errors.map((error) =>
      gone.has(error.item)
        ? { ...error, item: '', message: error.message.replaceAll(error.item, '…') }
        : error,
    ),
  };
}

/** The ids a job was given, and what came of it for each. */
function inputWithout(input: JobRecord['input'], gone: ReadonlySet<string>): JobRecord['input'] {
  const parts = {
    userIds: listWithout(input.userIds, gone),
    ids: listWithout(input.ids, gone),
    outcome: outcomeWithout(input.outcome, gone),
    matching: wishWithout(input.matching, gone),
  };
  const changed = Object.entries(parts).filter(([key, part]) => part !== input[key]);
  return changed.length === 0 ? input : { ...input, ...Object.fromEntries(changed) };
}

function listWithout(list: unknown, gone: ReadonlySet<string>): unknown {
  if (!Array.isArray(list) || !list.some((id) => gone.has(String(id)))) return list;
  return list.filter((id) => !gone.has(String(id)));
}

/** What a list was asked for, with nothing that names them; the job that asked it has ended. */
function wishWithout(wish: unknown, gone: ReadonlySet<string>): unknown {
  if (typeof wish !== 'object' || wish === null || !isTold(wish, [...gone])) return wish;
  return {};
}

/** What is told of them goes whole: with their id their name, and the task that has the id in its own. */
function outcomeWithout(told: unknown, gone: ReadonlySet<string>): unknown {
  if (typeof told !== 'object' || told === null) return told;
  const lists = Object.entries(told).flatMap(([key, list]) => {
    if (!Array.isArray(list) || !list.some((one) => isAbout(one, gone))) return [];
    return [[key, list.filter((one) => !isAbout(one, gone))]];
  });
  return lists.length === 0 ? told : { ...told, ...Object.fromEntries(lists) };
}

function isAbout(one: unknown, gone: ReadonlySet<string>): boolean {
  return typeof one === 'object' && one !== null && 'id' in one && gone.has(String(one.id));
}
