import { mongo } from 'mongoose';

/** How long a call may take to notice by itself that its connection is gone, in milliseconds. */
const NOTICE = 1_000;

/** In milliseconds. No call takes this long; one that does waits for an answer that will not come. */
const LONGEST_CALL = 15_000;

/** Ends calls that wait for an answer on a connection that no longer exists. */
export interface LostConnections {
  /** The result of a call; a MongoNetworkError a moment after connections it may have used were lost. */
  unlessLost<Result>(call: Promise<Result>): Promise<Result>;
}

/**
 * The driver (7.x, `Connection.writeCommand`) waits for the event `drain` after writing more than a socket buffers,
 * and hears of nothing else: a server killed at that moment leaves the call waiting for ever. The pool does learn of
 * the loss, so the calls under way a moment later are ended here; a sound one among them is only made again.
 */
export function watchConnections(client: mongo.MongoClient): LostConnections {
  const waiting = new Set<(error: Error) => void>();
  client.on('connectionPoolCleared', () => {
    setTimeout(() => {
      for (const end of waiting) end(lost());
    }, NOTICE).unref();
  });
  return {
    unlessLost: (call) =>
      new Promise((resolve, reject) => {
        const limit = setTimeout(() => reject(lost()), LONGEST_CALL).unref();
        waiting.add(reject);
        call.then(resolve, reject).finally(() => {
          clearTimeout(limit);
          waiting.delete(reject);
        });
      }),
  };
}

function lost(): Error {
  return new mongo.MongoNetworkError('the connection was lost while the call was under way');
}
