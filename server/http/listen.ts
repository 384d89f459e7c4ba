import { createServer, type RequestListener, type Server } from 'node:http';

/** The port cannot be opened; the message names the variable and the fix. */
export class ListenError extends Error {
  override readonly name = 'ListenError';
}

/** A port that is open; requests wait until there is something to answer them. */
export interface Listening {
  port: number;
  /** From now on requests are answered; those that waited first. */
  answerWith(listener: RequestListener): void;
  /** Takes no new connections, lets running requests finish, and after `patience` milliseconds cuts them. */
  close(patience: number): Promise<void>;
}

/** Opens the port before anything else is started, so that a port that is taken is told at once. */
export async function listen(host: string, port: number): Promise<Listening> {
  let ready: (listener: RequestListener) => void = () => undefined;
  const waiting = new Promise<RequestListener>((resolve) => {
    ready = resolve;
  });
  const server = createServer((request, response) => {
    void waiting.then((listener) => listener(request, response));
  });
  server.requestTimeout = 60_000;
  server.keepAliveTimeout = 65_000;
  await opened(server, host, port);
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : port,
    answerWith(listener) {
      server.removeAllListeners('request');
      server.on('request', listener);
      ready(listener);
    },
    close(patience) {
      return new Promise((resolve) => {
        const timer = setTimeout(() => server.closeAllConnections(), patience);
        server.close(() => {
          clearTimeout(timer);
          resolve();
        });
        server.closeIdleConnections();
      });
    },
  };
}

function opened(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explained(error, host, port)));
    server.listen(port, host, () => resolve());
  });
}

function explained(error: NodeJS.ErrnoException, host: string, port: number): Error {
  if (error.code === 'EADDRINUSE')
    return new ListenError(`PORT: ${port} is already taken on ${host}. Set PORT to a free one.`);
  if (error.code === 'EACCES')
    return new ListenError(`PORT: ${port} may not be opened by this user. Set PORT to 1024 or higher.`);
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND')
    return new ListenError(`HOST: ${host} is no address of this machine. Set HOST to 127.0.0.1 or 0.0.0.0.`);
  return error;
}
