import { createRequire } from 'node:module';
import type { Socket } from 'node:net';
import { mongo } from 'mongoose';

interface DriverConnection {
  socket: Socket;
  writeCommand(...options: unknown[]): Promise<void>;
}

const mended = Symbol.for('mooring.closed-sockets');

/**
 * The driver (7.x, `Connection.writeCommand`) waits for `drain` after a write that was not taken at once, and a socket
 * that is closed meanwhile never drains: the call, its place in the pool and even the monitor that would notice the
 * loss wait for ever. Here the wait also ends when the socket closes. Done once for all connections of the process;
 * where a later driver has no such method there is nothing to mend.
 */
export function endWritesOnClosedSockets(): void {
  const requireOfMongoose = createRequire(createRequire(import.meta.url).resolve('mongoose'));
  const { Connection } = requireOfMongoose('mongodb/lib/cmap/connection') as {
    Connection?: { prototype: DriverConnection & { [mended]?: true } };
  };
  const prototype = Connection?.prototype;
  if (!prototype || typeof prototype.writeCommand !== 'function' || prototype[mended]) return;
  const { writeCommand } = prototype;
  prototype[mended] = true;
  prototype.writeCommand = function (this: DriverConnection, ...options: unknown[]): Promise<void> {
    const { socket } = this;
    return new Promise((resolve, reject) => {
      const onClose = () =>
        reject(new mongo.MongoNetworkError('the connection was closed while the call was written'));
      if (socket.destroyed) {
        onClose();
        return;
      }
      socket.once('close', onClose);
      writeCommand
        .apply(this, options)
        .then(resolve, reject)
        .finally(() => socket.off('close', onClose));
    });
  };
}
