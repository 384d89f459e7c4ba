import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createFromPlaybook,
  listLetters,
  listPlaybooks,
} from '../../../server/use-cases/playbooks/playbooks.ts';
import { settings } from '../../../shared/settings.ts';
import { admin, openWorld, type World } from '../../support/world.ts';

let world: World;
const call = { params: {}, query: {}, body: undefined, actor: admin };
const make = (key: string, body: { language?: 'en' | 'pl' | 'ru'; answer?: string } = {}) =>
  createFromPlaybook(world.runtime, { ...call, params: { key }, body });

beforeAll(async () => {
  world = await openWorld();
  await world.runtime.settings.save(
    settings.parse({ eventNames: { 'Signed Up': 'registered' }, links: { app: 'https://app.example.com' } }),
  );
  await world.track('u1', 'registered');
  await world.group('u1', 'a1', { mrr: 90 });
  await world.settle();
});

afterAll(() => world?.close());

describe('the gallery of playbooks', () => {
  it('says what each needs, under the names of this workspace, and what of it is missing here', async () => {
    const { items } = await listPlaybooks(world.runtime, call);
    expect(items).toHaveLength(19);
    const stalled = items.find(({ key }) => key === 'onboarding-stalled');
    expect(stalled?.needs.events).toContainEqual({ name: 'Signed Up', own: 'registered', isHere: true });
    expect(stalled?.needs.events).toContainEqual({ name: 'Activated', own: 'Activated', isHere: false });
    expect(stalled?.needs.linksMissing).toEqual(['booking']);
    const quiet = items.find(({ key }) => key === 'gone-quiet');
    expect(quiet?.needs.signals).toEqual(['gone-quiet']);
    expect(quiet?.needs.fields).toContainEqual({ name: 'account.mrr', own: 'account.mrr', isHere: true });
    expect(items.find(({ key }) => key === 'card-expires')?.needs.fields.map(({ name }) => name)).toContain(
      'account.card.expiresAt',
    );
    expect(items.find(({ key }) => key === 'plan-limit')?.needs.meters.map(({ name }) => name)).toContain(
      'contacts',
    );
  });

  it('speaks the language it is asked in, else that of the workspace', async () => {
    const { items } = await listPlaybooks(world.runtime, { ...call, query: { language: 'pl' } });
    expect(items[0]?.name).toBe('Cisza na koncie');
    expect((await listPlaybooks(world.runtime, call)).items[0]?.name).toBe('Gone quiet');
  });
});

describe('the e-mails of the gallery', () => {
  it('come each once, in the language asked for, with buttons only where their page is known', async () => {
    const { items } = await listLetters(world.runtime, { ...call, query: { language: 'ru' } });
    expect(new Set(items.map(({ key }) => key)).size).toBe(items.length);
    const missYou = items.find(({ key }) => key === 'gone-quiet-miss-you');
    expect(missYou?.subject).toBe('Что-то помешало?');
    expect(missYou?.body).toContain('href="https://app.example.com"');
    expect(items.find(({ key }) => key === 'gone-quiet-what-changed')?.body).not.toContain('mj-button href');
  });
});

describe('a workflow made from a playbook', () => {
  it('is a draft without problems, with its letters and the workspace’s own event names', async () => {
    const view = await make('onboarding-stalled', { language: 'ru' });
    expect(view).toMatchObject({ key: 'onboarding-stalled', status: 'draft', problems: [] });
    expect(view.document).toMatchObject({ entry: { trigger: { kind: 'event', event: 'registered' } } });
    const letters = await world.runtime.templates.all();
    expect(letters.map(({ key }) => key).sort()).toEqual([
      'onboarding-stalled-booking',
      'onboarding-stalled-first-step',
    ]);
    expect(letters.find(({ key }) => key.endsWith('first-step'))?.body).toContain('https://app.example.com');
  });

  it('gets a key of its own beside an earlier one', async () => {
    expect((await make('onboarding-stalled')).key).toBe('onboarding-stalled-2');
  });

  it('is made only when its question is answered', async () => {
    await expect(make('card-expires')).rejects.toMatchObject({ code: 'PLAYBOOK_ANSWER_MISSING' });
    await expect(make('card-expires', { answer: 'maybe' })).rejects.toMatchObject({
      code: 'PLAYBOOK_ANSWER_MISSING',
    });
    const { steps } = (await make('card-expires', { answer: 'none' })).document as { steps: object };
    expect(Object.keys(steps)).toContain('month');
    await expect(make('nothing')).rejects.toMatchObject({ code: 'PLAYBOOK_UNKNOWN' });
  });
});
