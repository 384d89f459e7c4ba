import { describe, expect, it } from 'vitest';
import { atRiskSearch, outboxSearch, reportsSearch, tasksSearch } from '../../editor/search-params.ts';

describe('the filters in an address', () => {
  it('are read as they were written', () => {
    expect(tasksSearch({ status: 'done', assignee: 'a@example.com' })).toEqual({
      status: 'done',
      assignee: 'a@example.com',
    });
    expect(reportsSearch({ days: '30' })).toEqual({ days: 30 });
    expect(atRiskSearch({ month: '2026-05' })).toEqual({ month: '2026-05' });
  });

  it('count as absent where they are unusable', () => {
    expect(tasksSearch({ status: 'lost', assignee: ['a', 'b'], due: undefined })).toEqual({});
    expect(reportsSearch({ days: '31' })).toEqual({});
    expect(atRiskSearch({ month: 'May', plan: 'x'.repeat(201) })).toEqual({});
    expect(outboxSearch({ reason: 'x'.repeat(500) })).toEqual({ reason: 'x'.repeat(500) });
  });

  it('leave out what no page knows', () => {
    expect(tasksSearch({ colour: 'red', show: 'mine' })).toEqual({ show: 'mine' });
  });
});
