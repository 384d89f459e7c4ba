import type { AnswerOf } from '../../../shared/api.ts';
import { leftOut } from '../../../shared/enrolment.ts';
import type { MessageStatus } from '../../../shared/message.ts';
import { DAY } from '../../../shared/time.ts';
import { DATE_MISSED } from '../../../shared/triggers/date.ts';
import type { Verb } from '../verb.ts';
import { workflowOf } from './workflow-view.ts';

type Line = AnswerOf<'workflowReasons'>['items'][number];

/** What a reason means for a message in this state; undefined where it went out all the same. */
const meanings: Partial<Record<MessageStatus, Line['what']>> = {
  held: 'waiting',
  queued: 'waiting',
  sending: 'waiting',
  suppressed: 'skipped',
  cancelled: 'skipped',
  failed: 'failed',
  bounced: 'failed',
  unknown: 'failed',
};

/** What a workflow did not send or has not sent yet, by reason, the most frequent first. */
export const workflowReasons: Verb<'workflowReasons'> = async (runtime, { params, query }) => {
  await workflowOf(runtime, params.id);
  const since = new Date(runtime.clock.now().getTime() - query.days * DAY);
  const [messages, people, missed] = await Promise.all([
    runtime.messages.reasons(params.id, since),
    runtime.enrolments.putOff(params.id, since),
    runtime.alarms.countMissed(params.id, since),
  ]);
  const lines = [
    ...messages.flatMap(({ reason, status, count }): Line[] => {
      const what = meanings[status];
      return what ? [{ reason, what, count, isMessages: true }] : [];
    }),
    ...people.map(({ why, count }): Line => {
      const what = leftOut.includes(why) ? 'skipped' : 'waiting';
      return { reason: why, what, count, isMessages: false };
    }),
    ...(missed > 0
      ? [{ reason: DATE_MISSED, what: 'skipped' as const, count: missed, isMessages: false }]
      : []),
  ];
  return { items: added(lines).sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1)) };
};

/** Several states may mean the same. */
function added(lines: readonly Line[]): Line[] {
  const sums = new Map<string, Line>();
  for (const line of lines) {
    const key = `${line.what} ${line.isMessages} ${line.reason}`;
    sums.set(key, { ...line, count: line.count + (sums.get(key)?.count ?? 0) });
  }
  return [...sums.values()];
}
