import { z } from 'zod';
import { stepId, stepName } from './fields.ts';
import { outcomeExits, type StepDefinition } from './step-definition.ts';

const header = z.strictObject({
  name: z
    .string()
    .max(100)
    .regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/, 'A header name has letters, digits and “-”.'),
  value: z.string().max(2_000).describe('Liquid; {{ secrets.name }} is a secret kept in the settings'),
});

const schema = z
  .strictObject({
    kind: z.literal('call-webhook'),
    name: stepName,
    url: z.string().max(2_000).default('').describe('https:// or http://; Liquid in path and query'),
    headers: z.array(header).max(20).default([]),
    body: z
      .string()
      .max(50_000)
      .optional()
      .describe('JSON with Liquid; left out, contact, account and trigger'),
    timeout: z.enum(['5s', '10s', '20s', '30s']).default('10s'),
    next: stepId.optional().describe('Stands for all exits'),
    exits: z.strictObject({ ok: stepId.optional(), failed: stepId.optional() }).optional(),
  })
  .meta({ description: 'Call another system with JSON' });

/** Headers that are ours or the connection's. */
const reserved = new Set(['host', 'content-length', 'transfer-encoding', 'connection', 'idempotency-key']);

/** Posts JSON to another system; `ok` when it answered 2xx, `failed` when it never did. */
export const callWebhook: StepDefinition<z.infer<typeof schema>> = {
  schema,
  kind: 'call-webhook',
  group: 'data',
  waits: false,
  blank: () => ({ kind: 'call-webhook', url: '', headers: [], timeout: '10s' }),
  ...outcomeExits(['ok', 'failed']),
  summary: (step) =>
    step.url
      ? { key: 'steps.call-webhook.summary', values: { host: hostOf(step.url) ?? step.url } }
      : { key: 'steps.call-webhook.empty', values: {} },
  check(step, { name, report, text, knowledge }) {
    if (!step.url.trim()) report('WEBHOOK_URL_MISSING', 'url', { step: name });
    else if (hostOf(step.url) === undefined) report('WEBHOOK_URL_INVALID', 'url', { step: name });
    text('url', step.url);
    text('body', step.body);
    step.headers.forEach(({ name: header, value }, index) => {
      const at = `headers.${index}`;
      if (reserved.has(header.toLowerCase()))
        report('WEBHOOK_HEADER_RESERVED', `${at}.name`, { step: name, header });
      text(`${at}.value`, value);
      for (const [, secret = ''] of value.matchAll(/secrets\.([A-Za-z0-9_-]+)/g))
        if (knowledge.secrets && !knowledge.secrets.has(secret))
          report('SECRET_UNKNOWN', `${at}.value`, { step: name, secret });
    });
    const body = step.body?.trim();
    if (body && !/\{[{%]/.test(body) && !isJson(body)) report('WEBHOOK_BODY_INVALID', 'body', { step: name });
  },
};

/** The host an address leads to, which Liquid may not decide; undefined where it is no address of the web. */
function hostOf(address: string): string | undefined {
  const match = /^https?:\/\/([^/?#]+)/i.exec(address.trim());
  const host = match?.[1];
  if (host === undefined || /[{}@]/.test(host)) return undefined;
  try {
    return new URL(`https://${host}`).host;
  } catch {
    return undefined;
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
