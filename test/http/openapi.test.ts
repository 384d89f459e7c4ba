import { describe, expect, it } from 'vitest';
import { openApiDocument } from '../../server/http/openapi.ts';
import { routes } from '../../shared/api.ts';

const document = openApiDocument() as {
  openapi: string;
  paths: Record<string, Record<string, { operationId: string; security: unknown[] }>>;
  components: { schemas: Record<string, unknown> };
};

describe('the API’s description', () => {
  it('has one operation per route', () => {
    const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
    expect(operations.map(({ operationId }) => operationId).sort()).toEqual(Object.keys(routes).sort());
    expect(document.openapi).toBe('3.1.0');
  });

  it('refers only to what it has', () => {
    const refs = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref]) => ref ?? '');
    expect(refs.length).toBeGreaterThan(0);
    for (const ref of refs) {
      const name = ref.replace('#/components/schemas/', '');
      expect([ref, name in document.components.schemas]).toEqual([ref, true]);
    }
    expect(JSON.stringify(document)).not.toContain('$defs');
  });

  it('asks for a key wherever one is needed', () => {
    expect(document.paths['/v1/track']?.post?.security).toEqual([{ writeKey: [] }]);
    expect(document.paths['/api/workflows/{id}']?.put?.security).toEqual([{ apiKey: [] }, { session: [] }]);
    expect(document.paths['/api/setup']?.get?.security).toEqual([]);
  });
});
