import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createIngest } from '../../../server/use-cases/ingest/create-ingest.ts';
import type { Ingest } from '../../../server/use-cases/ingest/ingest.ts';
import type { Runtime } from '../../../server/use-cases/runtime.ts';
import { openWorld, type World, writeKey } from '../../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

let opened = 0;

/** An ingestion of its own in the world; `match` runs before every matching. */
function ingestion(match: () => Promise<void>): { ingest: Ingest; runtime: Runtime; faults: string[] } {
  const faults: string[] = [];
  const { plans } = world.runtime;
  const runtime: Runtime = {
    ...world.runtime,
    plans: {
      ...plans,
      async refresh(options) {
        await match();
        await plans.refresh(options);
      },
    },
  };
  const ingest = createIngest(runtime, { error: (_, message) => void faults.push(message) });
  return { ingest, runtime, faults };
}

/** A gate that matching waits at. */
function gate() {
  let open: () => void = () => undefined;
  const opens = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, pass: () => opens };
}

function send(ingest: Ingest, userId: string, event = 'Clicked') {
  const messageId = `${event}-${userId}`;
  return ingest.call('track', { userId, event, messageId }, writeKey, 100).then(
    () => 'accepted',
    (fault: { code?: string; facts?: unknown }) => fault,
  );
}

const knownOf = async (userId: string) =>
  (await world.runtime.contacts.bySourceIds([`u:${userId}`])).has(`u:${userId}`);
const kept = async (...messageIds: string[]) =>
  (await world.runtime.events.byIds(messageIds)).map(({ id }) => id).sort();

describe('ingestion whose matching falls behind', () => {
  const ingests: Ingest[] = [];
  afterEach(async () => {
    for (const ingest of ingests.splice(0)) await ingest.close();
  });
  const begin = (match: () => Promise<void>) => {
    opened += 1;
    const begun = ingestion(match);
    ingests.push(begun.ingest);
    return { ...begun, name: (who: string) => `${who}${opened}` };
  };

  it('refuses calls with the time to come again, keeps nothing of them, and drops nothing it accepted', async () => {
    const slow = gate();
    const { ingest, name } = begin(slow.pass);
    expect(await send(ingest, name('ada'))).toBe('accepted');
    expect(await send(ingest, name('bob'))).toBe('accepted');
    await world.pass('6s');
    expect(await send(ingest, name('eve'))).toMatchObject({
      code: 'OVERLOADED',
      status: 429,
      facts: { seconds: 2 },
    });
    expect(await kept(`Clicked-${name('eve')}`)).toEqual([]);
    slow.open();
    await ingest.settled();
    expect([await knownOf(name('ada')), await knownOf(name('bob'))]).toEqual([true, true]);
    expect(await send(ingest, name('eve'))).toBe('accepted');
    await ingest.settled();
    expect(await knownOf(name('eve'))).toBe(true);
  });

  it('refuses them too while records of failed matching lie in the database, and takes them again after', async () => {
    const { ingest, runtime, name } = begin(async () => undefined);
    let waiting = 1e9;
    runtime.intake.waiting = async () => waiting;
    await send(ingest, name('ada'));
    await ingest.settled();
    expect(await send(ingest, name('bob'))).toMatchObject({ code: 'OVERLOADED' });
    waiting = 0;
    await world.pass('2s');
    // The count is asked for with this call, and known to the next one.
    await send(ingest, name('cleo'));
    await ingest.settled();
    expect(await send(ingest, name('bob'))).toBe('accepted');
  });
});

describe('events that cannot be matched', () => {
  it('wait longer each time, hold up nobody else, and are put away one by one in the end', async () => {
    let isBroken = true;
    const { ingest, runtime, faults } = ingestion(async () => undefined);
    const { bySourceIds } = runtime.contacts;
    runtime.contacts = {
      ...runtime.contacts,
      bySourceIds: async (ids) => {
        if (isBroken && ids.includes('u:poison')) throw new Error('the contact is broken');
        return bySourceIds(ids);
      },
    };
    await ingest.batch(
      {
        batch: ['poison', 'gil'].map((userId) => ({
          type: 'track',
          event: 'Clicked',
          userId,
          messageId: `late-${userId}`,
        })),
      },
      writeKey,
      { bytes: 100, historical: false },
    );
    await ingest.settled();
    expect(faults).toEqual(['Matching failed; the events are kept and will be matched again']);
    expect(await knownOf('gil')).toBe(false);
    for (let minutes = 0; minutes < 30; minutes += 1) {
      await world.pass('1m');
      await ingest.replay();
    }
    expect(faults).toHaveLength(7);
    expect(await knownOf('gil')).toBe(true);
    const [dead] = (await runtime.intake.dead({ limit: 9 })).items;
    expect(dead).toMatchObject({ messageIds: ['late-poison'], reason: 'the contact is broken' });
    expect(await runtime.intake.waiting(9)).toBe(0);

    isBroken = false;
    expect(await runtime.intake.revive(dead?.id ?? '')).toBe(true);
    await ingest.replay();
    expect(await knownOf('poison')).toBe(true);
    expect((await runtime.intake.dead({ limit: 9 })).items).toEqual([]);
    await ingest.close();
  });
});
