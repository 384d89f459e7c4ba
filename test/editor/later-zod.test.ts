import { describe, expect, it } from 'vitest';
import { z as zod } from 'zod/v4';
import { bringZod, z } from '../../editor/later-zod.ts';

const kind = z.enum(['small', 'large']);
interface Tree {
  kind: 'small' | 'large';
  below: Tree[];
}
const tree: zod.ZodType<Tree> = z.lazy(() =>
  z.strictObject({ kind, below: z.array(tree).default([]) }),
) as zod.ZodType<Tree>;
const parcel = z
  .object({ name: z.string().trim().min(1), size: kind.default('small'), note: z.string().optional() })
  .transform(({ name, ...rest }) => ({ ...rest, title: name }));
const wide = z.object({ a: z.number() }).extend({ b: z.union([z.literal('x'), z.iso.date()]) });
const early = z.string();

describe('schemas in the browser', () => {
  it('are taken down, and cannot check before the library is there', () => {
    expect(() => early.safeParse('a')).toThrow('before schemas-there.ts was loaded');
  });

  it('know the choices of an enumeration all the same', () => {
    expect(kind.options).toEqual(['small', 'large']);
  });

  it('refuse to be spread, which would lose what they say', () => {
    expect(() => ({ ...wide.shape })).toThrow('spread');
  });

  it('check as if they had been made at once when it is', () => {
    bringZod(zod);
    expect(parcel.parse({ name: ' Box ' })).toEqual({ title: 'Box', size: 'small' });
    expect(parcel.safeParse({ name: '' }).error?.issues[0]?.path).toEqual(['name']);
    expect(tree.parse({ kind: 'large', below: [{ kind: 'small' }] })).toEqual({
      kind: 'large',
      below: [{ kind: 'small', below: [] }],
    });
    expect(wide.safeParse({ a: 1, b: '2026-01-31' }).success).toBe(true);
    expect(wide.safeParse({ a: 1, b: 'tomorrow' }).success).toBe(false);
    expect(wide.shape.a.safeParse('1').success).toBe(false);
    expect(early.parse('a')).toBe('a');
  });
});
