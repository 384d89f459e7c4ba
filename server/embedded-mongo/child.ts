import { type LogLine, type ServedDatabase, serveDatabase } from './server.ts';
import { AlreadyServedError } from './store/ownership.ts';

/** What the child tells its parent. */
export type ChildMessage =
  | { type: 'ready'; uri: string }
  | { type: 'failed'; message: string; isServed: boolean }
  | { type: 'log'; line: LogLine };

function tell(message: ChildMessage): void {
  if (process.connected) process.send?.(message);
}

async function main(dir: string, asksForSecret: boolean): Promise<void> {
  let served: ServedDatabase | undefined;
  let isStopping = false;
  const stop = async () => {
    if (isStopping) return;
    isStopping = true;
    await served?.close();
    process.exit(0);
  };
  // However the parent dies, the channel to it closes; without a parent the child has no reason to be.
  process.on('disconnect', () => void stop());
  process.on('message', (message) => {
    if (message === 'stop') void stop();
  });
  // Signals to a whole process group are meant for the parent, which stops its child in good order.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => void stop());
  try {
    served = await serveDatabase({
      dir,
      asksForSecret,
      staysSmall: true,
      log: (line) => tell({ type: 'log', line }),
    });
    if (!process.connected) await stop();
    else tell({ type: 'ready', uri: served.uri });
  } catch (error) {
    tell({
      type: 'failed',
      message: (error as Error).message,
      isServed: error instanceof AlreadyServedError,
    });
    // The message must be out before the process is gone.
    process.disconnect?.();
    process.exitCode = 1;
  }
}

process.title = 'mooring-database';
void main(process.argv[2] ?? '.', process.argv[3] === 'secret');
