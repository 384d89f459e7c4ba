import { beforeEach, describe, expect, it } from 'vitest';
import { numbersText, resultText } from '../../../editor/canvas/step-result.ts';
import { cardNote } from '../../../editor/canvas/step-words.ts';
import { TRIGGER } from '../../../editor/draft/place.ts';
import { chooseLanguage } from '../../../editor/i18n/language.ts';
import { type Step, steps } from '../../../shared/steps/index.ts';
import type { WorkflowCounts } from '../../../shared/workflow-view.ts';
import { speaking } from '../../support/language.ts';

type Own = WorkflowCounts['steps'][string];

speaking('en');
beforeEach(() => chooseLanguage('en'));

const counts = (own: Partial<Own> = {}): WorkflowCounts => ({
  entered: 200,
  today: 0,
  inside: 12,
  goals: 25,
  steps: { a: { entered: 90, here: 0, exits: {}, ...own } },
});
const blank = (kind: keyof typeof steps) => steps[kind].blank() as Step;
const result = (kind: keyof typeof steps, own: Partial<Own>) => resultText(blank(kind), 'a', counts(own));

describe('what came of a step, on its card', () => {
  it('tells how many e-mails were sent, and what people did with them where they are seen to', () => {
    expect(result('send-email', { exits: { sent: 80, notSent: 3 } })).toBe('80 sent');
    const sent = { exits: { sent: 80 } };
    expect(result('send-email', { ...sent, mail: { opened: 33, clicked: 0 } })).toBe('41% opened');
    expect(result('send-email', { ...sent, mail: { opened: 33, clicked: 7 } })).toBe(
      '41% opened · 9% clicked',
    );
    // Some of those who were written to are erased meanwhile.
    expect(result('send-email', { exits: { sent: 2 }, mail: { opened: 3, clicked: 0 } })).toBe('100% opened');
  });

  it('tells how many tasks are done, and for how many that was enough', () => {
    expect(result('create-task', { tasks: { open: 4, done: 0, saved: 0 } })).toBe('4 open');
    expect(result('create-task', { tasks: { open: 4, done: 9, saved: 0 } })).toBe('9 done · 4 open');
    expect(result('create-task', { tasks: { open: 4, done: 9, saved: 5 } })).toBe('9 done · 5 saved');
  });

  it('tells how people were divided, whose calls failed, and who reached the goal', () => {
    expect(result('split', { exits: { a: 45, b: 45 } })).toBe('Path 1 50% · Path 2 50%');
    expect(result('call-webhook', { exits: { ok: 7, failed: 2 } })).toBe('2 failed');
    expect(resultText(undefined, TRIGGER, counts())).toBe('13% reached the goal');
    expect(resultText(undefined, TRIGGER, { ...counts(), today: 37 })).toBe('+37 today');
    const paths = { goals: { a: 3, b: 20 }, leads: 'b' };
    expect(result('split', { exits: { a: 45, b: 45 }, paths })).toBe('Path 2 leads');
  });

  it('is silent while there is nothing to tell', () => {
    for (const kind of ['send-email', 'create-task', 'split', 'call-webhook', 'branch', 'wait'] as const)
      expect(result(kind, {})).toBe('');
    expect(resultText(undefined, TRIGGER, { ...counts(), goals: 0 })).toBe('');
    expect(resultText(blank('send-email'), 'gone', counts())).toBe('');
  });

  it('is said with the other numbers, in the language of whoever listens', async () => {
    const own = { here: 3, tasks: { open: 4, done: 9, saved: 0 } };
    const said = () => numbersText(blank('create-task'), 'a', counts(own));
    expect(said()).toBe('90 entered, 3 here now, 9 done · 4 open');
    await chooseLanguage('pl');
    expect(said()).toBe('weszło: 90, teraz tutaj: 3, wykonano: 9 · otwarte: 4');
    await chooseLanguage('ru');
    expect(said()).toBe('вошли: 90, сейчас здесь: 3, сделано: 9 · открыто: 4');
  });
});

describe('the line under a name', () => {
  it('is there for every kind of step, also for what somebody wrote wrongly by hand', () => {
    for (const kind of Object.keys(steps) as (keyof typeof steps)[])
      expect(cardNote(blank(kind))).not.toBe('');
    const wrong = { ...blank('update-contact'), changes: [{ kind: 'add-tag', tag: 'a' }] };
    expect(cardNote(wrong as unknown as Step)).toBe('Change traits, tags or account fields');
  });
});
