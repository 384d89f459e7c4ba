import { reconcileWatches } from '../looks/trigger-watch.ts';
import { oneAtATime } from '../people/one-at-a-time.ts';
import type { Runtime } from '../runtime.ts';
import { installSignals } from '../signals/install-signals.ts';
import { cast } from './cast.ts';
import { demoEventNames } from './crowd-days.ts';
import { namesIn } from './names.ts';

type DemoEvent = keyof typeof demoEventNames;

/**
 * Has the signals that come with the product know the demo’s events by their names; where the workspace has a name of
 * its own for one, that stays. Nobody is kept waiting for history, as the demo brings half a year of it.
 */
export async function teachSignals(runtime: Runtime, now: Date, manager: string | undefined): Promise<void> {
  await changeNames(runtime, (names) => ({ ...demoEventNames, ...names }));
  // Before anybody is looked at, so that no signal still waits for history.
  await runtime.names.saw(
    namesIn(
      cast.flatMap((account) => account.tell(now, manager)),
      now,
    ),
  );
  await installSignals(runtime);
  await reconcileWatches(runtime);
}

/** Has them forget those names again. */
export async function unteachSignals(runtime: Runtime): Promise<void> {
  await changeNames(runtime, (names) =>
    Object.fromEntries(
      Object.entries(names).filter(([event, own]) => demoEventNames[event as DemoEvent] !== own),
    ),
  );
  await installSignals(runtime);
}

function changeNames(
  runtime: Runtime,
  change: (names: Record<string, string>) => Record<string, string>,
): Promise<void> {
  return oneAtATime(runtime.settings, async () => {
    const settings = await runtime.settings.get();
    await runtime.settings.save({ ...settings, eventNames: change({ ...settings.eventNames }) });
    await runtime.workflows.bumpEpoch();
  });
}
