import { decodeDocument } from '../bson/decode.ts';
import { type Encodable, encodeDocument } from '../bson/encode.ts';
import type { Doc } from '../bson/values.ts';
import { fail } from '../errors.ts';

const opReply = 1;
const opQuery = 2004;
const opMessage = 2013;

const checksumPresent = 1;
const moreToCome = 2;
/** Bits below this one change the meaning of a message, so unknown ones among them are refused. */
const firstOptionalBit = 16;

/** Where commands that write have what they are to write. */
const statementsField: Readonly<Record<string, string>> = {
  insert: 'documents',
  update: 'updates',
  delete: 'deletes',
  bulkWrite: 'ops',
};

/** A command as it came over the wire. */
export interface Request {
  requestId: number;
  /** How the answer must be framed. */
  style: 'query' | 'message';
  command: Doc;
  /** What is to be written, one encoded document for each statement, where it came as a sequence. */
  statements: Buffer[] | undefined;
  /** Whether the client waits for an answer. */
  wantsReply: boolean;
}

/** Whether the sender of a message waits for an answer. */
export function isAnswered(message: Buffer): boolean {
  if (message.length < 20 || message.readInt32LE(12) !== opMessage) return true;
  return (message.readUInt32LE(16) & moreToCome) === 0;
}

/** Reads a message. Throws for anything that is not well formed. */
export function readMessage(message: Buffer): Request {
  const operation = message.readInt32LE(12);
  if (operation === opMessage) return readOpMessage(message);
  if (operation === opQuery) return readOpQuery(message);
  return fail(352, `Unsupported opcode ${operation}`);
}

/** Only the first greeting of a connection comes in this old form. */
function readOpQuery(message: Buffer): Request {
  const zero = message.indexOf(0, 20);
  if (zero < 0 || zero + 9 >= message.length) fail(22, 'Invalid BSON: a query is cut short');
  const name = message.toString('utf8', 20, zero);
  if (!name.endsWith('.$cmd')) fail(5739101, 'OP_QUERY is no longer supported');
  const command = decodeDocument(message, zero + 9);
  if (!command.has('$db')) command.set('$db', name.slice(0, -5));
  return {
    requestId: message.readInt32LE(4),
    style: 'query',
    command,
    statements: undefined,
    wantsReply: true,
  };
}

function readOpMessage(message: Buffer): Request {
  if (message.length < 26) fail(22, 'Invalid BSON: a message is cut short');
  const flags = message.readUInt32LE(16);
  const required = flags & ((1 << firstOptionalBit) - 1) & ~(checksumPresent | moreToCome);
  if (required !== 0) fail(9, `Message contains unknown flags: ${required}`);
  const end = message.length - (flags & checksumPresent ? 4 : 0);
  let command: Doc | undefined;
  const sequences = new Map<string, Buffer[]>();
  let at = 20;
  while (at < end) {
    const kind = message[at];
    if (at + 5 > end) fail(22, 'Invalid BSON: a section is cut short');
    const length = message.readInt32LE(at + 1);
    const sectionEnd = at + 1 + length;
    if (length < 5 || sectionEnd > end) fail(22, `Invalid BSON: a section claims ${length} bytes`);
    if (kind === 0) {
      if (command) fail(9, 'Multiple body sections in message');
      command = decodeDocument(message.subarray(at + 1, sectionEnd));
    } else if (kind === 1) readSequence(message, at + 5, sectionEnd, sequences);
    else fail(9, `Unknown section kind ${kind}`);
    at = sectionEnd;
  }
  if (!command) return fail(9, 'A message has no body section');
  const own = statementsField[command.keys().next().value ?? ''];
  for (const [name, items] of sequences) {
    if (command.has(name)) fail(9, `Duplicate field between body and document sequence ${name}`);
    // There may be a hundred thousand: they are decoded one by one, when their turn comes.
    if (name === own) continue;
    command.set(
      name,
      items.map((item) => decodeDocument(item)),
    );
  }
  const wantsReply = (flags & moreToCome) === 0;
  const statements = own === undefined ? undefined : sequences.get(own);
  return { requestId: message.readInt32LE(4), style: 'message', command, statements, wantsReply };
}

function readSequence(message: Buffer, start: number, end: number, sequences: Map<string, Buffer[]>): void {
  const zero = message.indexOf(0, start);
  if (zero < 0 || zero >= end) fail(22, 'Invalid BSON: a section has no name');
  const name = message.toString('utf8', start, zero);
  if (sequences.has(name)) fail(9, `Duplicate document sequence ${name}`);
  const items: Buffer[] = [];
  for (let at = zero + 1; at < end; ) {
    if (at + 5 > end) fail(22, 'Invalid BSON: a document is cut short');
    const length = message.readInt32LE(at);
    if (length < 5 || at + length > end) fail(22, `Invalid BSON: a document claims ${length} bytes`);
    items.push(message.subarray(at, at + length));
    at += length;
  }
  sequences.set(name, items);
}

let lastRequestId = 0;

/** Frames an answer in the style of its request. */
export function writeReply(
  request: { requestId: number; style: Request['style'] },
  reply: Encodable,
): Buffer {
  const isMessage = request.style === 'message';
  const headroom = isMessage ? 21 : 36;
  const bytes = encodeDocument(reply, headroom);
  bytes.fill(0, 0, headroom);
  bytes.writeInt32LE(bytes.length, 0);
  lastRequestId = (lastRequestId + 1) & 0x7fffffff;
  bytes.writeInt32LE(lastRequestId, 4);
  bytes.writeInt32LE(request.requestId, 8);
  bytes.writeInt32LE(isMessage ? opMessage : opReply, 12);
  if (!isMessage) {
    // Flags: the server can await data. Then cursor and starting point, and one document.
    bytes.writeInt32LE(8, 16);
    bytes.writeInt32LE(1, 32);
  }
  return bytes;
}
