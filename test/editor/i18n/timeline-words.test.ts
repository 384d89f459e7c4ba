import { describe, expect, it } from 'vitest';
import { detailText, titleText } from '../../../editor/pages/contacts/item-text.ts';
import type { TimelineItem } from '../../../shared/contact.ts';
import { speaking } from '../../support/language.ts';

speaking('pl');

function item(kind: TimelineItem['kind'], detail: string, title = ''): TimelineItem {
  return { id: '1', at: '2026-03-10T12:00:00Z', kind, title, detail };
}

describe('a line of a contact’s story', () => {
  it('says exits, endings, states and reasons in the reader’s language', () => {
    expect(detailText(item('step', 'otherwise'))).toBe('W innym razie');
    expect(detailText(item('ended', 'goal'))).toBe('Cel osiągnięty');
    expect(detailText(item('ended', 'event:Plan Upgraded'))).toBe('Zdarzenie „Plan Upgraded”');
    expect(detailText(item('message', 'suppressed: unsubscribed'))).toBe('Niedozwolone · Wypisano się');
    expect(detailText(item('task', 'saved'))).toBe('Zostaje');
    expect(detailText(item('health', 'atRisk'))).toBe('Zagrożona');
  });

  it('leaves what is not ours as it came', () => {
    expect(detailText(item('group', 'account-1'))).toBe('account-1');
    expect(detailText(item('message', 'failed: 503: try later'))).toBe('Nie udało się · 503: try later');
  });

  it('calls a step without a name by its kind', () => {
    expect(titleText(item('step', '', 'send-email'))).toBe('E-mail');
    expect(titleText(item('step', '', 'Ask nicely'))).toBe('Ask nicely');
  });
});
