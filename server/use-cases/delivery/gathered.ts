/**
 * Does work in batches that form by themselves: what is added while a batch is being done goes into the next one, all
 * of it. Resolves, or fails, with the batch.
 */
export function gathered<Item>(
  work: (items: readonly Item[]) => Promise<void>,
): (item: Item) => Promise<void> {
  let collecting: Item[] = [];
  let next: Promise<void> | undefined;
  let running: Promise<void> = Promise.resolve();

  return (item) => {
    collecting.push(item);
    next ??= running
      .catch(() => undefined)
      .then(() => {
        const items = collecting;
        collecting = [];
        next = undefined;
        running = work(items);
        return running;
      });
    return next;
  };
}
