import { loadPart } from './load-part.ts';

/** Resolves once schemas can check: what checks comes behind the first picture of a page. */
export async function schemasThere(): Promise<void> {
  await loadPart(() => import('./schemas-there.ts'));
}
