import { beforeEach, describe, expect, it } from 'vitest';
import { previewEmail } from '../../../server/use-cases/delivery/preview-email.ts';
import { erasedKey } from '../../../server/use-cases/delivery/suppression-keys.ts';
import {
  addSuppression,
  liftSuppression,
  listSuppressions,
} from '../../../server/use-cases/delivery/suppressions.ts';
import {
  createTemplate,
  deleteTemplate,
  getTemplate,
  listTemplates,
  saveTemplate,
} from '../../../server/use-cases/delivery/templates.ts';
import type { Actor } from '../../../server/use-cases/verb.ts';
import { type DeliveryWorld, deliveryWorld } from './delivery-world.ts';

const actor: Actor = { type: 'person', id: 'p1', name: 'Maria', role: 'admin' };
const call = { params: {}, query: {}, body: undefined, actor };
const withCode = (code: string) => expect.objectContaining({ code });

let world: DeliveryWorld;
beforeEach(() => {
  world = deliveryWorld();
});

describe('suppressions', () => {
  it('are added by hand, listed and lifted, and written into the audit log', async () => {
    const added = await addSuppression(world.runtime, { ...call, body: { email: 'Ada@Acme.io' } });
    expect(added).toEqual({
      email: 'ada@acme.io',
      reason: 'suppressed-by-hand',
      at: world.now().toISOString(),
    });
    const listed = await listSuppressions(world.runtime, { ...call, query: { limit: 50 } });
    expect(listed).toEqual({ items: [added], next: null });
    expect(
      await liftSuppression(world.runtime, { ...call, params: { email: 'ADA@acme.io' } }),
    ).toBeUndefined();
    expect(world.suppressions.size).toBe(0);
    expect(world.audit.map(({ action }) => action)).toEqual(['suppression.add', 'suppression.lift']);
    await expect(
      liftSuppression(world.runtime, { ...call, params: { email: 'ada@acme.io' } }),
    ).rejects.toThrowError(withCode('SUPPRESSION_UNKNOWN'));
  });

  it('keep the reason they had', async () => {
    world.suppressions.set('ada@acme.io', { address: 'ada@acme.io', reason: 'complained', at: world.now() });
    const added = await addSuppression(world.runtime, { ...call, body: { email: 'ada@acme.io' } });
    expect(added.reason).toBe('complained');
  });

  it('of erased people are lifted by the address they do not show', async () => {
    const address = erasedKey(world.runtime.installation, 'ada@acme.io');
    world.suppressions.set(address, { address, reason: 'erased', at: world.now() });
    await liftSuppression(world.runtime, { ...call, params: { email: 'ada@acme.io' } });
    expect(world.suppressions.size).toBe(0);
    expect(world.audit[0]?.target).toBe(address);
  });
});

describe('templates', () => {
  const body = (key: string) => ({ key, name: key, subject: 'Hi', body: 'Hello' });

  it('are created once, changed by key, listed by key and deleted', async () => {
    for (const key of ['b', 'c', 'a']) await createTemplate(world.runtime, { ...call, body: body(key) });
    await expect(createTemplate(world.runtime, { ...call, body: body('a') })).rejects.toThrowError(
      withCode('TEMPLATE_EXISTS'),
    );
    const first = await listTemplates(world.runtime, { ...call, query: { limit: 2 } });
    expect(first.items.map(({ key }) => key)).toEqual(['a', 'b']);
    const second = await listTemplates(world.runtime, {
      ...call,
      query: { limit: 2, cursor: first.next ?? '' },
    });
    expect(second).toMatchObject({ items: [{ key: 'c', revision: 1 }], next: null });

    const saved = await saveTemplate(world.runtime, {
      ...call,
      params: { key: 'a' },
      body: { ...body('a'), subject: 'Hey' },
    });
    expect(saved).toMatchObject({ revision: 2, subject: 'Hey' });
    await expect(
      saveTemplate(world.runtime, { ...call, params: { key: 'a' }, body: body('z') }),
    ).rejects.toThrowError(withCode('BODY_INVALID'));
    await deleteTemplate(world.runtime, { ...call, params: { key: 'a' } });
    for (const gone of [
      getTemplate(world.runtime, { ...call, params: { key: 'a' } }),
      deleteTemplate(world.runtime, { ...call, params: { key: 'a' } }),
      saveTemplate(world.runtime, { ...call, params: { key: 'a' }, body: body('a') }),
    ])
      await expect(gone).rejects.toThrowError(withCode('TEMPLATE_UNKNOWN'));
  });
});

describe('a preview', () => {
  const text = {
    subject: 'Hi {{ contact.traits.firstName }}',
    body: 'You are {{ contact.userId }} at {{ account.name }}.',
  };

  it('is rendered for the contact chosen, with the footer', async () => {
    world.contact({ traits: { firstName: 'Zoë' } });
    const preview = await previewEmail(world.runtime, { ...call, body: { ...text, userId: 'c1' } });
    expect(preview).toMatchObject({ subject: 'Hi Zoë', faults: [] });
    expect(preview.text).toContain('You are c1 at .');
    expect(preview.text).toContain('Long Street 1');
    expect(preview.html).toContain('https://mail.pier.io/u/');
  });

  it('is rendered for a made-up contact until somebody is chosen', async () => {
    expect(await previewEmail(world.runtime, { ...call, body: text })).toMatchObject({ subject: 'Hi Anna' });
  });

  it('is shown in another language than the contact’s on demand, as the text itself sees it, too', async () => {
    world.contact({ traits: { firstName: 'Zoë' }, locale: 'ru-RU' });
    const body = { subject: '{{ contact.locale }}', body: 'x', userId: 'c1' };
    const own = await previewEmail(world.runtime, { ...call, body });
    expect(own).toMatchObject({ subject: 'ru-RU', language: 'ru' });
    const polish = await previewEmail(world.runtime, { ...call, body: { ...body, language: 'pl' } });
    expect(polish).toMatchObject({ subject: 'pl', language: 'pl' });
    expect(polish.text).not.toBe(own.text);
  });

  it('answers what is wrong with a text', async () => {
    const preview = await previewEmail(world.runtime, {
      ...call,
      body: { subject: '{{ a', body: 'x\n{{ b | nope }}' },
    });
    expect(preview.faults).toEqual([
      'Subject: Line 1: “{{ a” is not closed.',
      'Body: Line 2: “nope” is not a filter.',
    ]);
  });

  it('says that a contact does not exist', async () => {
    await expect(
      previewEmail(world.runtime, { ...call, body: { ...text, userId: 'x' } }),
    ).rejects.toThrowError(withCode('CONTACT_UNKNOWN'));
  });
});
