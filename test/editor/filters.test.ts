import { describe, expect, it } from 'vitest';
import { sameFilters, setFilters } from '../../editor/pages/views/filters.ts';

describe('the filters of a view', () => {
  it('are those that are set', () => {
    expect(setFilters({ plan: 'pro', band: undefined })).toEqual({ plan: 'pro' });
  });

  it('are the same when none is different, missing or more', () => {
    expect(sameFilters({ plan: 'pro', band: 'watch' }, { band: 'watch', plan: 'pro' })).toBe(true);
    expect(sameFilters({ plan: 'pro' }, { plan: 'team' })).toBe(false);
    expect(sameFilters({ plan: 'pro' }, {})).toBe(false);
    expect(sameFilters({}, { plan: 'pro' })).toBe(false);
  });
});
