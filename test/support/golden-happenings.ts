import type { DeliveryOutcome } from '../../server/ports/delivery.ts';
import type { KeyRecord } from '../../server/ports/workspace.ts';
import { changePermissions } from '../../server/use-cases/delivery/change-permissions.ts';
import { createSegment } from '../../server/use-cases/segments/segments.ts';
import { createSignal } from '../../server/use-cases/signals/signals.ts';
import { runSchedules } from '../../server/use-cases/triggers/schedules.ts';
import { archiveWorkflow } from '../../server/use-cases/workflows/archive.ts';
import { createWorkflow, saveWorkflow } from '../../server/use-cases/workflows/drafts.ts';
import { enrol } from '../../server/use-cases/workflows/enrol.ts';
import { endEnrolment } from '../../server/use-cases/workflows/enrolments.ts';
import { pauseWorkflow } from '../../server/use-cases/workflows/lifecycle.ts';
import { publishWorkflow } from '../../server/use-cases/workflows/publish.ts';
import { resumeWorkflow } from '../../server/use-cases/workflows/resume.ts';
import type { Contact, Permissions } from '../../shared/contact.ts';
import type { SuppressionReason } from '../../shared/message.ts';
import { type Settings, settings as settingsSchema } from '../../shared/settings.ts';
import type { OverdueChoice } from '../../shared/workflow-status.ts';
import type { FakeMailer } from './fake-stores.ts';
import type { WorldJourney } from './golden-world.ts';
import { admin, type World, writeKey } from './world.ts';

/** What may happen in a whole workspace; afterwards everything that is due is done. */
export type WorldHappening =
  | { identify: string; traits?: Record<string, unknown>; more?: Record<string, unknown> }
  | { group: string; account: string; traits?: Record<string, unknown> }
  | { track: string; event: string; properties?: Record<string, unknown>; byBrowser?: boolean }
  | { alias: string; into: string }
  | { pass: string }
  /** Time goes on while nobody works. */
  | { sleep: string }
  | { publish: string; as?: string; body?: Record<string, unknown> }
  | { enrol: string; userIds: string[] }
  | { takeOut: string; of: string }
  | { pause: string }
  | { resume: string; overdue?: OverdueChoice }
  | { archive: string }
  | { settings: Record<string, unknown> }
  | { permissions: string; are: Partial<Permissions> }
  | { suppress: string; because: SuppressionReason }
  /** Of a live provider: from now on. */
  | { provider: 'works' | 'fails' | 'refuses' }
  /** It is gone, as a copy that was put back or half of an erasure may leave it. */
  | { gone: 'contacts' | 'accounts' | 'versions'; of?: string };

export interface Happenings {
  run(happening: WorldHappening): Promise<void>;
  nameOf(workflowId: string): string;
  /** The jobs that were started, oldest first. */
  jobs(): readonly string[];
}

/** What a provider answers. */
const answers = {
  works: { type: 'sent', providerId: 'p1' },
  fails: { type: 'failed', retryable: true, reason: '503' },
  refuses: { type: 'failed', retryable: false, reason: '400' },
} as const satisfies Record<string, DeliveryOutcome>;

const browserKey: KeyRecord = { ...writeKey, id: 'k2', kind: 'browser' };

/** Makes the segments and signals of a journey, and lets happen what is to happen in it. */
export async function createHappenings(
  journey: WorldJourney,
  world: World,
  mailer: FakeMailer | undefined,
): Promise<Happenings> {
  const { runtime } = world;
  const ids = new Map<string, string>();
  const jobs: string[] = [];
  const ask = <Params extends Record<string, string>>(params: Params, body?: unknown) =>
    ({ params, query: {}, body, actor: admin, ifMatch: '*' }) as never;
  const idOf = (name: string) => ids.get(name) ?? '';
  const note = (answer: { job?: string | undefined; migration?: string | undefined }) => {
    for (const job of [answer.job, answer.migration]) if (job !== undefined) jobs.push(job);
  };

  async function saveSettings(change: Record<string, unknown>): Promise<void> {
    const was: Settings = await runtime.settings.get();
    await runtime.settings.save(settingsSchema.parse({ ...was, ...change }));
  }
  async function contactOf(userId: string): Promise<Contact | undefined> {
    return (await runtime.contacts.bySourceIds([`u:${userId}`])).get(`u:${userId}`);
  }
  async function publish(name: string, as: string, body: unknown): Promise<void> {
    const document = {
      format: 'mooring.workflow/1',
      name,
      key: name,
      ...journey.workflows[as],
    };
    const known = ids.get(name);
    if (known === undefined) ids.set(name, (await createWorkflow(runtime, ask({}, document))).id);
    else await saveWorkflow(runtime, ask({ id: known }, document));
    note(await publishWorkflow(runtime, ask({ id: idOf(name) }, body)));
  }
  async function takeOut(userId: string, name: string): Promise<void> {
    const subject = (await contactOf(userId))?.id ?? '';
    const [newest] = await runtime.enrolments.latest([{ workflowId: idOf(name), subject }]);
    await endEnrolment(runtime, ask({ id: newest?.id ?? '' }));
  }
  /** A line that no store would delete by itself. */
  async function lose(collection: string, of: string | undefined): Promise<void> {
    const found = of === undefined ? undefined : ((await contactOf(of))?.id ?? of);
    const query = { _id: found === undefined ? { $gte: '' as never } : (found as never) };
    await world.database.database.native.collection(collection).deleteMany(query);
  }

  function provide(state: keyof typeof answers): void {
    if (!mailer) throw new Error('this journey has no live provider');
    mailer.answer = () => answers[state];
  }

  async function happen(it: WorldHappening): Promise<unknown> {
    if ('identify' in it) return world.identify(it.identify, it.traits ?? {}, it.more);
    if ('group' in it) return world.group(it.group, it.account, it.traits ?? {});
    if ('track' in it) {
      const { event, properties = {} } = it;
      return it.byBrowser
        ? runtime.ingest.call('track', { anonymousId: it.track, event, properties }, browserKey, 100)
        : world.track(it.track, event, properties);
    }
    if ('alias' in it)
      return runtime.ingest.call('alias', { previousId: it.alias, userId: it.into }, writeKey, 100);
    if ('pass' in it) return world.pass(it.pass);
    if ('sleep' in it) return world.sleep(it.sleep);
    if ('publish' in it) return publish(it.publish, it.as ?? it.publish, it.body);
    if ('enrol' in it)
      return note(await enrol(runtime, ask({ id: idOf(it.enrol) }, { userIds: it.userIds })));
    if ('takeOut' in it) return takeOut(it.takeOut, it.of);
    if ('pause' in it) return pauseWorkflow(runtime, ask({ id: idOf(it.pause) }));
    if ('resume' in it) return resumeWorkflow(runtime, ask({ id: idOf(it.resume) }, { overdue: it.overdue }));
    if ('archive' in it) return note(await archiveWorkflow(runtime, ask({ id: idOf(it.archive) })));
    if ('settings' in it) return saveSettings(it.settings);
    if ('permissions' in it) {
      const contact = await contactOf(it.permissions);
      return changePermissions(runtime, [contact?.id ?? ''], (was) => ({ ...was, ...it.are }), {
        source: 'team',
      });
    }
    if ('suppress' in it)
      return runtime.suppressions.add({ address: it.suppress, reason: it.because, at: world.now() });
    if ('provider' in it) return provide(it.provider);
    return lose(it.gone, it.of);
  }

  await saveSettings({ caps: [], postalAddress: 'Long Street 1', ...journey.settings });
  const subjectOf = (key: string) => (key.startsWith('account') ? 'account' : 'contact');
  for (const [key, when] of Object.entries(journey.segments ?? {}))
    await createSegment(runtime, ask({}, { key, name: key, subject: subjectOf(key), when }));
  for (const [key, opensWhen] of Object.entries(journey.signals ?? {}))
    await createSignal(runtime, ask({}, { key, name: key, subject: subjectOf(key), opensWhen }));
  return {
    async run(happening) {
      await happen(happening);
      if ('sleep' in happening) return;
      await runSchedules(runtime);
      await world.settle();
    },
    nameOf: (workflowId) => [...ids].find(([, id]) => id === workflowId)?.[0] ?? workflowId,
    jobs: () => jobs,
  };
}
