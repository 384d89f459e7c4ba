import type { RootCondition } from '../../../shared/condition.ts';
import { DEFAULT_ROUNDS, type Workflow } from '../../../shared/workflow.ts';

export interface DemoWorkflow {
  key: string;
  isLive: boolean;
  document: Workflow & { key: string };
}

const workHours = {
  days: ['mon', 'tue', 'wed', 'thu', 'fri'],
  from: '09:00',
  to: '18:00',
  zone: 'contact',
  expiresAfter: '3d',
} satisfies Workflow['sendWindow'];

/** The workflow that the demo’s quiet people are put into. */
export const QUIET = 'demo-high-value-went-quiet';

/** Two workflows that run and one to finish and publish. */
export const demoWorkflows: readonly DemoWorkflow[] = [onboardingStalled(), wentQuiet(), cancelPage()];

function onboardingStalled(): DemoWorkflow {
  return demo('demo-onboarding-stalled', true, {
    name: 'Onboarding stalled',
    description: 'Helps people who signed up and never made a first project.',
    entry: { trigger: { kind: 'event', event: 'Signed Up' }, reentry: { mode: 'once' }, holdoutPercent: 0 },
    goal: { when: did('Project Created'), within: '14d' },
    exit: [{ event: 'Subscription Cancelled' }],
    sendWindow: workHours,
    start: 'three-days',
    steps: {
      'three-days': { kind: 'wait', name: 'Time to look around', for: '3d', next: 'help' },
      help: {
        kind: 'send-email',
        name: 'Your first project',
        subject: '{{ contact.traits.firstName | default: "Hello" }}, your first project takes four minutes',
        body: [
          'Hi {{ contact.traits.firstName | default: "there" }},',
          'Most teams start from a template and change it later. Pick one, invite a colleague, and you are done.',
          'If something is in the way, just reply: a person reads it.',
        ].join('\n\n'),
        purpose: 'marketing',
        topic: 'onboarding',
        exits: { sent: 'four-days', notSent: 'call' },
      },
      'four-days': { kind: 'wait', name: 'Time to try', for: '4d', next: 'call' },
      call: {
        kind: 'create-task',
        name: 'Offer a call',
        title: 'Offer {{ contact.traits.firstName | default: "them" }} a first call',
        note: 'Signed up a week ago at {{ account.name }} and has no project yet.',
        assignee: { role: 'success-manager' },
        dueIn: '2d',
        priority: 'normal',
        next: 'end',
      },
      end: { kind: 'exit' },
    },
  });
}

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
        note: 'No sign-in for two weeks or more. They pay {{ account.mrr }} a month; ask what changed.',
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
          'we have not seen you for a while. If something got in the way, reply and tell us; we would like to fix it.',
          'If you only had no time: everything is where you left it.',
        ].join('\n\n'),
        purpose: 'marketing',
        topic: 'product',
        exits: { sent: 'five-days', notSent: 'write-by-hand' },
      },
      'five-days': { kind: 'wait', name: 'Breathe', for: '5d', next: 'end' },
      'write-by-hand': {
        kind: 'create-task',
        name: 'Find another way',
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

function cancelPage(): DemoWorkflow {
  return demo('demo-cancel-page', false, {
    name: 'Cancel page opened',
    description: 'A draft to finish: read it, test it on Priya or Luis, publish it.',
    entry: {
      trigger: {
        kind: 'event',
        event: 'Page Viewed',
        where: {
          all: [{ fact: 'properties', path: '$.path', operator: 'startsWith', value: '/settings/cancel' }],
        },
      },
      reentry: { mode: 'after', wait: '14d' },
      holdoutPercent: 0,
    },
    exit: [{ event: 'Subscription Cancelled' }],
    sendWindow: workHours,
    sending: 'review',
    start: 'tell',
    steps: {
      tell: {
        kind: 'create-task',
        name: 'Look at this today',
        title: '{{ contact.traits.firstName | default: "Somebody" }} looked at the cancel page',
        note: 'Never stand in the way; ask whether something can be put right.',
        assignee: { role: 'success-manager' },
        dueIn: '4h',
        priority: 'high',
        next: 'help',
      },
      help: {
        kind: 'send-email',
        name: 'Can we help?',
        subject: 'Is something missing?',
        body: 'Hi {{ contact.traits.firstName | default: "there" }},\n\nif something does not work as it should, reply and we will look at it today.',
        purpose: 'marketing',
        next: 'end',
      },
      end: { kind: 'exit' },
    },
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
