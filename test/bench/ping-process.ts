import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { encodeDocument } from '../../server/embedded-mongo/bson/encode.ts';
import { message } from '../embedded-mongo/hostile-client.ts';

/**
 * Asks a database and a bare echo process in turn, all the time, and keeps how long each answer took, in milliseconds.
 * Told anything by its parent, it says what it has kept and begins anew: not before the answers under way have come, of
 * which one at least was waited for while the work was done or right behind it. A process of its own, so that nothing
 * else delays it.
 */
const [databaseSocket = '', echoSocket = ''] = process.argv.slice(2);
const ping = message(encodeDocument({ ping: 1, $db: 'admin' }));

export interface Waits {
  database: number[];
  echo: number[];
}

let waits: Waits = { database: [], echo: [] };
let isAsked = false;
process.on('message', () => {
  isAsked = true;
});
process.on('disconnect', () => process.exit(0));

async function ask(socket: Socket): Promise<number> {
  const from = performance.now();
  const answer = new Promise<number>((resolve) => {
    socket.once('data', () => resolve(performance.now() - from));
  });
  socket.write(ping);
  return answer;
}

const [database, echo] = [connect(databaseSocket), connect(echoSocket)];
process.send?.('ready');
for (;;) {
  waits.database.push(await ask(database));
  waits.echo.push(await ask(echo));
  if (isAsked) {
    process.send?.(waits);
    waits = { database: [], echo: [] };
    isAsked = false;
  }
  await sleep(2);
}
