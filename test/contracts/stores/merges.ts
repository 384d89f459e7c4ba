import { describe, expect, it } from 'vitest';
import type { Stores } from '../../../server/ports/index.ts';
import { aMessage, aTask, at, freshId } from './build.ts';

/** What stores promise about two contacts that become one. */
export function mergeContract(stores: () => Stores): void {
  describe('merges', () => {
    it('are remembered as they were begun until they are finished', async () => {
      const { merges } = stores();
      const record = { id: freshId('contact'), survivorId: 'one', sourceIds: ['a:1'], at: at(-50_000) };
      await merges.begin([record]);
      await merges.begin([{ ...record, survivorId: 'other' }]);
      expect(await merges.byIds([record.id, 'none'])).toEqual(new Map([[record.id, record]]));
      expect(await merges.begunBefore(at(-49_000), 9)).toEqual([record]);
      await merges.finish([record.id]);
      expect(await merges.byIds([record.id])).toEqual(new Map());
    });

    it('hand messages, tasks and notices over to the contact that stays', async () => {
      const { messages, tasks, notices } = stores();
      const [gone, stays] = [freshId('contact'), { id: freshId('contact'), userId: freshId('user'), p: 5 }];
      const [message, task] = [aMessage({ contactId: gone }), aTask({ contactId: gone })];
      const notice = {
        id: freshId('notice'),
        people: [freshId('mia')],
        subject: 'Look',
        text: '',
        contactId: gone,
        workflowId: freshId('w'),
        step: 's1',
        at: at(0),
        readBy: [],
      };
      await messages.insert([message]);
      await tasks.insert([task]);
      await notices.insert([notice]);
      for (const store of [messages, tasks, notices]) await store.handOver(gone, stays);
      const { id: contactId, userId, p } = stays;
      expect((await messages.byIds([message.id])).get(message.id)).toMatchObject({ contactId, userId, p });
      expect(await tasks.byId(task.id)).toMatchObject({ contactId, userId, p });
      expect((await messages.list({ contactId: gone, limit: 9 })).items).toEqual([]);
    });
  });
}
