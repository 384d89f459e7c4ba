import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A line to the database that can be cut where it hurts. */
export interface WeakLine {
  /** The same database, through this line. */
  uri: string;
  /** The next command of this name is carried out, but its answer is lost and the connection with it. */
  loseAnswerTo(command: string): void;
  /** Cuts every connection, and refuses new ones until `mend`. */
  cut(): void;
  mend(): void;
  close(): Promise<void>;
}

/** Lays a line in front of the database at `uri`, which has one host or socket. */
export async function layWeakLine(uri: string): Promise<WeakLine> {
  const [, host = '', rest = ''] = /^mongodb:\/\/((?:[^@/]*@)?[^/?]+)(.*)$/.exec(uri) ?? [];
  const address = host.slice(host.lastIndexOf('@') + 1);
  const credentials = host.slice(0, host.length - address.length);
  const path = join(tmpdir(), `line-${randomBytes(6).toString('hex')}.sock`);
  const open = new Set<Socket>();
  let doomed: Buffer | undefined;
  let isCut = false;

  const server = createServer((client) => {
    if (isCut) {
      client.destroy();
      return;
    }
    const database = reach(address);
    let isDoomed = false;
    for (const socket of [client, database]) {
      open.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        open.delete(socket);
        client.destroy();
        database.destroy();
      });
    }
    client.on('data', (bytes) => {
      if (doomed && bytes.includes(doomed)) {
        doomed = undefined;
        isDoomed = true;
      }
      database.write(bytes);
    });
    database.on('data', (bytes) => {
      if (isDoomed) client.destroy();
      else client.write(bytes);
    });
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));

  return {
    uri: `mongodb://${credentials}${encodeURIComponent(path)}${direct(rest)}`,
    loseAnswerTo(command) {
      // The first field of a command is its name, a text: type 2, the name, an end.
      doomed = Buffer.from(`\x02${command}\0`, 'latin1');
    },
    cut() {
      isCut = true;
      for (const socket of open) socket.destroy();
    },
    mend() {
      isCut = false;
    },
    async close() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
      await rm(path, { force: true });
    },
  };
}

function reach(address: string): Socket {
  if (address.startsWith('%2F')) return connect(decodeURIComponent(address));
  const [host = 'localhost', port = '27017'] = address.split(':');
  return connect(Number(port), host);
}

/** Without this, a member of a replica set would tell the driver its own address, past the line. */
function direct(rest: string): string {
  return /directConnection/.test(rest)
    ? rest
    : `${rest}${rest.includes('?') ? '&' : '?'}directConnection=true`;
}
