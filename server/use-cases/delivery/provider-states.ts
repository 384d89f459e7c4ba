import { type ProviderKind, type ProviderView, providerKinds } from '../../../shared/provider.ts';
import { type Breaker, gateOf } from '../../engine/breaker.ts';
import type { Runtime } from '../runtime.ts';
import type { Verb } from '../verb.ts';

const names: Readonly<Record<string, string>> = { sendgrid: 'SendGrid', stripe: 'Stripe' };

/** The providers that failed lately, those that are down first. */
export const listProviders: Verb<'listProviders'> = async (runtime) => ({
  items: await providerStates(runtime),
});

/** How the providers stand that failed lately; those not listed work. */
export async function providerStates(runtime: Pick<Runtime, 'providers' | 'clock'>): Promise<ProviderView[]> {
  const now = runtime.clock.now();
  return (await runtime.providers.all())
    .map((breaker) => providerState(breaker, now))
    .sort((a, b) => Number(b.state !== 'failing') - Number(a.state !== 'failing'));
}

function providerState(breaker: Breaker, now: Date): ProviderView {
  const [kind, ...rest] = breaker.id.split(':');
  const name = rest.join(':');
  const { type } = gateOf(breaker, now);
  const isDue = breaker.openUntil !== undefined && breaker.openUntil <= now;
  return {
    id: breaker.id,
    kind: providerKinds.find((each): each is ProviderKind => each === kind) ?? 'hook',
    name: names[name] ?? name,
    state: type === 'closed' ? 'failing' : isDue ? 'trying' : 'open',
    failures: breaker.failures,
    reason: breaker.reason,
    since: breaker.since.toISOString(),
    until: breaker.openUntil?.toISOString(),
  };
}
