import { describe, expect, it } from 'vitest';
import { snippet, snippetKinds } from '../../editor/pages/connect/snippets.ts';

describe.each(snippetKinds)('the %s snippet', (kind) => {
  it('carries this server’s address and the key', () => {
    const { code } = snippet(kind, 'https://mooring.example:8443', 'wk_1');
    expect(code).toContain('mooring.example:8443');
    expect(code).toContain('wk_1');
  });
});
