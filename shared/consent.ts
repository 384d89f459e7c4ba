import { z } from 'zod';
import type { Consent, Permissions } from './contact.ts';

/**
 * Who or what changed what somebody agreed to: they themselves by a link in a mail, one of the team or a program with a
 * key, the mail provider that heard of it, or a table that was imported.
 */
export const consentSources = ['link', 'team', 'provider', 'import'] as const;
export const consentSource = z.enum(consentSources);
export type ConsentSource = z.infer<typeof consentSource>;

/** What can be agreed to; a topic is named beside it. */
export const consentSubjects = ['email', 'phone', 'profiling', 'topic'] as const;
export const consentSubject = z.enum(consentSubjects);

/** One change of what somebody agreed to, as it is kept with them. */
export interface ConsentChange {
  /** Epoch milliseconds. */
  at: number;
  of: z.infer<typeof consentSubject>;
  topic?: string | undefined;
  to: Consent;
  source: ConsentSource;
  /** Whose hand it was, where it was somebody's of the team. */
  by?: string | undefined;
}

/** How a change came about. */
export type ConsentOrigin = Pick<ConsentChange, 'at' | 'source' | 'by'>;

/** So many changes are kept; nobody changes their mind so often. */
const MOST_KEPT = 100;

/** What somebody agreed to after a change, and the dated history of that. */
export function withPermissions<
  Of extends { permissions: Permissions; consents?: ConsentChange[] | undefined },
>(was: Of, permissions: Permissions, origin: ConsentOrigin): Of {
  const changes = changesBetween(was.permissions, permissions).map((change) => ({ ...change, ...origin }));
  if (changes.length === 0) return { ...was, permissions };
  return { ...was, permissions, consents: [...(was.consents ?? []), ...changes].slice(-MOST_KEPT) };
}

function changesBetween(was: Permissions, is: Permissions): Pick<ConsentChange, 'of' | 'topic' | 'to'>[] {
  const channels = (['email', 'phone'] as const)
    .filter((channel) => was[channel] !== is[channel])
    .map((channel) => ({ of: channel, to: is[channel] }));
  const objects = (is.objected ?? false) !== (was.objected ?? false);
  const turned = (topics: readonly string[], before: readonly string[], to: Consent) =>
    topics.filter((topic) => !before.includes(topic)).map((topic) => ({ of: 'topic' as const, topic, to }));
  return [
    ...channels,
    ...(objects
      ? [{ of: 'profiling' as const, to: is.objected ? ('denied' as const) : ('granted' as const) }]
      : []),
    ...turned(is.topicsOff, was.topicsOff, 'denied'),
    ...turned(was.topicsOff, is.topicsOff, 'granted'),
  ];
}

/** The histories of two people who turned out to be one, oldest first. */
export function consentsOfBoth(
  one: readonly ConsentChange[] = [],
  other: readonly ConsentChange[] = [],
): ConsentChange[] {
  return [...one, ...other].sort((a, b) => a.at - b.at).slice(-MOST_KEPT);
}
