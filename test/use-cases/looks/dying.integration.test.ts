import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PARTITIONS, partitionOf } from '../../../server/engine/hash.ts';
import type { JobRecord } from '../../../server/ports/workspace.ts';
import { createIngest } from '../../../server/use-cases/ingest/create-ingest.ts';
import { LEARN } from '../../../server/use-cases/looks/keep-watches.ts';
import { learnJob } from '../../../server/use-cases/looks/learn.ts';
import { lookDue } from '../../../server/use-cases/looks/look-due.ts';
import type { Runtime } from '../../../server/use-cases/runtime.ts';
import { createSegment } from '../../../server/use-cases/segments/segments.ts';
import { aContact, anEvent } from '../../contracts/stores/build.ts';
import { dyingAfter, Killed } from '../../support/dying-stores.ts';
import { admin, openWorld, type World, writeKey } from '../../support/world.ts';

const partitions = Array.from({ length: PARTITIONS }, (_, index) => index);
const mortal = ['looks', 'watches', 'moves', 'openings', 'healths'] as const;
const people = 600;

const ask = (body: object) => ({ params: {}, query: {}, body, actor: admin }) as never;
const isIn = (segment: string) => ({
  fact: 'segment',
  params: { segment },
  operator: 'equal',
  value: true,
});
const worked = {
  fact: 'event',
  params: { event: 'Worked', measure: 'count', within: '7d' },
  operator: 'greaterThan',
  value: 0,
};

describe('looks that die between two writes', () => {
  let world: World;
  let workflow: string;
  beforeAll(async () => {
    world = await openWorld();
    const made = (body: object) => createSegment(world.runtime, ask(body));
    await made({ key: 'busy', name: 'Busy', subject: 'account', when: { all: [worked] } });
    const old = { fact: 'contact', path: '$.traits.old', operator: 'equal', value: true };
    for (const key of ['old', 'older'])
      await made({ key, name: key, subject: 'contact', when: { all: [old] } });
    workflow = await world.publish({
      format: 'mooring.workflow/1',
      name: 'In a busy account, or old',
      entry: { trigger: { kind: 'condition' }, when: { any: [isIn('busy'), isIn('old'), isIn('older')] } },
      start: 'wait',
      steps: { wait: { kind: 'wait', for: '90d', next: 'end' }, end: { kind: 'exit' } },
    });
    await world.settle();
  });
  afterAll(() => world.close());

  const insideOf = async (userIds: readonly string[]) => {
    const found = await world.runtime.contacts.bySourceIds(userIds.map((id) => `u:${id}`));
    const { items } = await world.runtime.enrolments.list({ workflowId: workflow, limit: 500 });
    return items
      .map(({ subject }) => userIds.find((id) => found.get(`u:${id}`)?.id === subject))
      .filter((id) => id !== undefined)
      .sort();
  };
  const movesOf = async (subject: string) =>
    (await world.runtime.moves.ofSubject(subject, { limit: 50 })).items.map(({ watch, holds }) => [
      watch,
      holds,
    ]);

  /** Kills `work` after one write, then two, and so on, until it lives; answers how often it died. */
  async function killed(
    prepare: (turn: number) => Promise<(runtime: Runtime) => Promise<unknown>>,
    check: (turn: number) => Promise<void>,
  ): Promise<number> {
    for (let writes = 0; ; writes++) {
      const work = await prepare(writes);
      const isDone = await work(dyingAfter(world.runtime, writes, mortal)).then(
        () => true,
        (fault: unknown) => {
          if (!(fault instanceof Killed)) throw fault;
          return false;
        },
      );
      await check(writes);
      if (isDone) return writes;
    }
  }

  it('let all people of an account that turned come in, each once, and its moves be told once', async () => {
    const members = (turn: number) => [`m-${turn}-1`, `m-${turn}-2`];
    const deaths = await killed(
      async (turn) => {
        for (const member of members(turn)) await world.group(member, `acme-${turn}`, {});
        await world.settle();
        // What happened lies in the store, and a worker that dies is the first to look.
        await world.runtime.events.insert([
          anEvent({ sourceId: `u:m-${turn}-1`, name: 'Worked', timestamp: world.now() }),
        ]);
        await world.runtime.looks.wake(
          [
            {
              id: `a:acme-${turn}`,
              p: partitionOf(`acme-${turn}`),
              tokens: ['event:Worked'],
              loud: true,
            },
          ],
          world.now(),
        );
        return async (runtime) => {
          while ((await lookDue(runtime, { partitions, limit: 200 })) > 0);
        };
      },
      async (turn) => {
        await world.settle();
        expect(await insideOf(members(turn))).toEqual(members(turn));
        expect(await movesOf(`a:acme-${turn}`)).toEqual([['s:busy', true]]);
      },
    );
    expect(deaths).toBeGreaterThan(5);
    await world.pass('8d');
    for (let turn = 0; turn <= deaths; turn++) {
      expect(await movesOf(`a:acme-${turn}`)).toEqual([
        ['s:busy', false],
        ['s:busy', true],
      ]);
    }
  });

  it('are done again from the intake when they die while a call is taken in', async () => {
    const told = (turn: number) => ({ userId: `t-${turn}`, event: 'Worked', messageId: `told-${turn}` });
    const deaths = await killed(
      async (turn) => {
        await world.group(`t-${turn}`, `told-${turn}`, {});
        await world.settle();
        return async (runtime) => {
          let fault: unknown;
          const ingest = createIngest(runtime, {
            error: ({ err }: { err?: unknown }) => {
              fault = err;
            },
          });
          await ingest.call('track', told(turn), writeKey, 100);
          await ingest.settled();
          if (fault) throw fault;
        };
      },
      async (turn) => {
        // Longer than the janitor leaves a record alone.
        world.sleep('11s');
        // Who got no answer tells it again.
        await world.runtime.ingest.call('track', told(turn), writeKey, 100);
        await world.runtime.ingest.replay();
        await world.settle();
        expect(await insideOf([`t-${turn}`])).toEqual([`t-${turn}`]);
        expect(await movesOf(`a:told-${turn}`)).toEqual([['s:busy', true]]);
      },
    );
    expect(deaths).toBeGreaterThan(5);
  });

  it('of a condition that is learned go on, know everybody in the end, and start nothing', async () => {
    await world.runtime.contacts.insert(
      Array.from({ length: people }, (_, index) => aContact({ userId: `o-${index}`, traits: { old: true } })),
    );
    const entered = (await world.runtime.enrolments.totals([workflow])).get(workflow)?.entered;
    const deaths = await killed(
      async (turn) => {
        const job = await learnAnew(world, 'old', turn);
        return (runtime) => learnJob(runtime, job, { save: async () => undefined });
      },
      async (turn) => {
        const { generation } = await learning(world, 'old');
        const job = jobOf('old', generation);
        await learnJob(world.runtime, job, { save: async () => undefined });
        const { pass } = await learning(world, 'old');
        expect(pass.finished, String(turn)).toBe(true);
        expect((await world.runtime.looks.sizes(['s:old'])).get('s:old')).toBe(people);
      },
    );
    expect(deaths).toBeGreaterThan(5);
    await world.settle();
    expect((await world.runtime.enrolments.totals([workflow])).get(workflow)?.entered).toBe(entered);
  });

  it('of several conditions that are learned take turns, and rest as long as they worked', async () => {
    const told: string[] = [];
    let at = world.now().getTime();
    let working = 0;
    const runtime: Runtime = {
      ...world.runtime,
      clock: {
        ...world.runtime.clock,
        now: () => new Date(at),
        rest: async (milliseconds) => {
          told.push(`rest ${milliseconds}`);
          expect(working).toBe(0);
        },
      },
      contacts: {
        ...world.runtime.contacts,
        walk(request) {
          working += 1;
          expect(working).toBe(1);
          return world.runtime.contacts.walk(request);
        },
      },
      watches: {
        ...world.runtime.watches,
        async passed(id, ...rest) {
          await world.runtime.watches.passed(id, ...rest);
          at += 40;
          told.push(id);
          working -= 1;
        },
      },
    };
    const jobs = [await learnAnew(world, 'old', 100), await learnAnew(world, 'older', 100)];
    await Promise.all(jobs.map((job) => learnJob(runtime, job, { save: async () => undefined })));
    expect(told.slice(0, 8)).toEqual([
      's:old',
      'rest 40',
      's:older',
      'rest 40',
      's:old',
      'rest 40',
      's:older',
      'rest 40',
    ]);
  });
});

/** Has a segment learned anew, as if it had changed; answers the job that would do it. */
async function learnAnew(world: World, segment: string, turn: number): Promise<JobRecord> {
  const was = await learning(world, segment);
  const generation = was.generation + 1 + turn;
  const pass = { cursor: '', done: 0, total: people, finished: false, movedAt: world.now() };
  const record = { ...was, generation, pass, rev: was.rev + 1 };
  expect(await world.runtime.watches.save(record, was.rev)).toBe(true);
  await world.runtime.watchBook.refresh({ now: true });
  return jobOf(segment, generation);
}

async function learning(world: World, segment: string) {
  const record = (await world.runtime.watches.byIds([`s:${segment}`])).get(`s:${segment}`);
  if (!record) throw new Error(`${segment} is not remembered`);
  return record;
}

function jobOf(segment: string, generation: number): JobRecord {
  const at = new Date(0);
  return {
    id: `learn-${segment}`,
    kind: LEARN,
    state: 'running',
    done: 0,
    total: people,
    errors: [],
    input: { watch: `s:${segment}`, generation },
    createdAt: at,
    updatedAt: at,
  };
}
