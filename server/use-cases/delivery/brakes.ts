import type { Dispatch } from '../../../shared/dispatch.ts';
import type { Notice } from '../../../shared/notice.ts';
import { DAY } from '../../../shared/time.ts';
import { type Brake, brakeFor } from '../../engine/brakes.ts';
import { partitionOf } from '../../engine/hash.ts';
import type { PersonRecord, WorkflowRecord } from '../../ports/workspace.ts';
import { everybody } from '../people/everybody.ts';
import { recordChange } from '../people/record-change.ts';
import type { Runtime } from '../runtime.ts';
import type { Actor } from '../verb.ts';

/** How far back bounces and complaints count. */
const LOOKED_AT = 7 * DAY;
const TRIES = 5;

/** Who pauses a workflow that nobody paused. */
const brakes: Actor = { type: 'system', id: 'brakes', name: 'Mooring', role: 'admin' };

export type BrakeRuntime = Pick<
  Runtime,
  | 'audit'
  | 'chance'
  | 'clock'
  | 'dispatches'
  | 'messages'
  | 'notices'
  | 'people'
  | 'plans'
  | 'settings'
  | 'workflows'
  | 'wake'
>;

/**
 * Stops those of these workflows whose mail comes back or is called spam too often, and tells admins and managers in
 * their notices and by mail. Asked when bounces and complaints arrive. Telling comes first and under an id of its own:
 * a crash between tells nobody twice and stops the workflow at the next report.
 */
export async function applyBrakes(runtime: BrakeRuntime, workflowIds: readonly string[]): Promise<void> {
  if (workflowIds.length === 0) return;
  const settings = await runtime.settings.get();
  const records = await runtime.workflows.byIds(workflowIds);
  for (const record of records.values()) {
    if (record.status !== 'live') continue;
    const weekAgo = runtime.clock.now().getTime() - LOOKED_AT;
    const since = new Date(Math.max(weekAgo, record.ratesSince?.getTime() ?? 0));
    const brake = brakeFor(await runtime.messages.lately(record.id, since), settings);
    if (!brake) continue;
    await tell(runtime, record, brake);
    await stop(runtime, record.id, brake);
  }
}

async function stop(runtime: BrakeRuntime, id: string, brake: Brake): Promise<void> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const record = await runtime.workflows.byId(id);
    if (record?.status !== 'live') return;
    const now = runtime.clock.now();
    const stopped: WorkflowRecord = {
      ...record,
      status: 'paused',
      pausedAt: now,
      updatedAt: now,
      brake: { ...brake, at: now },
      rev: record.rev + 1,
    };
    if (!(await runtime.workflows.save(stopped, record.rev))) continue;
    await runtime.plans.refresh({ now: true });
    await recordChange(runtime, brakes, 'workflow.braked', id, { ...brake });
    return;
  }
}

async function tell(runtime: BrakeRuntime, record: WorkflowRecord, brake: Brake): Promise<void> {
  const people = (await everybody(runtime.people)).filter(isTold);
  const at = runtime.clock.now();
  const id = `brake:${record.id}:${record.rev}`;
  const { subject, text } = wordsOf(record, brake);
  const notice: Notice = {
    id,
    people: people.map(({ email }) => email),
    subject,
    text,
    workflowId: record.id,
    at,
    readBy: [],
  };
  const mails = people.map(
    ({ email }): Dispatch => ({
      id: `${id}:${email}`,
      p: partitionOf(email),
      contactId: '',
      enrolmentId: '',
      // Of no workflow: what is meant for a paused one waits.
      workflowId: '',
      version: record.liveVersion ?? 0,
      step: '',
      to: { kind: 'team-mail', address: email, subject, text },
      awaited: false,
      status: 'queued',
      attempts: 0,
      nextAt: at,
      createdAt: at,
    }),
  );
  await runtime.notices.insert([notice]);
  await runtime.dispatches.insert(mails);
  runtime.wake();
}

function isTold({ disabled, role }: PersonRecord): boolean {
  return !disabled && (role === 'admin' || role === 'manager');
}

function wordsOf({ name }: WorkflowRecord, { kind, percent, sent, bounced, complained }: Brake) {
  const share = `${percent.toFixed(percent < 1 ? 2 : 1)} %`;
  const what =
    kind === 'bounces'
      ? `${bounced} of ${sent} messages came back (${share})`
      : `${complained} of ${sent} messages were reported as spam (${share})`;
  return {
    subject: `“${name}” was stopped`,
    text: `${what} within a week. The workflow is paused and sends nothing until somebody resumes it. Look at whom it writes to before you do.`,
  };
}
