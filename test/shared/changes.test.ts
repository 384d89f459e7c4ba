import { describe, expect, it } from 'vitest';
import { listChanges } from '../../shared/changes/list-changes.ts';
import { sayChange } from '../../shared/changes/say-change.ts';
import type { Language } from '../../shared/vocabulary/words.ts';
import { workflowSchema } from '../../shared/workflow.ts';

const mrr = (value: number) => ({
  all: [{ fact: 'account', path: '$.mrr', operator: 'greaterThanInclusive', value }],
});

const was = {
  format: 'mooring.workflow/1',
  name: 'Quiet',
  entry: { trigger: { kind: 'event', event: 'Left' }, holdoutPercent: 0 },
  start: 'b',
  steps: {
    b: {
      kind: 'branch',
      name: 'Big?',
      paths: [{ id: 'yes', label: 'Big', when: mrr(400), next: 'w' }],
      otherwise: 'x',
    },
    w: { kind: 'wait', name: 'Breathe', for: '5d', next: 'm' },
    m: { kind: 'send-email', name: 'Mail', subject: 'Old', body: 'One', next: 'x' },
    x: { kind: 'exit' },
  },
};

function said(change: (document: typeof was) => unknown, language: Language = 'en'): string[] {
  const versions = { was: workflowSchema.parse(was), is: workflowSchema.parse(change(structuredClone(was))) };
  return listChanges(versions.was, versions.is).map((each) => sayChange(each, versions, language));
}

describe('what changes between two versions, in words', () => {
  it('is nothing where they say the same', () => {
    expect(
      said((same) => ({ ...same, priority: 'normal', entry: { ...same.entry, reentry: { mode: 'once' } } })),
    ).toEqual([]);
  });

  it('tells durations, texts and ways by name', () => {
    const change = (it: typeof was) => ({
      ...it,
      steps: {
        ...it.steps,
        w: { ...it.steps.w, for: '3d' },
        m: { ...it.steps.m, subject: 'New', body: 'Two', next: 'w' },
      },
    });
    expect(said(change)).toEqual([
      'Breathe – how long: 5 days → 3 days',
      'Mail – subject: “Old” → “New”',
      'Mail – text: changed',
      'Mail – what follows: “end” → “Breathe”',
    ]);
    expect(said(change, 'pl')[0]).toBe('Breathe – jak długo: 5 dni → 3 dni');
    expect(said(change, 'ru')[0]).toBe('Breathe – как долго: 5 дней → 3 дня');
  });

  it('tells steps that came and went, and of a branch which rule changed', () => {
    expect(
      said((it) => ({
        ...it,
        steps: {
          b: { ...it.steps.b, paths: [{ id: 'yes', label: 'Big', when: mrr(900), next: 't' }] },
          t: { kind: 'create-task', name: 'Call', title: 'Call', next: 'x' },
          m: it.steps.m,
          x: it.steps.x,
        },
      })),
    ).toEqual([
      'Step added: Call (task)',
      'Step removed: Breathe (wait)',
      'Big? – path “yes”, rule: Account MRR is at least 400 → Account MRR is at least 900',
      'Big? – path “yes”, what follows: “Breathe” → “Call”',
    ]);
  });

  it('tells triggers, goals, windows and settings', () => {
    expect(
      said((it) => ({
        ...it,
        name: 'Gone',
        subject: 'account',
        entry: { trigger: { kind: 'segment', segment: 'risky' }, holdoutPercent: 10 },
        goal: { when: mrr(1), within: '30d' },
        sendWindow: { from: '09:00', to: '17:00' },
      })),
    ).toEqual([
      'Name: “Quiet” → “Gone”',
      'Kind of trigger: “event” → “segment”',
      'Event of the trigger: no longer “Left”',
      'Segment of the trigger: now “risky”',
      'Direction of the trigger: now “entered”',
      'Control group, %: 0 → 10',
      'Goal: changed',
      'Send window: changed',
      'Who it is about: “contact” → “account”',
    ]);
  });

  it('has words in three languages for every field there is', () => {
    const change = (it: typeof was) => ({
      ...it,
      steps: { ...it.steps, w: { ...it.steps.m }, m: it.steps.w },
    });
    for (const language of ['en', 'pl', 'ru'] as const)
      expect(said(change, language).join(' ')).not.toMatch(/\{\{|undefined/);
  });
});
