import type { RootCondition } from '../../../shared/condition.ts';
import { DEFAULT_ROUNDS, type Workflow } from '../../../shared/workflow.ts';
import type { insertTests } from '../workflows/test-cases.ts';

export interface DemoWorkflow {
  key: string;
  isLive: boolean;
  document: Workflow & { key: string };
  /** The tests that come along, written for this moment. */
  tests?(now: Date): Parameters<typeof insertTests>[2];
}

/** The workflow that the demo’s quiet people are put into. */
export const QUIET = 'demo-high-value-went-quiet';

/** The key of a playbook in the demo, so that the workspace can have its own beside it. */
export function demoKey(key: string): string {
  return `demo-${key}`;
}

/** A workflow as a team drew it for itself; the playbooks come beside it. */
export const demoWorkflows: readonly DemoWorkflow[] = [wentQuiet()];

function wentQuiet(): DemoWorkflow {
  return demo(QUIET, true, {
    name: 'High-value customer went quiet',
    description: 'A person calls those who pay more; the others get an e-mail first.',
    entry: {
      trigger: { kind: 'manual' },
      when: {
        all: [
          {
            fact: 'event',
            params: { event: 'Signed In', measure: 'daysSinceLast' },
            operator: 'greaterThanInclusive',
            value: 14,
          },
        ],
      },
      reentry: { mode: 'after', wait: '90d' },
      holdoutPercent: 0,
    },
    goal: { when: did('Signed In'), within: '30d' },
    exit: [{ event: 'Subscription Cancelled' }],
    start: 'value',
    steps: {
      value: {
        kind: 'branch',
        name: 'High value?',
        paths: [
          {
            id: 'yes',
            label: 'MRR of 400 or more',
            when: { all: [{ fact: 'account', path: '$.mrr', operator: 'greaterThanInclusive', value: 400 }] },
            next: 'call',
          },
        ],
        otherwise: 'miss-you',
      },
      call: {
        kind: 'create-task',
        name: 'Call',
        title: 'Call {{ contact.traits.firstName | default: "them" }} at {{ account.name }}',
        note: 'No sign-in for two weeks or more. They pay {{ account.mrr }} a month. Ask what has changed.',
        assignee: { role: 'success-manager' },
        dueIn: '1d',
        priority: 'high',
        next: 'three-days',
      },
      'three-days': { kind: 'wait', name: 'Time to reach them', for: '3d', next: 'miss-you' },
      'miss-you': {
        kind: 'send-email',
        name: 'We miss you',
        subject: 'Anything we can do, {{ contact.traits.firstName | default: "there" }}?',
        body: [
          'Hi {{ contact.traits.firstName | default: "there" }},',
          'We haven’t seen you for a while. If something got in the way, reply and tell us: we’d like to fix it.',
          'If you were simply busy, everything is where you left it.',
        ].join('\n\n'),
        purpose: 'marketing',
        topic: 'product',
        exits: { sent: 'five-days', notSent: 'write-by-hand' },
      },
      'five-days': { kind: 'wait', name: 'Breathe', for: '5d', next: 'end' },
      'write-by-hand': {
        kind: 'create-task',
        name: 'Try another way',
        title: 'Reach {{ contact.traits.firstName | default: "them" }} without e-mail',
        assignee: { role: 'success-manager' },
        dueIn: '3d',
        priority: 'normal',
        next: 'end',
      },
      end: { kind: 'exit' },
    },
    notes: [{ text: 'Ask Sales before changing the limit of 400.', step: 'value' }],
  });
}

/** Holds once an event of this name has happened since the contact entered. */
function did(event: string): RootCondition {
  return {
    all: [
      {
        fact: 'event',
        params: { event, measure: 'count', since: 'entry' },
        operator: 'greaterThan',
        value: 0,
      },
    ],
  };
}

function demo(
  key: string,
  isLive: boolean,
  parts: Pick<Workflow, 'name' | 'entry' | 'steps'> & Partial<Workflow>,
): DemoWorkflow {
  const document = {
    format: 'mooring.workflow/1' as const,
    subject: 'contact' as const,
    exit: [],
    sending: 'auto' as const,
    priority: 'normal' as const,
    maxRounds: DEFAULT_ROUNDS,
    notes: [],
    ...parts,
    key,
  };
  return { key, isLive, document };
}
