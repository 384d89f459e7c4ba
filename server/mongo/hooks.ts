import type { HookDeliveryRecord, HookRecord, HookStore } from '../ports/hooks.ts';
import { define, type OpenShelf } from './definition.ts';
import { readPage } from './page.ts';
import { fromStored, type Stored, toStored } from './stored.ts';

const definition = define('hooks', { createdAt: Date, deletedAt: Date }, [
  [{ deletedAt: 1, createdAt: -1, _id: -1 }],
  [{ deletedAt: 1 }, { expireAfterSeconds: 86_400 }],
]);
const deliveryDefinition = define('hookDeliveries', { hookId: String, at: Date, about: [String] }, [
  [{ hookId: 1, at: -1, _id: -1 }],
  [{ about: 1 }, { sparse: true }],
  [{ at: 1 }, { expireAfterSeconds: 7 * 86_400 }],
]);

/** Webhooks that others send to, and what came of their last deliveries. */
export function hookStore(open: OpenShelf): HookStore {
  const shelf = open(definition);
  const deliveries = open(deliveryDefinition);
  return {
    async insert(hook) {
      await shelf.insert([toStored(hook)]);
    },
    async byId(id) {
      const found = await shelf.first({ _id: id, deletedAt: null });
      return found && fromStored<HookRecord>(found);
    },
    async save(hook) {
      // One that was deleted meanwhile stays so.
      const filter = { _id: hook.id, deletedAt: null };
      await shelf.write([{ replaceOne: { filter, replacement: toStored(hook) } }], { ordered: true });
    },
    async delete(id, at) {
      await shelf.change({ _id: id, deletedAt: null }, { $set: { deletedAt: at } });
    },
    async restore(id) {
      await shelf.change({ _id: id }, { $unset: { deletedAt: '' } });
    },
    list: (request) =>
      readPage<HookRecord>(
        shelf,
        { deletedAt: null },
        {
          order: { field: 'createdAt', direction: -1, type: 'date' },
          request,
          read: fromStored,
        },
      ),
    async delivered(delivery) {
      await deliveries.insert([toStored(delivery, { about: aboutOf(delivery) })]);
      await shelf.change({ _id: delivery.hookId }, { $max: { lastAt: delivery.at } });
    },
    async forgetPerson(mentions) {
      if (mentions.length > 0) await deliveries.remove({ about: { $in: [...mentions] } });
    },
    deliveries: (hookId, request) =>
      readPage<HookDeliveryRecord>(
        deliveries,
        { hookId },
        {
          order: { field: 'at', direction: -1, type: 'date' },
          request,
          read: toDelivery,
        },
      ),
  };
}

/** Whom a delivery told of: ids and addresses, wherever a call has them. */
function aboutOf({ call }: HookDeliveryRecord): string[] {
  const { userId, anonymousId, previousId, traits, properties } = (call ?? {}) as Record<string, unknown>;
  const emails = [traits, properties].map((told) => (told as { email?: unknown } | undefined)?.email);
  const texts = [userId, anonymousId, previousId, ...emails].filter((text) => typeof text === 'string');
  return [...new Set(texts)];
}

function toDelivery(document: Stored): HookDeliveryRecord {
  const { about: _about, ...delivery } = fromStored<HookDeliveryRecord & { about?: string[] }>(document);
  return delivery;
}
