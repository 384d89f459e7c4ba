import { describe, expect, it } from 'vitest';
import { compileCondition } from '../../../server/engine/conditions/compile.ts';
import { hearingOf } from '../../../server/engine/conditions/hearing.ts';
import { factsOf, historiesOf } from '../../../server/engine/facts.ts';
import { dueWatches, look, nextLook } from '../../../server/engine/looks/look.ts';
import { tokensOf, type Watch } from '../../../server/engine/looks/watch.ts';
import { indexWatches } from '../../../server/engine/looks/watch-index.ts';
import type { RootCondition } from '../../../shared/condition.ts';
import { blankLook, isBlankLook, type LookRecord } from '../../../shared/look.ts';
import { DAY } from '../../../shared/time.ts';

const start = Date.UTC(2026, 2, 2, 9);

function trait(name: string, value: unknown): RootCondition {
  return { all: [{ fact: 'contact', path: `$.traits.${name}`, operator: 'equal', value }] };
}

const quiet: RootCondition = {
  all: [
    {
      fact: 'event',
      params: { event: 'Signed In', measure: 'daysSinceLast' },
      operator: 'greaterThanInclusive',
      value: 21,
    },
  ],
};

const inSegment = (segment: string): RootCondition => ({
  all: [{ fact: 'segment', params: { segment }, operator: 'equal', value: true }],
});

function watch(id: string, opensWhen: RootCondition, more: Partial<Watch> = {}): Watch {
  const opens = compileCondition(opensWhen);
  const { needs } = opens;
  return {
    id,
    kind: 'segment',
    subject: 'contact',
    generation: 1,
    opens,
    cooldown: 0,
    demo: false,
    needs,
    tokens: tokensOf(needs),
    ...more,
  };
}

/** A subject whose traits and last sign-in a test changes, looked at by all watches. */
function subjectOf(watches: readonly Watch[]) {
  let record: LookRecord = blankLook('c:1', 0);
  const facts = { traits: {} as Record<string, unknown>, signedIn: start, writes: 0 };
  return {
    facts,
    record: () => record,
    look(now: number, more: { silent?: boolean; learned?: boolean } = {}) {
      const index = indexWatches(watches, 'contact');
      const looked = look(
        record,
        factsOf({
          contact: { traits: facts.traits },
          appearedAt: start,
          events: new Map([['Signed In', { singles: [{ at: facts.signedIn }], days: [] }]]),
        }),
        {
          watches: index.all,
          direct: new Set(watches.map(({ id }) => id)),
          isKnown: (id) => watches.some((one) => one.id === id),
          isLearned: () => more.learned ?? true,
          isSilent: () => more.silent ?? false,
          now,
        },
      );
      if (looked.after !== record) facts.writes += 1;
      record = { ...looked.after, pending: [] };
      record = { ...record, lookAt: nextLook(record, now) };
      return looked.edges.map(({ watch: id, holds, turn }) => `${id} ${holds ? 'on' : 'off'} ${turn}`);
    },
  };
}

describe('a look at a subject', () => {
  it('tells each turn once, and counts them', () => {
    const subject = subjectOf([watch('s:pro', trait('plan', 'pro'))]);
    expect(subject.look(start)).toEqual([]);
    expect(isBlankLook(subject.record())).toBe(true);
    subject.facts.traits = { plan: 'pro' };
    expect(subject.look(start + 1)).toEqual(['s:pro on 1']);
    expect(subject.look(start + 2)).toEqual([]);
    expect(subject.record().in).toEqual(['s:pro']);
    subject.facts.traits = {};
    expect(subject.look(start + 3)).toEqual(['s:pro off 2']);
    expect(subject.record().in).toEqual([]);
  });

  it('only notes what holds where it is not known what held before, and where what changed is history', () => {
    const subject = subjectOf([watch('s:pro', trait('plan', 'pro'))]);
    subject.facts.traits = { plan: 'pro' };
    expect(subject.look(start, { learned: false })).toEqual([]);
    expect(subject.record().in).toEqual(['s:pro']);
    subject.facts.traits = {};
    expect(subject.look(start + 1, { silent: true })).toEqual([]);
    expect(subject.record().in).toEqual([]);
    subject.facts.traits = { plan: 'pro' };
    expect(subject.look(start + 2)).toEqual(['s:pro on 3']);
  });

  it('knows when to look again, and writes nothing for somebody who is busy', () => {
    const subject = subjectOf([watch('s:quiet', quiet)]);
    subject.look(start);
    expect(subject.record().lookAt).toBe(start + 21 * DAY);
    const { writes } = subject.facts;
    for (let day = 1; day < 20; day++) {
      subject.facts.signedIn = start + day * DAY;
      expect(subject.look(start + day * DAY)).toEqual([]);
    }
    expect(subject.facts.writes).toBe(writes);
    expect(dueWatches(subject.record(), start + 21 * DAY)).toEqual(['s:quiet']);
    expect(subject.look(start + 21 * DAY)).toEqual([]);
    expect(subject.record().lookAt).toBe(start + 40 * DAY);
    expect(subject.look(start + 40 * DAY)).toEqual(['s:quiet on 1']);
  });

  it('asks readers after what they read, in one look', () => {
    const outer = watch('s:outer', inSegment('inner'));
    const inner = watch('s:inner', trait('plan', 'pro'));
    expect(indexWatches([outer, inner], 'contact').all.map(({ id }) => id)).toEqual(['s:inner', 's:outer']);
    const subject = subjectOf([outer, inner]);
    subject.facts.traits = { plan: 'pro' };
    expect(subject.look(start)).toEqual(['s:inner on 1', 's:outer on 1']);
    subject.facts.traits = {};
    expect(subject.look(start + 1)).toEqual(['s:inner off 2', 's:outer off 2']);
  });

  it('keeps open what has its own end until that holds, and closed while it cools down', () => {
    const resolves = compileCondition(trait('mood', 'good'));
    const subject = subjectOf([
      watch('g:angry', trait('mood', 'bad'), { kind: 'signal', resolves, cooldown: DAY }),
    ]);
    subject.facts.traits = { mood: 'bad' };
    expect(subject.look(start)).toEqual(['g:angry on 1']);
    subject.facts.traits = { mood: 'so-so' };
    expect(subject.look(start + 1)).toEqual([]);
    subject.facts.traits = { mood: 'good' };
    expect(subject.look(start + 2)).toEqual(['g:angry off 2']);
    subject.facts.traits = { mood: 'bad' };
    expect(subject.look(start + 3)).toEqual([]);
    expect(subject.record().lookAt).toBe(start + 2 + DAY);
    expect(subject.look(start + 2 + DAY)).toEqual(['g:angry on 3']);
  });

  it('learns anew when the condition changed, and leaves alone what a newer one remembered', () => {
    const subject = subjectOf([watch('s:pro', trait('plan', 'pro'), { generation: 2 })]);
    subject.facts.traits = { plan: 'pro' };
    subject.look(start);
    const before = subject.record();
    const older = look(before, factsOf({ contact: {}, appearedAt: start }), {
      watches: [watch('s:pro', trait('plan', 'free'))],
      direct: new Set(['s:pro']),
      isKnown: () => true,
      isLearned: () => true,
      isSilent: () => false,
      now: start + 1,
    });
    expect(older).toEqual({ after: before, edges: [] });
    const newer = look(before, factsOf({ contact: {}, appearedAt: start }), {
      watches: [watch('s:pro', trait('plan', 'free'), { generation: 3 })],
      direct: new Set(['s:pro']),
      isKnown: () => true,
      isLearned: () => true,
      isSilent: () => false,
      now: start + 1,
    });
    expect(newer.edges).toEqual([]);
    expect(newer.after.in).toEqual([]);
  });

  it('forgets dropped conditions, and never waits for one that nobody asks any more', () => {
    const subject = subjectOf([watch('s:quiet', quiet)]);
    subject.look(start);
    const gone = look(subject.record(), factsOf({ contact: {}, appearedAt: start }), {
      watches: [],
      direct: new Set(),
      isKnown: () => false,
      isLearned: () => true,
      isSilent: () => false,
      now: start + 21 * DAY,
    });
    expect(isBlankLook(gone.after)).toBe(true);
    expect(nextLook(gone.after, start)).toBeUndefined();
  });
});

describe('the index of watches', () => {
  const index = indexWatches(
    [
      watch('s:pro', trait('plan', 'pro')),
      watch('s:quiet', quiet),
      watch('s:outer', inSegment('pro')),
      watch('w:account', trait('plan', 'pro'), { subject: 'account' }),
    ],
    'contact',
  );

  it('finds what a change concerns, and what that may turn in its wake', () => {
    expect(index.concerns(['event:Signed In'])).toBe(true);
    expect(index.concerns(['event:Page Viewed', 'account'])).toBe(false);
    expect(index.affectedBy(['contact']).watches.map(({ id }) => id)).toEqual(['s:pro', 's:outer']);
    expect([...index.affectedBy(['contact']).direct]).toEqual(['s:pro']);
    expect(index.affectedBy([], ['s:quiet']).watches.map(({ id }) => id)).toEqual(['s:quiet']);
    expect(index.affectedBy(['all']).watches).toHaveLength(3);
  });
});

describe('a condition that needs not hear more of the same', () => {
  it('hears again once what it went by is erased', () => {
    const admins = { all: [{ fact: 'properties', path: '$.role', operator: 'equal', value: 'admin' }] };
    const times = (operator: string, within: string, more: object = {}) => ({
      fact: 'event',
      params: { event: 'Signed In', within, ...more },
      operator,
      value: 0,
    });
    // It does not hold before and after, for there is no such plan.
    const when = {
      all: [
        times('greaterThan', '14d'),
        times('equal', '30d', { where: admins }),
        { fact: 'contact', path: '$.traits.plan', operator: 'equal', value: 'none' },
      ],
    } as RootCondition;
    const asked = watch('s:led', when, { hearing: hearingOf([when]) });
    const at = (record: LookRecord, signIns: number) =>
      look(
        record,
        factsOf({
          contact: { traits: {} },
          appearedAt: start - 90 * DAY,
          events: historiesOf(
            new Map([['Signed In', Array.from({ length: signIns }, () => ({ at: start - DAY }))]]),
          ),
        }),
        {
          watches: [asked],
          direct: new Set(['s:led']),
          isLearned: () => true,
          isKnown: () => true,
          isSilent: () => false,
          now: start,
        },
      ).after;
    const deaf = at(blankLook('c:1', 0), 1);
    expect(deaf.on['s:led']?.deafUntil).toBe(start + 13 * DAY);
    expect(at(deaf, 1)).toBe(deaf);
    expect(at(deaf, 0).on['s:led']?.deafUntil).toBeUndefined();
  });
});
