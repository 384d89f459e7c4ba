import { DEMO_KEY } from '../../../shared/event.ts';
import { Problem, problem } from '../../../shared/problems.ts';
import type { DemoLive } from '../../ports/demo.ts';
import type { KeyRecord } from '../../ports/workspace.ts';
import { isDemoLoaded } from '../people/demo-loaded.ts';
import type { Runtime } from '../runtime.ts';
import type { Verb } from '../verb.ts';
import { activityIn, type LiveCall, SLOT } from './live-activity.ts';

/** How long the people of the demo stay active before they rest by themselves. */
const LASTS = 2 * 3_600_000;
/** What was missed while nobody worked is caught up for so long; beyond, it did not happen. */
const CAUGHT_UP = 60_000;

const demoKey: KeyRecord = {
  id: DEMO_KEY,
  kind: 'server',
  name: 'Demo',
  hint: DEMO_KEY,
  hash: '',
  createdAt: new Date(0),
};

/** Whether the demo is here, and whether its people go on living. */
export const getDemo: Verb<'getDemo'> = async (runtime) => {
  const live = await runtime.demoLive.get();
  return { loaded: await isDemoLoaded(runtime), live: viewOf(live, runtime.clock.now()) };
};

/** Lets the people of the demo use the product for two hours from now. Throws DEMO_NOT_LOADED. */
export const startDemoLive: Verb<'startDemoLive'> = async (runtime) => {
  if (!(await isDemoLoaded(runtime))) throw problem('DEMO_NOT_LOADED', {});
  const now = runtime.clock.now();
  const sentUntil = new Date(Math.floor(now.getTime() / SLOT) * SLOT);
  const live = { startedAt: now, until: new Date(now.getTime() + LASTS), sentUntil, sent: 0 };
  await runtime.demoLive.start(live);
  return { loaded: true, live: viewOf(live, now) };
};

/** Lets them rest; does nothing where they do. */
export const stopDemoLive: Verb<'stopDemoLive'> = async (runtime) => {
  await runtime.demoLive.stop();
  return { loaded: await isDemoLoaded(runtime), live: null };
};

function viewOf(live: DemoLive | undefined, now: Date) {
  if (!live || live.until <= now) return null;
  const { startedAt, until, sent } = live;
  return { startedAt: startedAt.toISOString(), until: until.toISOString(), sent };
}

/**
 * Sends what the people of the demo did since the last time, and ends the live mode when its time is over; answers how
 * many calls it sent. Each call has an id of its own moment: sent by two at once, or again after a crash, it counts once.
 */
export async function sendDemoLive(runtime: Runtime): Promise<number> {
  const live = await runtime.demoLive.get();
  if (!live) return 0;
  const now = runtime.clock.now().getTime();
  const from = Math.max(live.sentUntil.getTime(), Math.floor((now - CAUGHT_UP) / SLOT) * SLOT);
  const to = Math.floor(Math.min(now, live.until.getTime()) / SLOT) * SLOT;
  const slots = Array.from({ length: Math.max(0, (to - from) / SLOT) }, (_, index) => from / SLOT + index);
  const batch = slots.flatMap(activityIn);
  if (batch.length > 0 && !(await isTaken(runtime, batch))) return 0;
  if (to > live.sentUntil.getTime())
    await runtime.demoLive.advance(live.sentUntil, new Date(to), batch.length);
  if (now >= live.until.getTime()) await runtime.demoLive.stop();
  return batch.length;
}

/** Sends the calls; false where more arrives than can be stored, and whatever is real goes first. */
async function isTaken(runtime: Pick<Runtime, 'ingest'>, batch: readonly LiveCall[]): Promise<boolean> {
  try {
    const answer = await runtime.ingest.batch({ batch }, demoKey, { bytes: 0, historical: false });
    if (answer.errors)
      throw new Error(`Ingestion refused what the demo did: ${JSON.stringify(answer.errors)}`);
    return true;
  } catch (fault) {
    if (fault instanceof Problem && fault.code === 'OVERLOADED') return false;
    throw fault;
  }
}
