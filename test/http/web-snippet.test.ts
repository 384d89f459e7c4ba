import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

describe('the web snippet', () => {
  it('weighs no more than 3 KB on the wire', () => {
    const code = readFileSync(new URL('../../editor/public/t.js', import.meta.url));
    expect(gzipSync(code, { level: 9 }).length).toBeLessThanOrEqual(3 * 1024);
  });
});
