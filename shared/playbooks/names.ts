import { billingEvents } from '../billing.ts';
import { COMPONENT_SEEN, PAGE_VIEWED } from '../event.ts';

/**
 * The event names that signals and playbooks are written with. A workspace whose product calls them otherwise says so
 * once (`settings.eventNames`), and what is made from here on carries its own names: documents stay portable, and
 * explanations show the names people know.
 */
export const shippedEvents = {
  signedUp: 'Signed Up',
  signedIn: 'Signed In',
  /** What shows that somebody got the point of the product. */
  activated: 'Activated',
  /** What people come to the product for. */
  keyAction: 'Key Action',
  teammateInvited: 'Teammate Invited',
  dataImported: 'Data Imported',
  integrationConnected: 'Integration Connected',
  dataExported: 'Data Exported',
  componentRemoved: 'Component Removed',
  memberRemoved: 'Member Removed',
  npsAnswered: 'NPS Answered',
  csatAnswered: 'CSAT Answered',
  ticketOpened: 'Ticket Opened',
  pageViewed: PAGE_VIEWED,
  componentSeen: COMPONENT_SEEN,
  ...billingEvents,
} as const;

/** Those a product may call otherwise; the rest are made by Mooring itself. */
export const renamableEvents = [
  shippedEvents.signedUp,
  shippedEvents.signedIn,
  shippedEvents.activated,
  shippedEvents.keyAction,
  shippedEvents.teammateInvited,
  shippedEvents.dataImported,
  shippedEvents.integrationConnected,
  shippedEvents.dataExported,
  shippedEvents.componentRemoved,
  shippedEvents.memberRemoved,
  shippedEvents.npsAnswered,
  shippedEvents.csatAnswered,
  shippedEvents.ticketOpened,
] as const;

/** What a workspace calls the shipped events, by their shipped names. */
export type EventNames = Readonly<Record<string, string | undefined>>;

/** The keys of documents that hold the name of an event: of triggers, exits, waits and facts. */
export const eventKeys: ReadonlySet<string> = new Set(['event', 'removal']);

/** A document, or any part of one, with the workspace's own event names. Everything else is left as it is. */
export function withEventNames<Part>(part: Part, names: EventNames): Part {
  if (Array.isArray(part)) return part.map((each) => withEventNames(each, names)) as Part;
  if (typeof part !== 'object' || part === null) return part;
  return Object.fromEntries(
    Object.entries(part).map(([key, value]) =>
      eventKeys.has(key) && typeof value === 'string'
        ? [key, (Object.hasOwn(names, value) ? names[value] : undefined) ?? value]
        : [key, withEventNames(value, names)],
    ),
  ) as Part;
}
