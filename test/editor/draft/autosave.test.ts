import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Autosave, type SaveAnswer } from '../../../editor/draft/autosave.ts';

function world(answers: SaveAnswer[]) {
  const sent: [string, string][] = [];
  const shown: string[] = [];
  let kept: string | undefined;
  const autosave = new Autosave('v0', 'e0', {
    put: async (document, etag) => {
      sent.push([document, etag]);
      return answers.shift() ?? { is: 'saved', etag: `e${sent.length}` };
    },
    keep: ({ document }) => {
      kept = document;
    },
    drop: () => {
      kept = undefined;
    },
    show: ({ is }) => shown.push(is),
  });
  return { autosave, sent, shown, kept: () => kept };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('autosave', () => {
  it('sends a burst of changes once, with the tag it read', async () => {
    const { autosave, sent, shown } = world([]);
    autosave.changed('v1');
    autosave.changed('v2');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(sent).toEqual([['v2', 'e0']]);
    expect(shown.at(-1)).toBe('saved');
    autosave.changed('v3');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(sent.at(-1)).toEqual(['v3', 'e1']);
  });

  it('keeps a copy until the server has it, and tries again while offline', async () => {
    const { autosave, sent, shown, kept } = world([{ is: 'offline' }, { is: 'offline' }]);
    autosave.changed('v1');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(shown.at(-1)).toBe('offline');
    expect(kept()).toBe('v1');
    await vi.advanceTimersByTimeAsync(20_000);
    expect(sent).toHaveLength(3);
    expect(shown.at(-1)).toBe('saved');
    expect(kept()).toBeUndefined();
    expect(autosave.isClean).toBe(true);
  });

  it('sends nothing while a conflict is undecided, then what was decided for', async () => {
    const { autosave, sent } = world([{ is: 'conflict' }]);
    autosave.changed('v1');
    await vi.advanceTimersByTimeAsync(1_000);
    autosave.changed('v2');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(sent).toHaveLength(1);
    autosave.settle('v2', { document: 'theirs', etag: 'e9' });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(sent.at(-1)).toEqual(['v2', 'e9']);
  });

  it('keeps the other version without sending anything when that is the choice', async () => {
    const { autosave, sent, kept } = world([{ is: 'conflict' }]);
    autosave.changed('v1');
    await vi.advanceTimersByTimeAsync(1_000);
    autosave.settle('theirs', { document: 'theirs', etag: 'e9' });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(sent).toHaveLength(1);
    expect(kept()).toBeUndefined();
    expect(autosave.isClean).toBe(true);
  });

  it('has nothing to do when undo leads back to what is saved', async () => {
    const { autosave, sent, shown } = world([]);
    autosave.changed('v1');
    autosave.changed('v0');
    await vi.advanceTimersByTimeAsync(5_000);
    expect(sent).toEqual([]);
    expect(shown.at(-1)).toBe('saved');
  });

  it('saves at once when asked to', async () => {
    const { autosave, sent } = world([]);
    autosave.changed('v1');
    await expect(autosave.flush()).resolves.toBe(true);
    expect(sent).toHaveLength(1);
  });
});
