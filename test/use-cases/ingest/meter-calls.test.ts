import { describe, expect, it } from 'vitest';
import { meterCalls } from '../../../server/use-cases/ingest/meters.ts';
import { readCall } from '../../../server/use-cases/ingest/read-call.ts';
import type { StoredEvent } from '../../../shared/event.ts';
import { meterEvent } from '../../../shared/meter-event.ts';

const now = new Date('2026-03-02T09:00:00Z');
const said = [
  { event: 'Stored', meter: 'storage', value: '$.used', limit: '$.plan.max' },
  { event: 'Stored', meter: 'files', value: '$.files' },
].map((each) => meterEvent.parse(each));

function stored(properties: Record<string, unknown>, more: object = {}): StoredEvent {
  return readCall(
    { type: 'track', userId: 'u', event: 'Stored', messageId: 'm', properties, userHash: 'h' },
    {
      receivedAt: now,
      keyId: 'k',
      historical: false,
      isBrowser: false,
      measure: true,
      freshId: () => 'f',
      proves: () => true,
      ...more,
    },
  );
}

const metersIn = (event: StoredEvent, account: string | undefined = 'acme') =>
  meterCalls(
    [event],
    (name) => said.filter(({ event }) => event === name),
    () => account,
  ).map(({ type, groupId, traits }) => ({ type, groupId, traits }));

describe('an event that says what meters stand at', () => {
  it('is a group call of its account, with what is a number of it', () => {
    expect(metersIn(stored({ used: 40, plan: { max: '100' }, files: 'many' }))).toEqual([
      {
        type: 'group',
        groupId: 'acme',
        traits: {
          meters: { storage: { value: 40, limit: 100 }, files: { value: undefined, limit: undefined } },
        },
      },
    ]);
  });

  it('says nothing without an account, under another name, too late, or from a browser', () => {
    const event = stored({ used: 40 });
    expect(
      meterCalls(
        [event],
        () => said,
        () => undefined,
      ),
    ).toEqual([]);
    expect(metersIn({ ...event, name: 'Other' })).toEqual([]);
    expect(metersIn({ ...event, late: true })).toEqual([]);
    const browser = stored({ used: 40 }, { isBrowser: true });
    expect(browser).toMatchObject({ userId: 'u', fromBrowser: true });
    expect(metersIn(browser)).toEqual([]);
  });

  it('is set up with paths into its properties alone', () => {
    for (const value of ['used', '$', '$.__proto__.x', ''])
      expect(meterEvent.safeParse({ event: 'Stored', meter: 'storage', value }).success).toBe(false);
  });
});
