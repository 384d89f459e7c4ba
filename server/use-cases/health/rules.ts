import type { HealthRules } from '../../../shared/health.ts';
import { problem } from '../../../shared/problems.ts';
import { hash32 } from '../../engine/hash.ts';
import { oneAtATime } from '../people/one-at-a-time.ts';
import { recordChange } from '../people/record-change.ts';
import type { Runtime } from '../runtime.ts';
import type { Verb } from '../verb.ts';
import { keepHealth } from './health-watch.ts';

/** What health is reckoned from. */
export const getHealthRules: Verb<'getHealthRules'> = async (runtime) => viewOf(await rulesOf(runtime));

/** Changes what health is reckoned from; everybody is reckoned anew, and nothing is started by that. */
export const saveHealthRules: Verb<'saveHealthRules'> = (runtime, { body, ifMatch, actor }) =>
  oneAtATime(runtime.settings, async () => {
    const was = await runtime.settings.get();
    if (ifMatch !== '*' && ifMatch !== etagOf(was.health)) throw problem('PRECONDITION_FAILED', {});
    await runtime.settings.save({ ...was, health: body });
    await runtime.workflows.bumpEpoch();
    await recordChange(runtime, actor, 'health.rules', 'settings', { health: body });
    await keepHealth(runtime);
    return viewOf(body);
  });

async function rulesOf(runtime: Pick<Runtime, 'settings'>): Promise<HealthRules> {
  return (await runtime.settings.get()).health;
}

function viewOf(rules: HealthRules) {
  return { rules, etag: etagOf(rules) };
}

function etagOf(rules: HealthRules): string {
  return hash32(JSON.stringify(rules)).toString(36);
}
