import type { AnswerOf } from '../../../shared/api.ts';
import type { Settings } from '../../../shared/settings.ts';
import type { Ports } from '../../ports/index.ts';
import { FOLLOW_ZONE } from '../looks/follow-zone.ts';
import type { Runtime } from '../runtime.ts';
import { nameOf, type VerbCall } from '../verb.ts';
import { mailStatus } from './mail-status.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { recordChange } from './record-change.ts';

type SettingsPorts = Pick<
  Runtime,
  'settings' | 'workflows' | 'live' | 'installation' | 'audit' | 'clock' | 'chance' | 'runner'
>;

/** The workspace's settings, and whether live mail can go out. */
export async function getSettings(
  runtime: Pick<Ports, 'settings' | 'live' | 'installation'>,
): Promise<AnswerOf<'getSettings'>> {
  const settings = await runtime.settings.get();
  return { ...settings, mail: mailStatus(runtime, settings) };
}

/** Changes what is sent along and leaves the rest. */
export function changeSettings(
  runtime: SettingsPorts,
  call: VerbCall<'changeSettings'>,
): Promise<AnswerOf<'changeSettings'>> {
  return oneAtATime(runtime.settings, async () => {
    const was = await runtime.settings.get();
    const given = Object.fromEntries(Object.entries(call.body).filter(([, value]) => value !== undefined));
    const settings = withWhoStopped(was, { ...was, ...given }, nameOf(call.actor), runtime.clock.now());
    const save = () => runtime.settings.save(settings);
    if (settings.zone === was.zone) await save();
    // The job first: whoever is cut short between leaves nobody in the old zone.
    else await runtime.runner.start(FOLLOW_ZONE, {}, 0, save);
    await runtime.workflows.bumpEpoch();
    await recordChange(runtime, call.actor, 'settings.changed', 'settings', given);
    return { ...settings, mail: mailStatus(runtime, settings) };
  });
}

/** Who stopped all sending is told on every page until somebody starts it again. */
function withWhoStopped(was: Settings, settings: Settings, name: string, now: Date): Settings {
  const { sendingStoppedBy, ...rest } = settings;
  if (!settings.sendingStopped) return rest;
  const by = was.sendingStopped ? sendingStoppedBy : { name, at: now.toISOString() };
  return { ...rest, ...(by ? { sendingStoppedBy: by } : {}) };
}
