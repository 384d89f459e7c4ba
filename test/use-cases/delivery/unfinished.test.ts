import { describe, expect, it } from 'vitest';
import { gathered } from '../../../server/use-cases/delivery/gathered.ts';
import { createUnfinished } from '../../../server/use-cases/delivery/unfinished.ts';

/** A promise to be settled by hand. */
function open<Value>() {
  let resolve: (value: Value) => void = () => undefined;
  let reject: (fault: unknown) => void = () => undefined;
  const promise = new Promise<Value>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
const soon = () => new Promise((resolve) => setImmediate(resolve));

describe('calls that are not answered yet', () => {
  it('hold up nobody while they are few', async () => {
    const unfinished = createUnfinished(1);
    const [one, two, three] = [open(), open(), open()];
    let isPast = false;
    const passed = unfinished.allButFew([one.promise, two.promise]).then(() => {
      isPast = true;
    });
    await soon();
    expect(isPast).toBe(false);
    one.resolve(1);
    await passed;
    let isOver = false;
    const over = unfinished.settled().then(() => {
      isOver = true;
    });
    const next = unfinished.allButFew([three.promise]);
    two.resolve(2);
    await next;
    expect(isOver).toBe(false);
    three.resolve(3);
    await over;
  });

  it('tell of a failure once, at the latest when somebody asks again', async () => {
    const unfinished = createUnfinished(1);
    const late = open();
    await unfinished.allButFew([late.promise]);
    late.reject(new Error('gone'));
    await soon();
    await expect(unfinished.allButFew([])).rejects.toThrowError('gone');
    await unfinished.allButFew([]);
  });
});

describe('work that is gathered', () => {
  it('goes on with all that came meanwhile', async () => {
    const batches: number[][] = [];
    const first = open<void>();
    const add = gathered<number>(async (items) => {
      batches.push([...items]);
      if (batches.length === 1) await first.promise;
    });
    const done = [add(1)];
    await soon();
    done.push(add(2), add(3));
    await soon();
    expect(batches).toEqual([[1]]);
    first.resolve();
    await Promise.all(done);
    expect(batches).toEqual([[1], [2, 3]]);
  });

  it('fails those of a batch that failed, and no others', async () => {
    const add = gathered<number>(async (items) => {
      if (items.includes(1)) throw new Error('refused');
    });
    const one = add(1);
    await expect(one).rejects.toThrowError('refused');
    await expect(add(2)).resolves.toBeUndefined();
  });
});
