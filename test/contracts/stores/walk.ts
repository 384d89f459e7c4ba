import type { PageOf, PageRequest } from '../../../server/ports/stores.ts';

/** Reads a list to its end, page by page, doing something between the pages. */
export async function walk<Item>(
  read: (request: PageRequest) => Promise<PageOf<Item>>,
  limit: number,
  between: () => Promise<void> = async () => undefined,
): Promise<Item[]> {
  const items: Item[] = [];
  let page = await read({ limit });
  for (;;) {
    items.push(...page.items);
    if (page.next === undefined) return items;
    await between();
    page = await read({ limit, after: page.next });
  }
}
