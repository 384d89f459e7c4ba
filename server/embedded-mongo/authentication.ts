import { createHash, createHmac, pbkdf2Sync, randomBytes, timingSafeEqual } from 'node:crypto';
import { Binary } from 'bson';
import type { Doc, Value } from './bson/values.ts';
import type { Reply } from './commands/command.ts';
import { fail } from './errors.ts';

/** Who everybody is that knows the secret. */
export const userName = 'mooring';

/** The least that drivers accept; the secret is random and as long as the key made of it. */
const iterations = 4_096;

const mechanism = 'SCRAM-SHA-256';

/** What a stranger may ask: who is there, and to be let in. */
const openToAll = new Set(['hello', 'isMaster', 'ismaster', 'ping', 'endSessions', 'logout']);

/**
 * Lets in those who know a secret, and shows them that the server knows it too: SCRAM-SHA-256 (RFC 5802, 7677). For
 * systems on which the address alone keeps nobody out.
 */
export class Gate {
  private readonly salt = randomBytes(24);
  private readonly storedKey: Buffer;
  private readonly serverKey: Buffer;

  constructor(secret: string) {
    const salted = pbkdf2Sync(secret, this.salt, iterations, 32, 'sha256');
    this.storedKey = createHash('sha256').update(hmac(salted, 'Client Key')).digest();
    this.serverKey = hmac(salted, 'Server Key');
  }

  /** Somebody at the gate; one for each connection. */
  visitor(): Visitor {
    return new Visitor(this.salt.toString('base64'), this.storedKey, this.serverKey);
  }
}

/** A connection on its way in. */
export class Visitor {
  private isAdmitted = false;
  /** What was said first by both, while the proof is awaited. */
  private conversation: { client: string; server: string; nonce: string } | undefined;
  private readonly salt: string;
  private readonly storedKey: Buffer;
  private readonly serverKey: Buffer;

  constructor(salt: string, storedKey: Buffer, serverKey: Buffer) {
    this.salt = salt;
    this.storedKey = storedKey;
    this.serverKey = serverKey;
  }

  /** Answers what belongs to being let in, lets the rest pass, and refuses it (code 13) to those who are not. */
  answer(name: string, command: Doc): Reply | undefined {
    if (name === 'saslStart') return this.begin(command);
    if (name === 'saslContinue') return this.prove(command);
    if (!this.isAdmitted && !openToAll.has(name)) fail(13, `Command ${name} requires authentication`);
    return undefined;
  }

  private begin(command: Doc): Reply {
    this.isAdmitted = false;
    this.conversation = undefined;
    if (command.get('mechanism') !== mechanism) {
      fail(334, `Received authentication for a mechanism which is not ${mechanism}`);
    }
    const [, client = '', clientNonce = ''] =
      new RegExp(`^n,,(n=${userName},r=([!-+\\--~]{1,200}))$`).exec(textOf(command.get('payload'))) ??
      refuse();
    const nonce = clientNonce + randomBytes(24).toString('base64');
    const server = `r=${nonce},s=${this.salt},i=${iterations}`;
    this.conversation = { client, server, nonce };
    return { conversationId: 1, done: false, payload: new Binary(Buffer.from(server)) };
  }

  private prove(command: Doc): Reply {
    // Whoever is in already has proved it; some drivers end with an empty exchange.
    if (this.isAdmitted) return { conversationId: 1, done: true, payload: new Binary(Buffer.alloc(0)) };
    const { conversation } = this;
    this.conversation = undefined;
    const [, withoutProof = '', nonce, proof = ''] =
      /^(c=biws,r=([^,]+)),p=([^,]+)$/.exec(textOf(command.get('payload'))) ?? refuse();
    if (!conversation || nonce !== conversation.nonce) return refuse();
    const message = `${conversation.client},${conversation.server},${withoutProof}`;
    const signature = hmac(this.storedKey, message);
    const given = Buffer.from(proof, 'base64');
    if (given.length !== signature.length) return refuse();
    const clientKey = Buffer.from(signature.map((byte, i) => byte ^ (given[i] as number)));
    const claimed = createHash('sha256').update(clientKey).digest();
    if (!timingSafeEqual(claimed, this.storedKey)) return refuse();
    this.isAdmitted = true;
    const own = `v=${hmac(this.serverKey, message).toString('base64')}`;
    return { conversationId: 1, done: true, payload: new Binary(Buffer.from(own)) };
  }
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function textOf(payload: Value | undefined): string {
  return payload instanceof Binary ? Buffer.from(payload.value()).toString('latin1') : refuse();
}

function refuse(): never {
  return fail(18, 'Authentication failed.');
}
