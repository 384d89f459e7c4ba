import type { QueryClient } from '@tanstack/react-query';

/** So long nothing may be on its way before a page counts as drawn: one answer often leads to the next question. */
const QUIET = 100;
/** What waits for the first picture does not wait longer than this, in milliseconds. */
const PATIENCE = 5_000;

let open = () => {};
const picture = new Promise<void>((resolve) => {
  open = resolve;
});

/** Notes the first picture, once a page is drawn and what it asked the server for is there. */
export function watchFirstPicture(
  router: { subscribe(event: 'onRendered', listener: () => void): () => void },
  queries: Pick<QueryClient, 'isFetching' | 'getQueryCache'>,
): void {
  const giveUp = setTimeout(open, PATIENCE);
  void picture.then(() => clearTimeout(giveUp));
  const stop = router.subscribe('onRendered', () => {
    stop();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      clearTimeout(timer);
      if (queries.isFetching() === 0) timer = setTimeout(open, QUIET);
    };
    const stopLooking = queries.getQueryCache().subscribe(look);
    void picture.then(stopLooking);
    look();
  });
}

/** Runs something as soon as the first page is drawn, at once where it is; returns how to stop. */
export function afterFirstPicture(run: () => void): () => void {
  let isStopped = false;
  void picture.then(() => {
    if (!isStopped) run();
  });
  return () => {
    isStopped = true;
  };
}
