import { describe, expect, it } from 'vitest';
import { crowd } from '../../../server/use-cases/demo/crowd.ts';
import { tellAccount } from '../../../server/use-cases/demo/crowd-calls.ts';
import { demoPlaybooks } from '../../../server/use-cases/demo/demo-playbooks.ts';
import { demoAccounts, demoPeople, type Story } from '../../../server/use-cases/demo/people.ts';
import { tellStory } from '../../../server/use-cases/demo/stories.ts';
import { demoWorkflows } from '../../../server/use-cases/demo/workflows.ts';
import { DAY, isZone } from '../../../shared/time.ts';
import { checkWorkflow } from '../../../shared/validate-workflow.ts';

const now = new Date('2026-03-11T14:00:00Z');

describe('the demo’s workflows', () => {
  it.each(
    [...demoWorkflows, ...demoPlaybooks('en')].map((workflow) => [workflow.document.name, workflow] as const),
  )('“%s” has no problems, so that it can be published', (_, { document }) => {
    expect(checkWorkflow(document, {}).problems).toEqual([]);
  });
});

describe('the demo’s people', () => {
  it('are twenty, in accounts that exist, with addresses nobody owns', () => {
    expect(demoPeople).toHaveLength(20);
    expect(new Set(demoPeople.map(({ userId }) => userId)).size).toBe(20);
    for (const { account, email, zone, since } of demoPeople) {
      expect(demoAccounts.map(({ id }) => id)).toContain(account);
      expect(email).toMatch(/@example\.com$/);
      expect(isZone(zone)).toBe(true);
      expect(since).toBeGreaterThanOrEqual(0);
    }
  });

  it('have the same past whenever it is told for the same moment', () => {
    for (const person of demoPeople) expect(tellStory(person, now)).toEqual(tellStory(person, now));
  });

  it('have done nothing in the future, and nothing twice', () => {
    const events = demoPeople.flatMap((person) => tellStory(person, now));
    expect(events.filter(({ timestamp }) => timestamp > now)).toEqual([]);
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
    expect(events.every(({ demo, historical }) => demo && historical)).toBe(true);
  });

  it.each([
    ['quiet', 20, 60],
    ['steady', 0, 7],
    ['champion', 0, 4],
    ['returned', 0, 8],
  ] as [Story, number, number][])('were last here %s: %i to %i days ago', (story, from, to) => {
    for (const person of demoPeople.filter((one) => one.story === story)) {
      const signIns = tellStory(person, now).filter(({ name }) => name === 'Signed In');
      const last = Math.max(...signIns.map(({ timestamp }) => timestamp.getTime()));
      const days = (now.getTime() - last) / DAY;
      expect(days, person.userId).toBeGreaterThanOrEqual(from);
      expect(days, person.userId).toBeLessThanOrEqual(to);
    }
  });

  it('signed up today and have no project yet, where their story says so', () => {
    for (const person of demoPeople.filter((one) => one.story === 'just-signed-up')) {
      const names = tellStory(person, now).map(({ name }) => name);
      expect(names).toContain('Signed Up');
      expect(names).not.toContain('Project Created');
    }
  });
});

describe('the demo’s crowd', () => {
  const people = crowd.flatMap((account) => account.people);

  it('makes 400 accounts and 2,000 people together with the hand-made ones', () => {
    expect(crowd.length + demoAccounts.length).toBe(400);
    expect(people.length + demoPeople.length).toBe(2_000);
    expect(new Set([...crowd, ...demoAccounts].map(({ id }) => id)).size).toBe(400);
    expect(new Set([...people, ...demoPeople].map(({ userId }) => userId)).size).toBe(2_000);
    expect(new Set(crowd.map(({ name }) => name)).size).toBe(crowd.length);
    for (const { email } of people) expect(email).toMatch(/@example\.com$/);
  });

  it('tells a past of 180 days that is the same whenever it is told for the same moment, and no future', () => {
    const events = crowd.slice(0, 60).flatMap((account) => tellAccount(account, now));
    expect(crowd.slice(0, 60).flatMap((account) => tellAccount(account, now))).toEqual(events);
    expect(events.filter(({ timestamp }) => timestamp > now)).toEqual([]);
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
    expect(events.every(({ demo }) => demo)).toBe(true);
    const oldest = Math.min(
      ...events.filter(({ type }) => type === 'track').map(({ timestamp }) => timestamp.getTime()),
    );
    expect(Math.floor((now.getTime() - oldest) / DAY)).toBeGreaterThan(175);
  });
});
