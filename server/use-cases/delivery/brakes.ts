import { DAY } from '../../../shared/time.ts';
import { type Brake, brakeFor } from '../../engine/brakes.ts';
import type { WorkflowRecord } from '../../ports/workspace.ts';
import { recordChange } from '../people/record-change.ts';
import type { Runtime } from '../runtime.ts';
import type { Actor } from '../verb.ts';
import { tellDeciders } from './tell-deciders.ts';

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
    await tellDeciders(runtime, { id: `brake:${record.id}:${record.rev}`, record, brake });
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
