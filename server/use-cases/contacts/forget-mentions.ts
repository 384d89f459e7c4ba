import type { JobRecord } from '../../ports/workspace.ts';
import { erasedKey } from '../delivery/suppression-keys.ts';
import type { Runtime } from '../runtime.ts';

const PAGE = 200;

/**
 * Takes the user id and the addresses of an erased person out of what mentions them elsewhere: calls that were
 * refused, examples of what traits may be, lists that jobs worked through, and what the audit log tells beside its
 * lines, which stay.
 */
export async function forgetMentions(
  runtime: Runtime,
  {
    contactId,
    mentions,
    values,
  }: { contactId: string; mentions: readonly string[]; values: readonly string[] },
  ownJob: string,
): Promise<void> {
  await runtime.calls.deleteOf(mentions);
  await runtime.audit.redact(contactId, contactId);
  for (const mention of mentions)
    await runtime.audit.redact(mention, erasedKey(runtime.installation, mention));
  const samples = new Set(values);
  const seen = (await runtime.names.all()).filter(({ sample }) => isOneOf(samples, sample));
  await runtime.names.forgetSamples(seen);
  const gone = new Set(mentions);
  for (let after = ''; ; ) {
    const jobs = await runtime.jobs.walk({ limit: PAGE, after });
    for (const job of jobs) {
      const without = withoutMentions(job, gone);
      if (without !== job && job.id !== ownJob) await runtime.jobs.save(without);
    }
    if (jobs.length < PAGE) return;
    after = jobs.at(-1)?.id ?? '';
  }
}

/** Samples of long texts are their beginnings. */
function isOneOf(values: ReadonlySet<string>, sample: unknown): boolean {
  if (typeof sample !== 'string') return false;
  return values.has(sample) || [...values].some((value) => value.startsWith(sample) && sample.length > 99);
}

/** The same object where nobody is mentioned. A job that still works has them taken out when it is done. */
function withoutMentions(job: JobRecord, gone: ReadonlySet<string>): JobRecord {
  const { userIds } = job.input;
  const isListed = Array.isArray(userIds) && userIds.some((id) => gone.has(String(id)));
  const isTold = job.errors.some(({ item }) => gone.has(item));
  if ((!isListed && !isTold) || job.state === 'running' || job.state === 'queued') return job;
  return {
    ...job,
    input: isListed ? { ...job.input, userIds: userIds.filter((id) => !gone.has(String(id))) } : job.input,
    errors: job.errors.map((error) =>
      gone.has(error.item)
        ? { ...error, item: '', message: error.message.replaceAll(error.item, '…') }
        : error,
    ),
  };
}
