import type { AnswerOf, QueryOf } from '../../../shared/api.ts';
import { type Contact, displayName, type TimelineGroup, type TimelineItem } from '../../../shared/contact.ts';
import { accountSubject } from '../../../shared/enrolment.ts';
import { lookId } from '../../../shared/look.ts';
import type { HealthRecord } from '../../ports/health.ts';
import type { Place } from '../../ports/stores.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import type { Runtime } from '../runtime.ts';
import { listSource, mergePages, type Source, type Timed } from './merge-pages.ts';
import {
  caseItems,
  consentItems,
  enrolmentItems,
  eventItem,
  healthItems,
  messageItem,
  moveItems,
  taskItem,
  type Workflows,
} from './timeline-items.ts';

/** How much of one subject's enrolments, tasks and cases is looked through; nobody has that many. */
const AT_MOST = 200;

/** Whose story it is: a contact’s own, or an account’s with its people. */
export interface StorySubject {
  contacts: readonly Contact[];
  /** For an account: things say whom they are about. */
  accountId?: string | undefined;
}

/** A page of a story, newest first: one cursor over all its kinds, or over those of one group. */
export async function readStory(
  runtime: Runtime,
  subject: StorySubject,
  { kind, cursor, limit }: QueryOf<'getTimeline'>,
): Promise<AnswerOf<'getTimeline'>> {
  const isAsked = (group: TimelineGroup) => kind === undefined || kind === group;
  const { items, workflows } = await ownItems(runtime, subject, isAsked);
  const page = await mergePages<TimelineItem>(
    [
      isAsked('events') ? events(runtime, subject) : nothing,
      isAsked('messages') ? messages(runtime, subject, workflows) : nothing,
      isAsked('changes') ? moves(runtime, subject) : nothing,
      listSource(items),
    ],
    decodeCursor(cursor),
    limit,
  );
  return { items: page.items, next: encodeCursor(page.next) };
}

const nothing: Source<TimelineItem> = () => Promise.resolve([]);

function events(runtime: Runtime, subject: StorySubject): Source<TimelineItem> {
  return newestOfAll(subject.contacts, async (contact, after, limit) => {
    const page = await runtime.events.timeline(contact.sourceIds, { limit, after });
    return page.items.map((event) => about(subject, contact, eventItem(event)));
  });
}

function messages(runtime: Runtime, subject: StorySubject, workflows: Workflows): Source<TimelineItem> {
  return newestOfAll(subject.contacts, async (contact, after, limit) => {
    const page = await runtime.messages.list({ contactId: contact.id, limit, after });
    return page.items.map((message) => about(subject, contact, messageItem(message, workflows)));
  });
}

function moves(runtime: Runtime, subject: StorySubject): Source<TimelineItem> {
  return newestOfAll(looksOf(subject), async ({ id, contact }, after, limit) => {
    const page = await runtime.moves.ofSubject(id, { limit, after });
    return (await moveItems(runtime, page.items)).map((item) => about(subject, contact, item));
  });
}

/** Whose signals, segments and health it tells of: the account’s own and those of its people. */
function looksOf({ accountId, contacts }: StorySubject): { id: string; contact: Contact | undefined }[] {
  return [
    ...(accountId === undefined ? [] : [{ id: lookId('account', accountId), contact: undefined }]),
    ...contacts.map((contact) => ({ id: lookId('contact', contact.id), contact })),
  ];
}

/** What is read whole: ways through workflows, tasks and cases are few. */
async function ownItems(
  runtime: Runtime,
  subject: StorySubject,
  isAsked: (group: TimelineGroup) => boolean,
): Promise<{ items: Timed<TimelineItem>[]; workflows: Workflows }> {
  const { contacts, accountId } = subject;
  const subjects = [
    ...contacts.map(({ id }) => id),
    ...(accountId === undefined ? [] : [accountSubject(accountId)]),
  ];
  const [enrolments, tasks, cases, healths] = await Promise.all([
    isAsked('workflows')
      ? Promise.all(subjects.map((id) => runtime.enrolments.ofSubject(id, { limit: AT_MOST })))
      : [],
    isAsked('tasks') ? tasksOf(runtime, subject) : [],
    isAsked('tasks') && accountId !== undefined
      ? runtime.cases.list({ accountId, limit: AT_MOST })
      : { items: [] },
    isAsked('changes')
      ? runtime.healths.byIds(looksOf(subject).map(({ id }) => id))
      : new Map<string, HealthRecord>(),
  ]);
  const ways = enrolments.flatMap(({ items }) => items);
  const workflowIds = [...ways, ...tasks].flatMap(({ workflowId }) => workflowId ?? []);
  const workflows = await runtime.workflows.byIds([...new Set(workflowIds)]);
  const byId = new Map(contacts.map((contact) => [contact.id, contact]));
  return {
    workflows,
    items: [
      ...ways.flatMap((enrolment) =>
        enrolmentItems(enrolment, workflows).map((item) => about(subject, byId.get(enrolment.subject), item)),
      ),
      ...tasks.map((task) => about(subject, byId.get(task.contactId), taskItem(task, workflows))),
      ...(isAsked('changes') ? contacts : []).flatMap((contact) =>
        consentItems(contact).map((item) => about(subject, contact, item)),
      ),
      ...cases.items.flatMap(caseItems),
      ...looksOf(subject).flatMap(({ id, contact }) => {
        const health = healths.get(id);
        return health ? healthItems(health).map((item) => about(subject, contact, item)) : [];
      }),
    ],
  };
}

async function tasksOf(runtime: Runtime, { accountId, contacts }: StorySubject) {
  const [contact] = contacts;
  if (accountId === undefined && !contact) return [];
  const of = accountId === undefined ? { contactId: contact?.id } : { accountId };
  return (await runtime.tasks.list({ ...of, limit: AT_MOST, withJoining: true })).items;
}

/** One list from one of each, newest first; a query for each. */
function newestOfAll<Of>(
  all: readonly Of[],
  read: (one: Of, after: Place | undefined, limit: number) => Promise<readonly Timed<TimelineItem>[]>,
): Source<TimelineItem> {
  return async (after, limit) => {
    const found = (await Promise.all(all.map((one) => read(one, after, limit)))).flat();
    return found.sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1)).slice(0, limit);
  };
}

/** In the story of an account an item says whom it is about. */
function about(
  { accountId }: StorySubject,
  contact: Contact | undefined,
  timed: Timed<TimelineItem>,
): Timed<TimelineItem> {
  if (accountId === undefined || !contact) return timed;
  const who = { contactId: contact.userId ?? contact.id, contactName: displayName(contact) };
  return { ...timed, item: { ...timed.item, ...who } };
}
