import { describe, expect, it } from 'vitest';
import { summaryOf, triggerName } from '../../../editor/canvas/step-words.ts';
import { knowNames, referredIn, withNames } from '../../../editor/draft/known-names.ts';
import { blankWorkflow } from '../../../shared/workflow.ts';
import { speaking } from '../../support/language.ts';

const workflow = {
  ...blankWorkflow('Test'),
  entry: {
    trigger: { kind: 'signal', signal: 'plan-limit', on: 'opened' },
    reentry: { mode: 'once' },
    holdoutPercent: 0,
  },
} as const;

speaking('en');

describe('what a workflow refers to', () => {
  it('is called by its name on cards, and by its key until that is known', () => {
    expect(triggerName(workflow)).toContain('“plan-limit”');
    knowNames('signal', new Map([['plan-limit', 'At the plan limit']]));
    expect(triggerName(workflow)).toContain('“At the plan limit”');
    knowNames('template', new Map([['hello', 'A first hello']]));
    const mail = { kind: 'send-email', template: 'hello', purpose: 'marketing' } as const;
    expect(summaryOf(mail)).toContain('“A first hello”');
    knowNames('segment', new Map([['vips', 'Very important']]));
    const rule = { fact: 'segment', params: { segment: 'vips' }, operator: 'equal', value: true };
    expect(summaryOf({ kind: 'branch', paths: [{ id: 'yes', when: { all: [rule] } }] })).toContain(
      '“Very important”',
    );
  });

  it('is found wherever it stands, and its document stays as it is', () => {
    expect([...referredIn(workflow)]).toEqual(['signal']);
    const before = structuredClone(workflow);
    knowNames('signal', new Map([['plan-limit', 'At the plan limit']]));
    withNames(workflow);
    expect(workflow).toEqual(before);
  });
});
