import { access, constants, mkdir } from 'node:fs/promises';
import type { Config } from './config.ts';
import { reservedRoom, roomForData } from './embedded-mongo/index.ts';
import { listen } from './http/listen.ts';
import { createLog } from './log.ts';
import { openDatabase } from './open-database.ts';

/** One thing that was looked at: how it is, or how to mend it. */
export interface Finding {
  isFine: boolean;
  text: string;
}

const OLDEST_NODE = [20, 19] as const;

/** With less room than this, in bytes, something has to be done soon: eight times what the database keeps free. */
const PLENTY = 8 * reservedRoom;

/** Looks at everything Mooring needs to run: Node, data directory, port, database and mail. */
export async function examine(config: Config): Promise<Finding[]> {
  return [
    nodeVersion(process.versions.node),
    ...(config.mongodbUri
      ? []
      : [await dataDirectory(config.dataDir), diskRoom(roomForData(config.dataDir))]),
    await port(config),
    await database(config),
    mail(config),
  ];
}

function nodeVersion(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isFine = major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
  return isFine
    ? { isFine, text: `Node ${version}` }
    : { isFine, text: `Node ${version} is too old: install ${OLDEST_NODE.join('.')} or newer.` };
}

async function dataDirectory(directory: string): Promise<Finding> {
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    await access(directory, constants.R_OK | constants.W_OK);
    return { isFine: true, text: `Data directory ${directory}` };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { isFine: false, text: `DATA_DIR: ${directory} cannot be written (${why}). Choose another.` };
  }
}

/** How much room there is for the embedded database, in bytes: it stops writing long before the disk is full. */
export function diskRoom(room: number): Finding {
  if (room >= PLENTY) return { isFine: true, text: `Room for data: ${megabytes(room)}` };
  const stops = `Below ${megabytes(reservedRoom)} the database takes no more writes`;
  return room < reservedRoom
    ? {
        isFine: false,
        text: `DATA_DIR: only ${megabytes(room)} are free. ${stops}: make room, or move it to a larger disk.`,
      }
    : { isFine: false, text: `DATA_DIR: ${megabytes(room)} are left. ${stops}: make room before that.` };
}

function megabytes(bytes: number): string {
  return Number.isFinite(bytes) ? `${Math.floor(bytes / 1024 ** 2)} MB` : 'no limit known';
}

async function port({ host, port: number }: Config): Promise<Finding> {
  try {
    const door = await listen(host, number);
    await door.close(0);
    return { isFine: true, text: `Port ${number} on ${host} is free` };
  } catch (error) {
    if (await answersAsMooring(host, number))
      return { isFine: true, text: `Mooring is running on ${host}:${number}` };
    return { isFine: false, text: error instanceof Error ? error.message : String(error) };
  }
}

async function answersAsMooring(host: string, number: number): Promise<boolean> {
  try {
    const response = await fetch(`http://${host}:${number}/api/setup`, {
      signal: AbortSignal.timeout(2_000),
    });
    const answer: unknown = await response.json();
    return typeof answer === 'object' && answer !== null && 'needed' in answer;
  } catch {
    return false;
  }
}

async function database(config: Config): Promise<Finding> {
  const name = config.mongodbUri ? 'MONGODB_URI' : 'The embedded database';
  try {
    const opened = await openDatabase(config, createLog('silent'));
    const answers = await opened.ping();
    await opened.close();
    return answers
      ? { isFine: true, text: `${name} answers` }
      : { isFine: false, text: `${name} is connected but does not answer.` };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { isFine: false, text: `${name}: ${why}` };
  }
}

function mail(config: Config): Finding {
  if (!config.sendgrid)
    return { isFine: true, text: 'Mail stays in the preview outbox (set SENDGRID_API_KEY to send)' };
  return config.mailFrom
    ? { isFine: true, text: `Mail goes out through SendGrid from ${config.mailFrom}` }
    : { isFine: false, text: 'MAIL_FROM: set the sender’s address, or nothing is sent.' };
}
