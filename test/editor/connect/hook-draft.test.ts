import { describe, expect, it } from 'vitest';
import {
  blankMapping,
  leavesOf,
  sourceFrom,
  sourceText,
  usesOf,
  withValue,
} from '../../../editor/pages/connect/hook-draft.ts';
import { mapPayload } from '../../../server/use-cases/hooks/map-payload.ts';
import { payloadPath } from '../../../shared/hook.ts';

const payload = {
  type: 'invoice.failed',
  data: { user: { id: 'u-1' }, items: [{ sku: 'a' }, { sku: 'b' }], paid: false, note: null },
  'odd.key': 1,
  constructor: { x: 1 },
};

describe('the values of a payload that can be chosen', () => {
  it('come in their own order, with paths that a mapping reads back as the same value', () => {
    const leaves = leavesOf(payload);
    expect(leaves.map(({ path }) => path)).toEqual([
      '$.type',
      '$.data.user.id',
      '$.data.items.0.sku',
      '$.data.items.1.sku',
      '$.data.paid',
      '$.data.note',
    ]);
    for (const { path, value } of leaves) {
      expect(payloadPath.safeParse(path).success).toBe(true);
      const mapping = {
        ...blankMapping,
        event: { text: 'E' },
        userId: { text: 'u' },
        properties: { it: path },
      };
      const mapped = mapPayload(mapping, payload, 'h');
      expect('call' in mapped && mapped.call.properties).toEqual(value === null ? {} : { it: value });
    }
  });

  it('are at most three hundred, however large the payload', () => {
    expect(leavesOf(Array.from({ length: 1_000 }, () => ({ a: 1 })))).toHaveLength(300);
  });
});

describe('a value chosen from a payload', () => {
  it('is named after its key, and never takes the name of another', () => {
    const once = withValue(blankMapping, '$.data.items.0.sku');
    expect(once.properties).toEqual({ sku: '$.data.items.0.sku' });
    const twice = withValue(once, '$.data.items.1.sku');
    expect(twice.properties).toEqual({ sku: '$.data.items.0.sku', sku2: '$.data.items.1.sku' });
    expect(withValue(twice, '$.data.items.1.sku')).toBe(twice);
    expect(usesOf({ ...twice, userId: '$.data.items.1.sku' }, '$.data.items.1.sku')).toEqual({
      parts: ['userId'],
      names: ['sku2'],
    });
  });

  it('becomes a trait where the call says who somebody is', () => {
    expect(withValue({ ...blankMapping, type: 'group' }, '$.plan').traits).toEqual({ plan: '$.plan' });
  });

  it('is a path where it begins with a dollar, and otherwise the same text each time', () => {
    expect(sourceFrom(' ')).toBeUndefined();
    for (const text of ['$.data.id', 'Payment Failed']) expect(sourceText(sourceFrom(text))).toBe(text);
    expect(sourceFrom('Payment Failed')).toEqual({ text: 'Payment Failed' });
  });
});
