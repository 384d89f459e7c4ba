import type { DemoLive, DemoLiveStore } from '../ports/demo.ts';
import { define, type OpenShelf } from './definition.ts';
import { fromStored } from './stored.ts';

const ID = 'demo';

const definition = define('demoLive', { sentUntil: Date });

/** One document while the live mode of the demo is on. */
export function demoLiveStore(open: OpenShelf): DemoLiveStore {
  const shelf = open(definition);
  return {
    async get() {
      const found = await shelf.first({ _id: ID });
      if (!found) return undefined;
      const { startedAt, until, sentUntil, sent } = fromStored<DemoLive & { id: string }>(found);
      return { startedAt, until, sentUntil, sent };
    },
    async start(live) {
      await shelf.change({ _id: ID }, { $set: live }, { upsert: true });
    },
    advance(from, to, calls) {
      return shelf.change(
        { _id: ID, sentUntil: from },
        { $set: { sentUntil: to }, $inc: { sent: calls } },
        { own: { _id: ID, sentUntil: to } },
      );
    },
    async stop() {
      await shelf.remove({ _id: ID });
    },
  };
}
