import type { CapPlace, FrequencyCap } from '../../shared/frequency-cap.ts';

/** A message that wants a place. */
export interface CapWish {
  id: string;
  contactId: string;
  topic?: string | undefined;
}

export interface CapStore {
  /**
   * Takes a place for each wish its contact's caps leave room for, in the order given; atomic, and once per message
   * however often it asks. Answers the places now taken, by contact id: whoever is not among them was refused.
   */
  reserve(
    wishes: readonly CapWish[],
    caps: readonly FrequencyCap[],
    now: Date,
  ): Promise<Map<string, readonly CapPlace[]>>;
  /** Gives places back; those not taken are left alone. */
  release(places: readonly Pick<CapWish, 'id' | 'contactId'>[]): Promise<void>;
  deleteOfContacts(contactIds: readonly string[]): Promise<void>;
}
