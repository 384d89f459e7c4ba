import { describe, expect, it } from 'vitest';
import { carriedOver, record, startHistory, undone } from '../../../editor/draft/history.ts';
import { packHistory, unpackHistory } from '../../../editor/draft/history-copy.ts';
import { insertStep } from '../../../editor/draft/insert-step.ts';
import { counting, flow } from './flow.ts';

describe('what a reload keeps of the history', () => {
  const start = flow('t>w w>x');
  const next = insertStep(
    start,
    { from: 't', exit: 'next' },
    { kind: 'wait', for: '1d' },
    counting(),
  ).workflow;

  it('is every document as it was, with undo and redo', () => {
    const history = undone(record(record(startHistory(start), next, 0), { ...next, name: 'Other' }, 1));
    const back = unpackHistory(JSON.parse(JSON.stringify(packHistory(history))));
    expect(back).toEqual({ ...history, last: undefined });
  });

  it('holds what the documents share once', () => {
    let history = startHistory(start);
    for (let edit = 0; edit < 50; edit++) history = record(history, { ...start, name: `Name ${edit}` }, edit);
    expect(packHistory(history).parts.length).toBeLessThan(70);
  });

  it('is nothing when a document in it cannot be read', () => {
    const packed = packHistory(record(startHistory(start), next, 0));
    expect(unpackHistory({ ...packed, parts: packed.parts.map(() => 'gone') })).toBeUndefined();
  });
});

describe('a change from elsewhere', () => {
  it('stays when one’s own step is taken back', () => {
    const history = record(startHistory('a'), 'ab', 0);
    const carried = carriedOver(history, 'ab!', (document) => `${document}!`);
    expect(undone(carried).present).toBe('a!');
  });
});
