import { describe, expect, it } from 'vitest';
import { changeSettings } from '../../../server/use-cases/people/settings.ts';
import type { Runtime } from '../../../server/use-cases/runtime.ts';
import { fakeSettings } from '../../support/fake-stores.ts';
import { admin } from '../../support/world.ts';

const noon = new Date('2026-03-02T12:00:00Z');

describe('the emergency stop', () => {
  it('tells who stopped all sending and when, until it is started again', async () => {
    let now = noon;
    const settings = fakeSettings({});
    const save = async (value: typeof settings.value) => {
      settings.value = value;
    };
    const runtime = {
      settings: Object.assign(settings, { save }),
      workflows: { bumpEpoch: async () => undefined },
      audit: { append: async () => undefined },
      chance: { id: () => 'a1' },
      clock: { now: () => now, soon: async () => undefined, rest: async () => undefined },
      installation: {},
    } as unknown as Runtime;
    const change = (body: { sendingStopped?: boolean; companyName?: string }) =>
      changeSettings(runtime, { params: {}, query: {}, body, actor: admin });
    const stoppedBy = { name: 'Admin', at: noon.toISOString() };
    expect((await change({ sendingStopped: true })).sendingStoppedBy).toEqual(stoppedBy);
    now = new Date(noon.getTime() + 60_000);
    expect((await change({ companyName: 'Pier' })).sendingStoppedBy).toEqual(stoppedBy);
    expect((await change({ sendingStopped: true })).sendingStoppedBy).toEqual(stoppedBy);
    expect(await change({ sendingStopped: false })).not.toHaveProperty('sendingStoppedBy');
  });
});
