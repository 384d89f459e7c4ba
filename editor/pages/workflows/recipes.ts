import i18next from 'i18next';
import { blankWorkflow, type Workflow } from '../../../shared/workflow.ts';

export const recipeNames = ['payment', 'cancel'] as const;
export type RecipeName = (typeof recipeNames)[number];

/** A ready workflow to begin with, its texts in the language the interface speaks now. */
export function recipe(name: RecipeName): Workflow {
  return name === 'payment' ? paymentFailed() : thinksAboutCancelling();
}

function paymentFailed(): Workflow {
  const t = i18next.getFixedT(null, 'pages', 'workflows.recipes.payment');
  return {
    ...blankWorkflow(t('name')),
    entry: {
      trigger: { kind: 'event', event: 'Payment Failed' },
      reentry: { mode: 'one-at-a-time' },
      holdoutPercent: 0,
    },
    exit: [{ event: 'Payment Succeeded' }],
    start: 'write',
    steps: {
      write: {
        kind: 'send-email',
        subject: t('subject'),
        body: t('body'),
        purpose: 'service',
        reason: t('reason'),
        next: 'wait',
      },
      wait: { kind: 'wait', for: '3d', next: 'call' },
      call: {
        kind: 'create-task',
        title: t('task'),
        assignee: { role: 'success-manager' },
        dueIn: '1d',
        priority: 'normal',
        next: 'end',
      },
      end: { kind: 'exit' },
    },
  };
}

function thinksAboutCancelling(): Workflow {
  const t = i18next.getFixedT(null, 'pages', 'workflows.recipes.cancel');
  return {
    ...blankWorkflow(t('name')),
    entry: {
      trigger: { kind: 'event', event: 'Cancel Page Viewed' },
      reentry: { mode: 'after', wait: '30d' },
      holdoutPercent: 0,
    },
    start: 'worth',
    steps: {
      worth: {
        kind: 'branch',
        paths: [
          {
            id: 'yes',
            label: t('valuable'),
            when: {
              all: [{ fact: 'account', path: '$.mrr', operator: 'greaterThanInclusive', value: 200 }],
            },
            next: 'call',
          },
        ],
        otherwise: 'write',
      },
      call: {
        kind: 'create-task',
        title: t('task'),
        assignee: { role: 'success-manager' },
        dueIn: '8h',
        priority: 'high',
        next: 'end',
      },
      write: {
        kind: 'send-email',
        subject: t('subject'),
        body: t('body'),
        purpose: 'marketing',
        next: 'end',
      },
      end: { kind: 'exit' },
    },
  };
}
