import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileCondition, compileWhere } from '../../../server/engine/conditions/compile.ts';
import { explainCondition, explainWhere } from '../../../server/engine/conditions/explain.ts';
import { eventsSince } from '../../../server/engine/conditions/needs.ts';
import { leavesOf } from '../../../shared/condition.ts';
import { validateCondition } from '../../../shared/validate-condition.ts';
import { runs } from '../../support/property-runs.ts';
import { condition, hostileSnapshot, now, properties, snapshot, where } from './arbitraries.ts';
import { decideByReference, decideWhereByReference } from './reference.ts';

describe('the readings of a condition', () => {
  it('agree: compiled, explained and by a bare json-rules-engine', async () => {
    await fc.assert(
      fc.asyncProperty(
        condition,
        fc.array(snapshot, { minLength: 1, maxLength: 3 }),
        async (when, contacts) => {
          const compiled = compileCondition(when);
          for (const facts of contacts) {
            const decided = compiled.test(facts, now);
            const explained = await explainCondition(when, facts, now);
            expect(explained.pass).toBe(decided);
            expect(explained.leaves).toHaveLength(leavesOf(when).length);
            expect(await decideByReference(when, facts, now)).toBe(decided);
          }
        },
      ),
      runs(200),
    );
  });

  it('agree on every single rule', async () => {
    await fc.assert(
      fc.asyncProperty(condition, snapshot, async (when, facts) => {
        const explained = await explainCondition(when, facts, now);
        leavesOf(when).forEach((leaf, index) => {
          expect(explained.leaves[index]?.pass).toBe(compileCondition({ all: [leaf] }).test(facts, now));
        });
      }),
      runs(150),
    );
  });

  it('agree over the properties of an event', async () => {
    await fc.assert(
      fc.asyncProperty(where, properties, async (tree, given) => {
        const decided = compileWhere(tree)(given);
        expect((await explainWhere(tree, given)).pass).toBe(decided);
        expect(await decideWhereByReference(tree, given)).toBe(decided);
      }),
      runs(300),
    );
  });

  it('agree, and never throw, where a value cannot be made a number', async () => {
    await fc.assert(
      fc.asyncProperty(condition, hostileSnapshot, async (when, facts) => {
        const explained = await explainCondition(when, facts, now, 'pl');
        expect(explained.pass).toBe(compileCondition(when).test(facts, now));
      }),
      runs(150),
    );
  });

  it('need no more than they say: facts cut down to the needs decide the same', () => {
    fc.assert(
      fc.property(condition, snapshot, (when, facts) => {
        const { test, needs } = compileCondition(when);
        const cut = (histories: typeof facts.events, isMember: boolean) =>
          new Map(
            [...histories].flatMap(([name, { singles }]) => {
              const need = needs.events.get(name);
              if (!need || (isMember && !need.perMember)) return [];
              const from = eventsSince(need, now, facts.enteredAt);
              const kept = singles.filter((event) => event.at > from);
              const whole = need.singles !== 0 || need.singlesSinceEntry;
              return [[name, { singles: whole ? kept : kept.map(({ at }) => ({ at })), days: [] }] as const];
            }),
          );
        const loaded = {
          ...facts,
          contact: needs.contact ? facts.contact : {},
          account: needs.account ? facts.account : undefined,
          trigger: needs.trigger ? facts.trigger : undefined,
          events: cut(facts.events, false),
          members: facts.members?.map((one) => ({ ...one, events: cut(one.events, true) })),
        };
        expect(test(loaded, now)).toBe(test(facts, now));
      }),
      runs(300),
    );
  });

  it('keep what validation promised: an accepted tree compiles and explains', async () => {
    const mangled = fc.tuple(condition, fc.jsonValue({ maxDepth: 2 }), fc.nat()).map(([when, junk, at]) => {
      const copy = structuredClone(when);
      const leaves = leavesOf(copy);
      const leaf = leaves[at % leaves.length] as unknown as Record<string, unknown>;
      const names = ['fact', 'path', 'operator', 'value', 'params', 'priority'];
      leaf[names[at % names.length] ?? 'value'] = junk;
      return copy;
    });
    await fc.assert(
      fc.asyncProperty(mangled, snapshot, async (when, facts) => {
        const found = validateCondition(when, { path: 'when', scope: 'goal' });
        if (found.some((problem) => problem.severity === 'error')) return;
        const decided = compileCondition(when).test(facts, now);
        expect((await explainCondition(when, facts, now, 'ru')).pass).toBe(decided);
      }),
      runs(150),
    );
  });
});
