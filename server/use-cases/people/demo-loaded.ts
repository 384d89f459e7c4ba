import type { Ports } from '../../ports/index.ts';

/** Whether demo data is here: every demo brings workflows of its own. */
export async function isDemoLoaded(runtime: Pick<Ports, 'workflows'>): Promise<boolean> {
  let page = await runtime.workflows.list({ limit: 200 });
  for (;;) {
    if (page.items.some((workflow) => workflow.demo === true)) return true;
    if (!page.next) return false;
    page = await runtime.workflows.list({ limit: 200, after: page.next });
  }
}
