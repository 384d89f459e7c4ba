import { afterAll, beforeAll, expect, it } from 'vitest';
import { cancelPage } from '../../../server/playbooks/cancel-page.ts';
import { documentOf, templatesOf } from '../../../server/playbooks/playbook.ts';
import { admin, openWorld, type World } from '../../support/world.ts';

let world: World;
beforeAll(async () => {
  // A Monday morning.
  world = await openWorld({ startsAt: '2026-03-02T09:00:00.000Z' });
  await world.runtime.people.insert({
    ...{ id: admin.id, email: 'boss@example.com', name: 'Boss', role: 'admin', disabled: false },
    createdAt: world.now(),
  });
  const choice = { key: 'cancel-page', language: 'en' as const, eventNames: {} };
  for (const template of templatesOf(cancelPage, choice, {}))
    await world.runtime.templates.insert({ ...template, revision: 1, updatedAt: world.now() });
  await world.publish({ ...documentOf(cancelPage, choice), sending: 'auto' });
  await world.identify('ada', { email: 'ada@example.com', firstName: 'Ada' });
  await world.group('ada', 'acme', { name: 'Acme', mrr: 400 });
  await world.settle();
});
afterAll(() => world?.close());

const look = async () => {
  await world.track('ada', 'Page Viewed', { path: '/settings/cancel' });
  await world.settle();
};
/** What came of the visits so far. */
async function made() {
  const notices = await world.runtime.notices.list({ person: 'boss@example.com', limit: 50 });
  const tasks = await world.runtime.tasks.list({ limit: 50 });
  const mails = await world.runtime.messages.list({ status: 'sent', limit: 50 });
  return [notices.items.length, tasks.items.length, mails.items.length];
}

it('tells of every visit to the cancel page at once, and asks and writes once in two weeks', async () => {
  await look();
  expect(await made()).toEqual([1, 1, 0]);
  await world.pass('2h');
  await look();
  expect(await made()).toEqual([2, 1, 0]);
  await world.pass('1d');
  expect(await made()).toEqual([2, 1, 1]);
  await world.pass('3d');
  await look();
  expect(await made()).toEqual([3, 1, 1]);
  await world.pass('20d');
  await look();
  await world.pass('1d');
  expect(await made()).toEqual([4, 2, 2]);
});
