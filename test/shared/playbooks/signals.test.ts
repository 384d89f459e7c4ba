import { describe, expect, it } from 'vitest';
import { renamableEvents, shippedEvents, withEventNames } from '../../../shared/playbooks/names.ts';
import { signalKeys } from '../../../shared/playbooks/shipped-signal.ts';
import { signalWords } from '../../../shared/playbooks/signal-words.ts';
import { shippedSignals } from '../../../shared/playbooks/signals.ts';
import { validateCondition } from '../../../shared/validate-condition.ts';

describe('shipped signals', () => {
  it('are sixteen, each once, in the order of their keys', () => {
    expect(shippedSignals.map(({ key }) => key)).toEqual([...signalKeys]);
  });

  it.each(shippedSignals.map((signal) => [signal.key, signal] as const))(
    '“%s” open and resolve by conditions that are valid',
    (_, { subject, opensWhen, resolvesWhen }) => {
      for (const condition of [opensWhen, resolvesWhen])
        expect(validateCondition(condition, { path: 'when', scope: 'signal', subject })).toEqual([]);
    },
  );

  it('weigh on health, but for good ones and those that read health themselves', () => {
    for (const { key, good, weight, opensWhen, resolvesWhen } of shippedSignals) {
      const readsHealth = JSON.stringify([opensWhen, resolvesWhen]).includes('"health"');
      expect(weight > 0, key).toBe(!good && !readsHealth);
    }
  });

  it('have a name and a message in every language', () => {
    for (const words of Object.values(signalWords))
      for (const key of signalKeys)
        expect(words[key].name.length * words[key].message.length).toBeGreaterThan(0);
  });
});

describe('event names of a workspace', () => {
  it('stand wherever a document names an event, and nowhere else', () => {
    const document = {
      name: 'Signed In',
      entry: { trigger: { kind: 'event', event: 'Signed In' } },
      exit: [{ event: 'Left' }],
      when: {
        all: [{ fact: 'event', params: { event: 'Signed In' }, operator: 'equal', value: 'Signed In' }],
      },
    };
    expect(withEventNames(document, { 'Signed In': 'login' })).toEqual({
      name: 'Signed In',
      entry: { trigger: { kind: 'event', event: 'login' } },
      exit: [{ event: 'Left' }],
      when: { all: [{ fact: 'event', params: { event: 'login' }, operator: 'equal', value: 'Signed In' }] },
    });
  });

  it('can be given to everything that is not made by the product itself', () => {
    expect(Object.values(shippedEvents)).toEqual(expect.arrayContaining([...renamableEvents]));
  });
});
