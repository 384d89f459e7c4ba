import { AT_RISK, type HealthRules } from '../../../shared/health.ts';
import { withEventNames } from '../../../shared/playbooks/names.ts';
import type { SubjectKind } from '../../../shared/segment.ts';
import type { Settings } from '../../../shared/settings.ts';
import type { HealthRecipe } from '../../ports/looks.ts';
import type { SignalRecord } from '../../ports/signals.ts';
import type { SeenName } from '../../ports/stores.ts';
import type { WatchDefinition } from '../looks/keep-watches.ts';
import { keepWatch } from '../looks/keep-watches.ts';
import type { Runtime } from '../runtime.ts';

/** What health is remembered under. */
export function healthWatchId(kind: SubjectKind): string {
  return `h:${kind}`;
}

/** The watches of health: each holds while somebody is at risk, and remembers the score. */
export async function healthWatches(
  runtime: Pick<Runtime, 'settings' | 'signals' | 'names'>,
): Promise<WatchDefinition[]> {
  const [settings, signals, names] = await Promise.all([
    runtime.settings.get(),
    runtime.signals.all(),
    runtime.names.all(),
  ]);
  return (['contact', 'account'] as const).map((subject) => ({
    id: healthWatchId(subject),
    kind: 'health',
    subject,
    opensWhen: { all: [{ fact: 'health', operator: 'lessThan', value: AT_RISK }] },
    cooldown: 0,
    demo: false,
    health: recipeOf(settings.health, settings, { subject, signals, names }),
  }));
}

/** Reckons everybody anew where the rules, the weights of signals or the events that are known changed. */
export async function keepHealth(runtime: Runtime): Promise<void> {
  for (const definition of await healthWatches(runtime)) await keepWatch(runtime, definition);
}

/** Rules with everything else health depends on, in the workspace’s own event names. */
export function recipeOf(
  rules: HealthRules,
  { eventNames }: Pick<Settings, 'eventNames'>,
  known: { subject: SubjectKind; signals: readonly SignalRecord[]; names: readonly SeenName[] },
): HealthRecipe {
  const own = withOwnNames(rules, eventNames as Record<string, string | undefined>);
  const mentioned = new Set([
    own.regularity.event,
    ...own.breadth.events,
    own.trend.event,
    own.support.event,
    own.sentiment.nps,
    own.sentiment.csat,
  ]);
  return {
    rules: own,
    seen: known.names
      .flatMap(({ kind, name }) => (kind === 'event' && mentioned.has(name) ? [name] : []))
      .sort(),
    signals: Object.fromEntries(
      known.signals.flatMap(({ id, on, document }) =>
        on && document.weight > 0 && document.subject === known.subject ? [[id, document.weight]] : [],
      ),
    ),
  };
}

function withOwnNames(rules: HealthRules, names: Record<string, string | undefined>): HealthRules {
  const own = (name: string) => (Object.hasOwn(names, name) ? names[name] : undefined) ?? name;
  const { breadth, sentiment, ...others } = withEventNames(rules, names);
  return {
    ...others,
    breadth: { ...breadth, events: breadth.events.map(own) },
    sentiment: { ...sentiment, nps: own(sentiment.nps), csat: own(sentiment.csat) },
  };
}
