import { describe, expect, it } from 'vitest';
import { roomFor } from '../../server/engine/caps.ts';

const HOUR = 3_600_000;
const now = new Date('2026-03-10T12:00:00Z');
const ago = (hours: number, topic?: string) => ({ at: new Date(now.getTime() - hours * HOUR), topic });
const ahead = (hours: number) => new Date(now.getTime() + hours * HOUR);
const proposal = [
  { most: 1, per: '1d' },
  { most: 2, per: '7d' },
];

describe('room under the frequency caps', () => {
  it('is there for whoever got nothing lately', () => {
    expect(roomFor(undefined, [], proposal, now)).toEqual(now);
    expect(roomFor(undefined, [ago(24), ago(24 * 7)], proposal, now)).toEqual(now);
  });

  it('comes a day after the last mail under one a day', () => {
    expect(roomFor(undefined, [ago(23)], proposal, now)).toEqual(ahead(1));
  });

  it('comes when the longest of several caps lets go', () => {
    expect(roomFor(undefined, [ago(100), ago(30)], proposal, now)).toEqual(ahead(68));
  });

  it('comes when enough has left, where more was sent than is allowed now', () => {
    const taken = [ago(20), ago(10), ago(5)];
    expect(roomFor(undefined, taken, [{ most: 2, per: '1d' }], now)).toEqual(ahead(14));
  });

  it('counts one topic alone where the cap names it, and all mail where it does not', () => {
    const caps = [{ most: 1, per: '2d', topic: 'tips' }];
    expect(roomFor('news', [ago(1, 'tips')], caps, now)).toEqual(now);
    expect(roomFor('tips', [ago(1, 'news')], caps, now)).toEqual(now);
    expect(roomFor('tips', [ago(1, 'tips')], caps, now)).toEqual(ahead(47));
    expect(roomFor('tips', [ago(1)], [{ most: 1, per: '1d' }], now)).toEqual(ahead(23));
  });
});
