import type { Message } from '../../shared/message.ts';
import type { PublishedText } from './workspace.ts';

/** What a provider made of one message. */
export type DeliveryOutcome =
  | { type: 'sent'; providerId?: string | undefined }
  /** Not accepted; `retryable` says whether trying later can help. */
  | { type: 'failed'; retryable: boolean; reason: string; retryAfterSeconds?: number | undefined }
  /** It cannot be told whether it was accepted (a hang after the request left): never sent again by itself. */
  | { type: 'unknown'; reason: string };

export interface Mailer {
  name: 'preview' | 'sendgrid';
  /** Never throws. `headers` are RFC 8058’s and our own id. */
  send(
    message: Message,
    options: { from: string; headers: Record<string, string>; signal?: AbortSignal },
  ): Promise<DeliveryOutcome>;
}

/** What texts may read: own properties only. */
export interface TextData {
  contact: Record<string, unknown>;
  account?: Record<string, unknown> | undefined;
  trigger?: Record<string, unknown> | undefined;
}

export interface RenderedEmail {
  subject: string;
  preheader?: string | undefined;
  html: string;
  text: string;
}

/** Turns texts into what people read: MJML once at publishing, Liquid per contact. */
export interface Renderer {
  /** Compiles a step’s text; throws nothing for faulty Liquid but answers the faults found. */
  compile(source: {
    subject: string;
    preheader?: string | undefined;
    body: string;
  }): Promise<{ text: PublishedText; faults: string[] }>;
  /** The fault of a single Liquid text, or undefined when it parses. */
  fault(text: string): string | undefined;
  /** Renders for one contact, the footer with the unsubscribe link included where `footer` is given. */
  email(text: PublishedText, data: TextData, footer?: Footer): RenderedEmail;
  /** Renders one line of plain text (titles, notes): nothing is HTML-escaped, CR and LF become spaces where `oneLine`. */
  line(text: string, data: TextData, options?: { oneLine?: boolean }): string;
  /** Renders a text in JSON: values are escaped as they stand between quotes. */
  json(text: string, data: TextData): string;
  /** Renders an address: values are percent-encoded. */
  url(text: string, data: TextData): string;
}

export interface Footer {
  companyName: string;
  postalAddress: string;
  unsubscribeUrl?: string | undefined;
  language: 'en' | 'pl' | 'ru';
}
