import type { Socket } from 'node:net';
import { Double } from 'bson';
import type { Gate, Visitor } from './authentication.ts';
import type { Reply, ServerState } from './commands/command.ts';
import { commandNamed } from './commands/index.ts';
import { checkOptions, timeLimitOf } from './commands/options.ts';
import { codeNameOf, DatabaseError, fail } from './errors.ts';
import type { Executor } from './executor.ts';
import { type Budget, Framer } from './wire/framing.ts';
import { isAnswered, type Request, readMessage, writeReply } from './wire/messages.ts';

const ok = new Double(1);
const notOk = new Double(0);

/** What a connection needs of its server. */
export interface ConnectionHost {
  state: ServerState;
  executor: Executor;
  /** Where clients have to be let in first. */
  gate?: Gate | undefined;
  /** The room for messages of all connections that have not come whole. */
  incoming: Budget;
  warn(message: string): void;
}

interface Client {
  id: number;
  socket: Socket;
  visitor: Visitor | undefined;
}

/** How long a client may leave a message half sent, in milliseconds. */
const patience = 60_000;

/**
 * Serves one client. Whatever the client sends, only its own connection can suffer. Its commands run one after
 * the other, and no more are read until the answers have been taken: a client that asks without listening
 * makes nothing pile up here.
 */
export function serveConnection(host: ConnectionHost, socket: Socket, id: number): void {
  const framer = new Framer(host.incoming);
  const client: Client = { id, socket, visitor: host.gate?.visitor() };
  const waiting: Buffer[] = [];
  let isBusy = false;
  let isRunning = false;
  const abandon = (reason: string) => {
    host.warn(`A connection was closed: ${reason}`);
    socket.destroy();
  };
  const proceed = () => {
    while (!isBusy) {
      const message = waiting.shift();
      if (!message) {
        socket.resume();
        return;
      }
      isBusy = true;
      isRunning = true;
      let isInTime = true;
      const done = () => {
        isRunning = false;
        isBusy = socket.writableNeedDrain;
        if (!isInTime) proceed();
      };
      try {
        handle(host, socket, client, message, done);
      } catch (error) {
        abandon((error as Error).message);
        return;
      }
      isInTime = false;
    }
    if (waiting.length > 0) socket.pause();
  };
  socket.setNoDelay(true);
  // A broken connection is the client's affair; the close event follows.
  socket.on('error', () => undefined);
  socket.on('drain', () => {
    isBusy = false;
    proceed();
  });
  socket.on('close', () => {
    framer.close();
    // Nobody is there for answers any more; what was sent without waiting for one was sent all the same.
    waiting.splice(0, waiting.length, ...waiting.filter((message) => !isAnswered(message)));
    isBusy &&= isRunning;
    proceed();
  });
  socket.setTimeout(patience, () => {
    if (framer.isWaiting) abandon('a message was left half sent');
  });
  socket.on('data', (bytes: Buffer) => {
    try {
      for (const message of framer.push(bytes)) waiting.push(message);
    } catch (error) {
      abandon((error as Error).message);
      return;
    }
    proceed();
  });
}

/** Answers one message, then calls `done`. Throws for bytes that are no message at all. */
function handle(
  host: ConnectionHost,
  socket: Socket,
  client: Client,
  message: Buffer,
  done: () => void,
): void {
  let request: Request;
  try {
    request = readMessage(message);
  } catch (error) {
    // The frame was sound, so the connection can go on; only this message cannot be understood.
    if (!(error instanceof DatabaseError)) throw error;
    const failed = { requestId: message.readInt32LE(4), style: 'message' as const };
    socket.write(writeReply(failed, describeError(host, error)));
    done();
    return;
  }
  const answer = (outcome: Reply | Error) => {
    if (request.wantsReply && socket.writable) socket.write(frame(host, request, outcome));
    done();
  };
  try {
    submit(host, request, client, answer);
  } catch (error) {
    answer(error as Error);
  }
}

function submit(
  host: ConnectionHost,
  request: Request,
  client: Client,
  done: (outcome: Reply | Error) => void,
): void {
  const { command, statements } = request;
  const name = command.keys().next().value ?? fail(59, 'no command given');
  const db = command.get('$db');
  if (typeof db !== 'string' || db === '') fail(40414, "BSON field '$db' is missing but a required field");
  if (/[/\\. "$*<>:|?\0]/.test(db)) fail(73, `Invalid database name: '${db}'`);
  const welcome = client.visitor?.answer(name, command);
  if (welcome) {
    done(welcome);
    return;
  }
  const implementation = commandNamed(name, command);
  checkOptions(name, command, implementation.options);
  const { counts } = host.state;
  counts.set(name, (counts.get(name) ?? 0) + 1);
  const limit = name === 'getMore' ? undefined : timeLimitOf(command);
  const startedAt = performance.now();
  const context = { state: host.state, name, db, command, statements, connectionId: client.id };
  host.executor.submit({
    startedAt,
    context,
    command: implementation,
    deadline: limit === undefined ? Number.POSITIVE_INFINITY : startedAt + limit,
    done(outcome) {
      host.state.usage.add(context, implementation.kind, performance.now() - startedAt);
      done(outcome);
    },
    isAwaited: () => !request.wantsReply || !client.socket.destroyed,
  });
}

function frame(host: ConnectionHost, request: Request, outcome: Reply | Error): Buffer {
  if (outcome instanceof Error) return writeReply(request, describeError(host, outcome));
  try {
    return writeReply(request, outcome instanceof Map ? new Map(outcome).set('ok', ok) : { ...outcome, ok });
  } catch (error) {
    return writeReply(request, describeError(host, error as Error));
  }
}

function describeError(host: ConnectionHost, error: Error): Reply {
  if (error instanceof DatabaseError) {
    return {
      ok: notOk,
      errmsg: error.message,
      code: error.code,
      codeName: codeNameOf(error.code),
      ...error.extra,
    };
  }
  // LMDB says it in words: no room on the disk, a limit on the size of files, a full map. Where it meets one of them
  // in the middle of a large transaction it knows no more than that writing failed.
  if (/ENOSPC|No space left|EFBIG|File too large|MDB_MAP_FULL|Input\/output error/.test(error.message)) {
    return {
      ok: notOk,
      errmsg: `The disk takes no more: ${error.message}. Make room and try again; what was acknowledged is safe.`,
      code: 14031,
      codeName: codeNameOf(14031),
    };
  }
  if (error instanceof RangeError && /call stack/.test(error.message)) {
    return { ok: notOk, errmsg: 'The command is nested too deeply', code: 15, codeName: codeNameOf(15) };
  }
  host.warn(`A command failed unexpectedly: ${error.stack ?? error.message}`);
  return { ok: notOk, errmsg: `Internal error: ${error.message}`, code: 1, codeName: codeNameOf(1) };
}
