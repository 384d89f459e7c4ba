import { describe, expect, it } from 'vitest';
import type { BillingCustomer, BillingObject, WaitingNotice } from '../../../server/ports/billing.ts';
import type { HookRecord } from '../../../server/ports/hooks.ts';
import type { Stores } from '../../../server/ports/index.ts';
import type { ImportRecord } from '../../../server/ports/tables.ts';
import { at, freshId } from './build.ts';
import { walk } from './walk.ts';

function aCustomer(differs: Partial<BillingCustomer> = {}): BillingCustomer {
  return { id: freshId('cus'), state: 'open', candidates: [], seenAt: at(0), ...differs };
}

function anObject(differs: Partial<BillingObject> = {}): BillingObject {
  const [id, customer] = [freshId('sub'), freshId('cus')];
  return { id, kind: 'subscription', customer, at: at(5), data: { plan: 'pro' }, ...differs };
}

/** What the store of the billing provider's customers promises. */
export function billingContract(stores: () => Stores): void {
  describe('customers of the billing provider', () => {
    it('are saved whole, and found by id, account, state and the time of their cards', async () => {
      const { billingStore: billing } = stores();
      const accountId = freshId('account');
      const mapped = aCustomer({ state: 'mapped', accountId, seenAt: at(90_000), expiryDueAt: at(-90_000) });
      const ignored = aCustomer({ state: 'ignored', seenAt: at(80_000) });
      for (const customer of [mapped, ignored]) await billing.saveCustomer(customer);
      expect(await billing.customers([mapped.id, 'none'])).toEqual(new Map([[mapped.id, mapped]]));
      expect(await billing.customersOf(accountId)).toEqual([mapped]);
      expect(await billing.lastSeen()).toEqual(at(90_000));
      expect(await billing.expiring(at(-80_000), 9)).toEqual([mapped]);
      const { expiryDueAt: _said, ...said } = mapped;
      await billing.saveCustomer({ ...said, expiryDueAt: undefined });
      expect(await billing.customersOf(accountId)).toEqual([said]);
      expect(await billing.expiring(at(-80_000), 9)).toEqual([]);
      expect(await billing.count('ignored')).toBe(1);
      const seen = await walk((request) => billing.listCustomers({ ...request, state: 'ignored' }), 1);
      expect(seen).toEqual([ignored]);
    });

    it('have objects of which the newest is kept', async () => {
      const { billingStore: billing } = stores();
      const object = anObject();
      expect(await billing.saveObject(object)).toBe(true);
      expect(await billing.saveObject({ ...object, at: at(4), data: {} })).toBe(false);
      const newer = { ...object, at: at(6), data: { plan: 'free' } };
      expect(await billing.saveObject(newer)).toBe(true);
      expect(await billing.object(object.id)).toEqual(newer);
      expect(await billing.objectsOf([object.customer], 'subscription')).toEqual([newer]);
      expect(await billing.objectsOf([object.customer], 'charge')).toEqual([]);
      await billing.dropObject(object.id);
      expect(await billing.object(object.id)).toBeUndefined();
    });

    it('have notices kept once each until the account is known', async () => {
      const { billingStore: billing } = stores();
      const customer = freshId('cus');
      const waiting = [at(2), at(1)].map((when): WaitingNotice => {
        const id = freshId('evt');
        const notice = { id, type: 'invoice.paid', at: when, object: {}, previous: {} };
        return { id, customer, notice, at: when };
      });
      for (const one of [...waiting, ...waiting]) await billing.keep(one);
      expect(await billing.waiting(customer, 9)).toEqual(waiting.toReversed());
      expect(await billing.countWaiting([customer, 'none'])).toEqual(new Map([[customer, 2]]));
      await billing.dropWaiting(waiting.map(({ id }) => id));
      expect(await billing.waiting(customer, 9)).toEqual([]);
    });

    it('keep nothing that tells who an erased person is, and stay with their accounts', async () => {
      const { billingStore: billing } = stores();
      const email = `${freshId('Ada')}@Mail.test`;
      const accountId = freshId('account');
      const known = { state: 'mapped', accountId, name: 'Ada' } as const;
      const byEmail = aCustomer({ ...known, email });
      const byUser = aCustomer({ ...known, userId: freshId('user') });
      const other = aCustomer({ ...known, email: `other-${email}` });
      for (const customer of [byEmail, byUser, other]) await billing.saveCustomer(customer);
      const object = anObject({ id: byEmail.id, kind: 'customer', customer: byEmail.id });
      const data = { id: byEmail.id, default_source: 'card_1' };
      await billing.saveObject({ ...object, data: { ...data, email, name: 'Ada' } });
      const told = { id: freshId('in'), customer: byEmail.id };
      const notice = { id: freshId('evt'), type: 'invoice.paid', at: at(1), previous: {} };
      const invoice = { ...told, customer_email: email, customer_name: 'Ada' };
      await billing.keep({
        id: notice.id,
        customer: byEmail.id,
        notice: { ...notice, object: invoice },
        at: at(1),
      });
      await billing.forgetPerson([email.toLowerCase(), byUser.userId ?? '']);
      const found = await billing.customersOf(accountId);
      const bare = ({ id }: BillingCustomer) => ({
        id,
        state: 'mapped',
        accountId,
        candidates: [],
        seenAt: at(0),
      });
      expect(new Map(found.map((customer) => [customer.id, customer]))).toEqual(
        new Map(
          [byEmail, byUser].map((one) => [one.id, bare(one)] as [string, object]).concat([[other.id, other]]),
        ),
      );
      expect((await billing.object(byEmail.id))?.data).toEqual(data);
      expect((await billing.waiting(byEmail.id, 9)).map((one) => one.notice.object)).toEqual([told]);
    });
  });
}

/** What the store of webhooks others send to promises. */
export function hookContract(stores: () => Stores): void {
  describe('webhooks others send to', () => {
    it('are kept with their last deliveries, and after a deletion until it can no longer be undone', async () => {
      const { hooks } = stores();
      const hook: HookRecord = {
        id: freshId('hook'),
        name: 'Chat',
        proof: { kind: 'token', header: 'Authorization' },
        mapping: { type: 'track', eventNames: {}, onlyNamed: false } as HookRecord['mapping'],
        enabled: true,
        secret: 'not so secret',
        createdAt: at(1),
      };
      await hooks.insert(hook);
      await hooks.save({ ...hook, name: 'Chats' });
      const delivery = { hookId: hook.id, outcome: 'accepted' } as const;
      const [first, second] = [freshId('delivery'), freshId('delivery')];
      await hooks.delivered({ ...delivery, id: second, at: at(3) });
      await hooks.delivered({ ...delivery, id: first, at: at(2) });
      expect(await hooks.byId(hook.id)).toEqual({ ...hook, name: 'Chats', lastAt: at(3) });
      const seen = await walk((request) => hooks.deliveries(hook.id, request), 1);
      expect(seen.map(({ id }) => id)).toEqual([second, first]);
      expect((await hooks.list({ limit: 9 })).items.map(({ id }) => id)).toContain(hook.id);
      const told = { ...delivery, id: freshId('delivery'), at: at(4), call: { userId: freshId('user') } };
      await hooks.delivered(told);
      expect((await hooks.deliveries(hook.id, { limit: 1 })).items).toEqual([told]);
      await hooks.forgetPerson(['nobody', told.call.userId]);
      expect((await hooks.deliveries(hook.id, { limit: 1 })).items[0]?.id).toBe(second);
      const listed = async () => (await hooks.list({ limit: 9 })).items.map(({ id }) => id);
      await hooks.delete(hook.id, at(5));
      expect(await hooks.byId(hook.id)).toBeUndefined();
      expect(await listed()).not.toContain(hook.id);
      await hooks.restore(hook.id);
      expect(await hooks.byId(hook.id)).toMatchObject({ name: 'Chats', secret: 'not so secret' });
      expect(await listed()).toContain(hook.id);
    });
  });
}

/** What the store of uploaded tables promises. */
export function importContract(stores: () => Stores): void {
  describe('uploaded tables', () => {
    it('are kept until nobody has touched them for long', async () => {
      const { imports } = stores();
      const upload: ImportRecord = {
        id: freshId('import'),
        kind: 'contacts',
        name: 'people.csv',
        bytes: 9,
        state: 'uploaded',
        encoding: 'utf-8',
        delimiter: ',',
        columns: [],
        createdAt: at(1),
        updatedAt: at(-70_000),
      };
      await imports.insert(upload);
      expect(await imports.old(at(-60_000), 9)).toEqual([upload]);
      const saved = { ...upload, rows: 3, updatedAt: at(1) };
      await imports.save(saved);
      expect(await imports.byId(upload.id)).toEqual(saved);
      expect(await imports.old(at(-60_000), 9)).toEqual([]);
      expect((await imports.list({ limit: 9 })).items).toContainEqual(saved);
      await imports.delete(upload.id);
      expect(await imports.byId(upload.id)).toBeUndefined();
    });
  });
}
