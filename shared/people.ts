import { z } from 'zod';

/** Roles from least to most; a role may do all that those before it may. */
export const roles = ['viewer', 'marketer', 'manager', 'admin'] as const;
export const role = z.enum(roles);
export type Role = z.infer<typeof role>;

/** Whether `has` is at least `needed`. */
export function roleAllows(has: Role, needed: Role): boolean {
  return roles.indexOf(has) >= roles.indexOf(needed);
}

export const password = z
  .string()
  .min(10, 'A password has at least 10 characters.')
  .max(200, 'A password has at most 200 characters.');

export const personView = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  role,
  disabled: z.boolean(),
  /** Invited, has not set a password yet. */
  invited: z.boolean(),
  lastSeenAt: z.string().optional(),
  createdAt: z.string(),
});
export type PersonView = z.infer<typeof personView>;

export const keyKind = z.enum(['api', 'server', 'browser']);

/** The origin of a site, such as `https://app.acme.test`. */
export const siteOrigin = z
  .url({ protocol: /^https?$/, error: 'Use the address of a site, such as https://app.example.com.' })
  .max(300)
  .transform((address) => new URL(address).origin);

export const keyView = z.object({
  id: z.string(),
  /** `api` keys call /api; `server` and `browser` keys write events. */
  kind: keyKind,
  name: z.string(),
  /** API keys only. */
  role: role.optional(),
  /** Browser keys only: the sites that may use it; any site where there are none. */
  origins: z.array(z.string()).optional(),
  /** The first characters, to tell keys apart. */
  hint: z.string(),
  createdAt: z.string(),
  lastUsedAt: z.string().optional(),
});
export type KeyView = z.infer<typeof keyView>;
