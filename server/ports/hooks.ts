import type { HookBody, HookDelivery } from '../../shared/hook.ts';
import type { PageOf, PageRequest } from './stores.ts';

/** A webhook others send to; its secret is needed as it is, to check signatures. */
export interface HookRecord extends Omit<HookBody, 'secret'> {
  id: string;
  secret: string;
  createdAt: Date;
  lastAt?: Date | undefined;
  /** Deleted ones can be put back for a day: their address and secret live on where they send from. */
  deletedAt?: Date | undefined;
}

export interface HookDeliveryRecord extends Omit<HookDelivery, 'at'> {
  hookId: string;
  at: Date;
}

export interface HookStore {
  insert(hook: HookRecord): Promise<void>;
  /** One that is not deleted. */
  byId(id: string): Promise<HookRecord | undefined>;
  save(hook: HookRecord): Promise<void>;
  /** Hides it; after a day it is gone. */
  delete(id: string, at: Date): Promise<void>;
  /** Makes one that was deleted within the last day what it was; any other stays as it is. */
  restore(id: string): Promise<void>;
  list(request: PageRequest): Promise<PageOf<HookRecord>>;
  /** Remembers a delivery for a week, and that the hook was called. */
  delivered(delivery: HookDeliveryRecord): Promise<void>;
  /** Forgets the deliveries that told of whoever has one of these ids or addresses. */
  forgetPerson(mentions: readonly string[]): Promise<void>;
  /** Newest first. */
  deliveries(hookId: string, request: PageRequest): Promise<PageOf<HookDeliveryRecord>>;
}
