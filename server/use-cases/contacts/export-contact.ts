import type { Contact } from '../../../shared/contact.ts';
import { lookId } from '../../../shared/look.ts';
import type { PageOf, PageRequest } from '../../ports/stores.ts';
import { membershipsOf } from '../looks/memberships.ts';
import type { Runtime } from '../runtime.ts';
import { oneContactView } from './contact-view.ts';
import { findContact } from './find-contact.ts';

const PAGE = 200;

/**
 * Everything that is kept about a contact as one JSON document, read page by page while it is written. Throws
 * CONTACT_UNKNOWN before anything is.
 */
export async function exportContact(runtime: Runtime, userId: string): Promise<AsyncIterable<Uint8Array>> {
  const contact = await findContact(runtime, userId);
  return inBytes(documentOf(runtime, contact));
}

async function* documentOf(runtime: Runtime, contact: Contact): AsyncIterable<string> {
  const { id, sourceIds, userId } = contact;
  const look = lookId('contact', id);
  const records = await runtime.looks.byIds([look]);
  const { segments, signals } = membershipsOf([...records.values()]);
  const head = {
    format: 'mooring.contact/1',
    exportedAt: runtime.clock.now().toISOString(),
    contact: await oneContactView(runtime, contact),
    consents: (contact.consents ?? []).map(({ at, ...change }) => ({
      at: new Date(at).toISOString(),
      ...change,
    })),
    sourceIds,
    segments: [...segments],
    signals: [...signals].map(([key, { openSince }]) => ({
      signal: key,
      openSince: new Date(openSince).toISOString(),
    })),
  };
  yield JSON.stringify(head, null, 1).replace(/\n\}$/, '');
  yield* list('events', (request) => runtime.events.timeline(sourceIds, request));
  yield* list('messages', (request) => runtime.messages.list({ ...request, contactId: id }));
  yield* list('tasks', (request) => runtime.tasks.list({ ...request, contactId: id }));
  yield* list('enrolments', (request) => runtime.enrolments.ofSubject(id, request));
  yield* list('moves', (request) => runtime.moves.ofSubject(look, request));
  if (userId !== undefined)
    yield* list('refusedCalls', (request) => runtime.calls.recent({ ...request, userId }));
  yield '\n}\n';
}

async function* list(
  name: string,
  read: (request: PageRequest) => Promise<PageOf<unknown>>,
): AsyncIterable<string> {
  yield `,\n ${JSON.stringify(name)}: [`;
  let before = '\n  ';
  for (let page: PageOf<unknown> | undefined; ; ) {
    page = await read({ limit: PAGE, after: page?.next });
    for (const item of page.items) {
      yield before + JSON.stringify(item);
      before = ',\n  ';
    }
    if (page.next === undefined) break;
  }
  yield ']';
}

async function* inBytes(texts: AsyncIterable<string>): AsyncIterable<Uint8Array> {
  const encoder = new TextEncoder();
  for await (const text of texts) yield encoder.encode(text);
}
