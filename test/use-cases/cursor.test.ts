import { describe, expect, it } from 'vitest';
import { decodeCursor, encodeCursor } from '../../server/use-cases/cursor.ts';

describe('a cursor', () => {
  it('brings back the place it was made from', () => {
    expect(decodeCursor(encodeCursor([1_700_000_000_000, 'ż-1']) ?? '')).toEqual([1_700_000_000_000, 'ż-1']);
    expect(decodeCursor(encodeCursor(['name', 'id']) ?? '')).toEqual(['name', 'id']);
  });

  it('is URL-safe', () => {
    expect(encodeCursor(['ÿþ?>~~~', '???'])).toMatch(/^[\w-]+$/);
  });

  it('is null at the end and nothing on the first page', () => {
    expect(encodeCursor(undefined)).toBeNull();
    expect(decodeCursor(undefined)).toBeUndefined();
    expect(decodeCursor('')).toBeUndefined();
  });

  it.each([
    '%%%',
    'e30',
    'W10',
    'WzEsMl0',
    'eyIkZ3QiOiIifQ',
    Buffer.from('[{"$gt":""},"a"]').toString('base64url'),
  ])('refuses %s, which no list gave out', (text) => {
    expect(() => decodeCursor(text)).toThrowError(expect.objectContaining({ code: 'CURSOR_INVALID' }));
  });
});
