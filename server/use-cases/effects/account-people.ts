import type { Contact } from '../../../shared/contact.ts';
import { accountIdOf, type Enrolment } from '../../../shared/enrolment.ts';
import type { Purpose } from '../../../shared/message.ts';
import { type RecipientKind, usualRecipients } from '../../../shared/recipients.ts';
import type { Settings } from '../../../shared/settings.ts';
import type { Workflow } from '../../../shared/workflow.ts';
import { maySend } from '../../engine/may-send.ts';
import { type AccountPeople, namesIn, peopleWhoAre } from '../../engine/recipients.ts';
import type { Ports } from '../../ports/index.ts';
import type { Suppression } from '../../ports/stores.ts';
import { findSuppressions, suppressionKey } from '../delivery/suppression-keys.ts';

type PeoplePorts = Pick<Ports, 'accounts' | 'contacts' | 'installation' | 'suppressions'>;

/** So many members of an account, last seen first, are known when somebody is looked for. */
export const MOST_MEMBERS = 50;

export interface Recipient {
  contact: Contact;
  as: RecipientKind;
}

/** Who of an account is written to, or spoken of. */
export interface Recipients {
  /** The first of these kinds of people who may be written to now. */
  reachable(
    order: readonly RecipientKind[] | undefined,
    mail: { purpose: Purpose; topic?: string | undefined; unverified?: boolean | undefined },
  ): Recipient | undefined;
  /** The first of the workflow's kinds of people, whether they may be written to or not. */
  anybody(): Contact | undefined;
}

/**
 * Finds the people of the accounts that these enrolments are about, as things stand now; keyed by the enrolment's id.
 * Five queries however many enrolments there are, and none where no account is among them.
 */
export async function loadRecipients(
  ports: PeoplePorts,
  enrolments: readonly {
    enrolment: Pick<Enrolment, 'id' | 'subject' | 'person'>;
    workflow: Pick<Workflow, 'to'>;
  }[],
  settings: Settings,
  now: Date,
): Promise<Map<string, Recipients>> {
  const about = enrolments.flatMap(({ enrolment, workflow }) => {
    const accountId = accountIdOf(enrolment.subject);
    return accountId === undefined ? [] : [{ enrolment, workflow, accountId }];
  });
  if (about.length === 0) return new Map();
  const accountIds = [...new Set(about.map(({ accountId }) => accountId))];
  const [accounts, members] = await Promise.all([
    ports.accounts.byIds(accountIds),
    ports.contacts.lastSeenOf(accountIds, MOST_MEMBERS),
  ]);
  // Whoever is named may be seldom seen.
  const owners = await ports.contacts.bySourceIds([
    ...about.flatMap(({ enrolment }) => enrolment.person ?? []),
    ...[...accounts.values()].flatMap(namesIn).map((name) => `u:${name}`),
  ]);
  const people = new Map(
    about.map(({ enrolment, accountId }) => {
      const account = accounts.get(accountId);
      if (!account) return [enrolment.id, undefined] as const;
      const seen = members.get(accountId) ?? [];
      const named = namesIn(account).flatMap((name) => owners.get(`u:${name}`) ?? []);
      const others = named.filter(
        (contact) => contact.accountId === accountId && !seen.some(({ id }) => id === contact.id),
      );
      const concerned = enrolment.person === undefined ? undefined : owners.get(enrolment.person);
      return [enrolment.id, { account, members: [...seen, ...others], concerned }] as const;
    }),
  );
  const tried = [...people.values()].flatMap((of) =>
    of ? usualRecipients.flatMap((kind) => peopleWhoAre(kind, of)) : [],
  );
  const suppressions = await findSuppressions(
    ports,
    tried.map(({ email }) => email ?? ''),
  );
  return new Map(
    about.map(({ enrolment, workflow }) => [
      enrolment.id,
      recipientsAmong(people.get(enrolment.id), workflow, { suppressions, settings, now }),
    ]),
  );
}

/** Who of these people is written to; nobody where the account is gone. */
export function recipientsAmong(
  people: AccountPeople | undefined,
  workflow: Pick<Workflow, 'to'>,
  asked: { suppressions: ReadonlyMap<string, Suppression>; settings: Settings; now: Date },
): Recipients {
  const { suppressions, settings, now } = asked;
  const usual: readonly RecipientKind[] = workflow.to ?? usualRecipients;
  const mayGet = (contact: Contact, mail: Parameters<Recipients['reachable']>[1]) => {
    const suppression = suppressions.get(suppressionKey(contact.email ?? ''));
    return maySend({ contact, ...mail, suppression, settings, now }).allowed;
  };
  const inOrder = (order: readonly RecipientKind[]): Recipient[] =>
    people ? order.flatMap((as) => peopleWhoAre(as, people).map((contact) => ({ contact, as }))) : [];
  return {
    reachable: (order = usual, mail) => inOrder(order).find(({ contact }) => mayGet(contact, mail)),
    anybody: () => inOrder(usual)[0]?.contact,
  };
}
