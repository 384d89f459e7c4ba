import { z } from 'zod';

/** The environment cannot be used; the message names each variable and its fix. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

const text = z.string().trim().min(1);

function webAddress(fix: string) {
  return text
    .refine((value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol), fix)
    .transform((value) => value.replace(/\/+$/, ''));
}

function secret(length: number) {
  return z.string().min(length, `Use at least ${length} characters.`);
}

/** `1` trusts one proxy in front, `loopback` or a list of addresses trusts those. */
const trustProxy = text.transform((value) => {
  if (/^\d+$/.test(value)) return Number(value);
  if (/^(true|yes)$/i.test(value)) return 1;
  if (/^(false|no)$/i.test(value)) return 0;
  return value;
});

const environment = z
  .object({
    PORT: z.coerce.number('Use a port number from 0 to 65535.').int().min(0).max(65_535).default(3000),
    HOST: text.default('127.0.0.1'),
    MONGODB_URI: text
      .regex(/^mongodb(\+srv)?:\/\//, 'Start it with mongodb:// or mongodb+srv://.')
      .optional(),
    DATA_DIR: text.default('./data'),
    PUBLIC_URL: webAddress('Use a web address such as https://mooring.example.com.').optional(),
    SENDGRID_API_KEY: text.optional(),
    SENDGRID_WEBHOOK_KEY: text.optional(),
    SENDGRID_BASE_URL: webAddress('Use a web address such as https://api.eu.sendgrid.com.').optional(),
    STRIPE_WEBHOOK_SECRET: text.optional(),
    STRIPE_API_KEY: text.optional(),
    STRIPE_BASE_URL: webAddress('Use a web address such as https://api.stripe.com.').optional(),
    MAIL_FROM: text
      .regex(
        /^[^<>\r\n]*<?[^\s@<>]+@[^\s@<>]+>?$/,
        'Use an address such as “Harbour <hello@harbour.example>”.',
      )
      .optional(),
    SESSION_SECRET: secret(16).optional(),
    MOORING_ENCRYPTION_KEY: secret(16).optional(),
    WEBHOOK_PRIVATE_HOSTS: text
      .regex(/^[^\s/]+$/, 'List hosts with commas between them, such as crm.internal,10.0.0.5:8080.')
      .transform((value) => value.split(',').filter((host) => host !== ''))
      .optional(),
    TRUST_PROXY: trustProxy.default(0),
    MOORING_ADMIN_EMAIL: z.email('Use an e-mail address.').optional(),
    MOORING_ADMIN_PASSWORD: secret(10).max(200, 'Use at most 200 characters.').optional(),
    MOORING_API_KEY: secret(16).optional(),
    MOORING_WRITE_KEY: secret(8).optional(),
    LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  })
  .refine((env) => (env.MOORING_ADMIN_EMAIL === undefined) === (env.MOORING_ADMIN_PASSWORD === undefined), {
    path: ['MOORING_ADMIN_PASSWORD'],
    message: 'Set MOORING_ADMIN_EMAIL and MOORING_ADMIN_PASSWORD together, or neither.',
  });

/** What the operator set, parsed once. */
export interface Config {
  port: number;
  host: string;
  mongodbUri?: string | undefined;
  dataDir: string;
  /** Unset: the address the server listens on. */
  publicUrl?: string | undefined;
  sendgrid?: { apiKey: string; baseUrl?: string | undefined } | undefined;
  sendgridWebhookKey?: string | undefined;
  stripe: { webhookSecret?: string | undefined; apiKey?: string | undefined; baseUrl?: string | undefined };
  mailFrom?: string | undefined;
  sessionSecret?: string | undefined;
  encryptionKey?: string | undefined;
  /** Private hosts that webhooks may call. */
  privateHosts: string[];
  trustProxy: number | string;
  admin?: { email: string; password: string } | undefined;
  apiKey?: string | undefined;
  writeKey?: string | undefined;
  logLevel: string;
}

/** Reads the environment; throws a `ConfigError` that names every variable that is wrong and how to mend it. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  // Container files and CI pass unset variables as empty text.
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new ConfigError(lines.join('\n'), { cause: parsed.error });
  }
  const set = parsed.data;
  return {
    port: set.PORT,
    host: set.HOST,
    mongodbUri: set.MONGODB_URI,
    dataDir: set.DATA_DIR,
    publicUrl: set.PUBLIC_URL,
    sendgrid: set.SENDGRID_API_KEY
      ? { apiKey: set.SENDGRID_API_KEY, baseUrl: set.SENDGRID_BASE_URL }
      : undefined,
    sendgridWebhookKey: set.SENDGRID_WEBHOOK_KEY,
    stripe: {
      webhookSecret: set.STRIPE_WEBHOOK_SECRET,
      apiKey: set.STRIPE_API_KEY,
      baseUrl: set.STRIPE_BASE_URL,
    },
    mailFrom: set.MAIL_FROM,
    sessionSecret: set.SESSION_SECRET,
    encryptionKey: set.MOORING_ENCRYPTION_KEY,
    privateHosts: set.WEBHOOK_PRIVATE_HOSTS ?? [],
    trustProxy: set.TRUST_PROXY,
    admin:
      set.MOORING_ADMIN_EMAIL && set.MOORING_ADMIN_PASSWORD
        ? { email: set.MOORING_ADMIN_EMAIL.toLowerCase(), password: set.MOORING_ADMIN_PASSWORD }
        : undefined,
    apiKey: set.MOORING_API_KEY,
    writeKey: set.MOORING_WRITE_KEY,
    logLevel: set.LOG_LEVEL,
  };
}
