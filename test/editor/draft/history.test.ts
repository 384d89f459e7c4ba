import { describe, expect, it } from 'vitest';
import {
  COALESCE_MILLISECONDS,
  HISTORY_LIMIT,
  record,
  redone,
  startHistory,
  undone,
} from '../../../editor/draft/history.ts';

describe('the history of a draft', () => {
  it('undoes a burst of typing in one field at once', () => {
    let history = startHistory('');
    for (const [index, text] of ['m', 'mo', 'moo'].entries())
      history = record(history, text, index * 100, 'name');
    expect(undone(history).present).toBe('');
    expect(redone(undone(history)).present).toBe('moo');
  });

  it('begins a new step after a pause, in another field, and after an undo', () => {
    let history = record(startHistory('a'), 'b', 0, 'name');
    history = record(history, 'c', COALESCE_MILLISECONDS, 'name');
    expect(undone(history).present).toBe('b');
    history = record(history, 'd', COALESCE_MILLISECONDS + 1, 'subject');
    expect(undone(history).present).toBe('c');
    history = record(undone(history), 'e', COALESCE_MILLISECONDS + 2, 'name');
    expect(undone(history).present).toBe('c');
  });

  it('makes every change without a field a step of its own', () => {
    const history = record(record(startHistory(1), 2, 0), 3, 1);
    expect(undone(history).present).toBe(2);
  });

  it('forgets what could be redone once something else changes', () => {
    const history = record(undone(record(startHistory(1), 2, 0)), 3, 1);
    expect(redone(history)).toBe(history);
  });

  it('records nothing when nothing changed', () => {
    const history = startHistory({});
    expect(record(history, history.present, 0)).toBe(history);
  });

  it('remembers a limited number of steps', () => {
    let history = startHistory(0);
    for (let value = 1; value <= HISTORY_LIMIT + 50; value += 1) history = record(history, value, value);
    expect(history.past).toHaveLength(HISTORY_LIMIT);
  });
});
