import { describe, expect, it } from 'vitest';
import type { Leaf } from '../../shared/condition.ts';
import { decisionSentence, ruleSentence } from '../../shared/vocabulary/sentences.ts';
import { languages } from '../../shared/vocabulary/words.ts';

const inEvery = (leaf: Leaf) => languages.map((language) => ruleSentence(leaf, language));

const date = (path: string, operator: string, value: unknown, measure = 'daysUntil'): Leaf => ({
  fact: 'date',
  params: { path, measure },
  operator,
  value,
});
const event = (operator: string, value: unknown, params: Record<string, unknown> = {}): Leaf => ({
  fact: 'event',
  params: { event: 'Signed In', within: '30d', ...params },
  operator,
  value,
});

describe('a rule as people say it', () => {
  it('says when a date comes, by what happens then', () => {
    expect(inEvery(date('$.account.card.expiresAt', 'lessThanInclusive', 60))).toEqual([
      'The account’s card expires within 60 days',
      'Karta firmy wygasa najpóźniej za 60 dni',
      'Карта компании истекает не позже чем через 60 дней',
    ]);
    expect(inEvery(date('$.account.renewsAt', 'between', [0, 90]))).toEqual([
      'The account renews in 0–90 days',
      'Umowa firmy odnawia się za 0–90 dni',
      'Договор компании продлевается через 0–90 дней',
    ]);
    expect(inEvery(date('$.contact.traits.meetingAt', 'greaterThan', 1))).toEqual([
      'Contact meeting at is in more than 1 day',
      'Meeting at (kontakt) przypada później niż za 1 dzień',
      'Meeting at (контакт) наступает позже чем через 1 день',
    ]);
  });

  it('says how long ago something was', () => {
    const ago = event('greaterThanInclusive', 14, { measure: 'daysSinceLast', within: undefined });
    expect(inEvery(ago)).toEqual([
      'The last “Signed In” was at least 14 days ago',
      'Ostatnie „Signed In”: co najmniej 14 dni temu',
      'Последнее «Signed In»: не позже чем 14 дней назад',
    ]);
    expect(ruleSentence(date('$.contact.traits.metAt', 'lessThan', 2, 'daysSince'))).toBe(
      'Contact met at was less than 2 days ago',
    );
  });

  it('says that something happened, did not, or how often', () => {
    expect(inEvery(event('equal', 0))).toEqual([
      'No “Signed In” in the last 30 days',
      'Brak „Signed In” (ostatnie 30 dni)',
      'Нет «Signed In» (за последние 30 дней)',
    ]);
    expect(ruleSentence(event('lessThan', 1))).toBe(ruleSentence(event('equal', 0)));
    expect(ruleSentence(event('greaterThan', 0))).toBe('“Signed In” happened in the last 30 days');
    expect(ruleSentence(event('greaterThanInclusive', 1))).toBe(ruleSentence(event('greaterThan', 0)));
    expect(ruleSentence(event('greaterThanInclusive', 3))).toBe(
      '“Signed In” happened at least 3 times in the last 30 days',
    );
    expect(ruleSentence(event('lessThan', 3, { measure: 'distinctDays' }))).toBe(
      '“Signed In” on less than 3 days in the last 30 days',
    );
    // “1 times” is no English.
    expect(ruleSentence(event('equal', 1))).toBe('The number of “Signed In” events in the last 30 days is 1');
  });

  it('says a fall or a rise, and what is neither in plain figures', () => {
    const health = (operator: string, value: number): Leaf => ({
      fact: 'health',
      params: { measure: 'change', within: '7d' },
      operator,
      value,
    });
    expect(inEvery(health('lessThanInclusive', -10))).toEqual([
      'Health fell by at least 10 points in the last 7 days',
      'Spadek kondycji (ostatnie 7 dni): co najmniej 10 pkt',
      'Снижение здоровья (за последние 7 дней), в баллах: 10 или больше',
    ]);
    expect(ruleSentence(health('greaterThan', 5))).toBe(
      'Health rose by more than 5 points in the last 7 days',
    );
    expect(ruleSentence(health('lessThan', 5))).toBe(
      'The change of health in the last 7 days is less than 5',
    );
  });

  it('says what a text or a list holds, and a plain yes or no', () => {
    const trait = (operator: string, value: unknown): Leaf => ({
      fact: 'contact',
      path: '$.traits.jobTitle',
      operator,
      value,
    });
    expect(ruleSentence(trait('matchesText', 'chief'))).toBe('Contact job title contains “chief”');
    expect(ruleSentence(trait('notEqual', 'CEO'))).toBe('Contact job title is not “CEO”');
    expect(ruleSentence({ ...trait('contains', 'vip'), path: '$.tags' })).toBe('Contact tags include “vip”');
    expect(ruleSentence({ ...trait('equal', true), path: '$.traits.admin' })).toBe('Contact admin: yes');
  });

  it('says as much of an unfinished or decorated rule as before, and decisions by what was seen', () => {
    expect(ruleSentence(date('$.account.renewsAt', 'lessThan', undefined))).toBe(
      'The time until account renewal date is less than empty',
    );
    expect(ruleSentence(date('$.account.renewsAt', 'lessThan', -3))).toBe(
      'The time until account renewal date is less than −3 days',
    );
    expect(ruleSentence(event('not:equal', 0))).toContain('anything but 0');
    expect(decisionSentence(event('greaterThan', 0), 4, true)).toBe(
      'The number of “Signed In” events in the last 30 days is 4, which is more than 0.',
    );
  });
});
