import type { AnswerOf } from '../../../shared/api.ts';
import type { Ports } from '../../ports/index.ts';
import type { VerbCall } from '../verb.ts';
import { mailStatus } from './mail-status.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { recordChange } from './record-change.ts';

type SettingsPorts = Pick<
  Ports,
  'settings' | 'workflows' | 'live' | 'installation' | 'audit' | 'clock' | 'chance'
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
    const settings = { ...was, ...given };
    await runtime.settings.save(settings);
    await runtime.workflows.bumpEpoch();
    await recordChange(runtime, call.actor, 'settings.changed', 'settings', given);
    return { ...settings, mail: mailStatus(runtime, settings) };
  });
}
