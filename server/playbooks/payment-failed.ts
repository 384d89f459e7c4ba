import { shippedEvents as events } from '../../shared/playbooks/names.ts';
import type { PlaybookKey } from '../../shared/playbooks/playbooks.ts';
import { property, since } from '../../shared/playbooks/rules.ts';
import type { Workflow } from '../../shared/workflow.ts';
import { paymentWords } from './payment-words.ts';
import type { Playbook, Shape } from './playbook.ts';
import { end, notice, pause, task, workHours } from './steps.ts';

/** A declined payment that may succeed by itself: silence first, then reminders that grow plainer. */
export const paymentFailedSoft = dunning('payment-failed-soft', 'soft', [2, 5, 9, 14, 21, 27], 21);

/** A declined payment that needs the customer: the first letter goes at once. */
export const paymentFailedHard = dunning('payment-failed-hard', 'hard', [0, 3, 7, 14, 27], 7);

const settled: Workflow['exit'] = [
  { event: events.invoiceVoided },
  { event: events.disputeOpened },
  { event: events.subscriptionCancelled },
];

/**
 * `days` are those on which something happens, counted from the decline; where the first of a soft decline is silent,
 * nothing is sent on it. On `taskDay` a person is asked to call as well.
 */
function dunning(key: PlaybookKey, decline: 'soft' | 'hard', days: number[], taskDay: number): Playbook {
  const letterDays = decline === 'soft' ? days.slice(1) : days;
  return {
    key,
    // Two voices about one bill confuse: where the provider writes, people only get a task.
    answers: ['silent', 'mails'],
    shape: (answer) => ({
      subject: 'account',
      to: 'billing-contact',
      entry: {
        trigger: {
          kind: 'event',
          event: events.paymentFailed,
          where: { all: [property('$.decline', 'equal', decline)] },
        },
        reentry: { mode: 'one-at-a-time' },
      },
      goal: { when: { all: [since(events.invoicePaid)] }, within: '30d' },
      exit: settled,
      sendWindow: workHours,
      priority: 'high',
      ...(answer === 'mails' ? onlyTask(taskDay) : letters(letterDays, taskDay)),
    }),
    cases: casesOf(decline),
    words: paymentWords(decline),
  };
}

type Steps = Pick<Shape, 'start' | 'steps'>;

function letters(days: readonly number[], taskDay: number): Steps {
  const steps: Shape['steps'] = { end };
  let next = 'end';
  for (const [index, day] of [...days.entries()].reverse()) {
    const id = `day-${day}`;
    const before = index === 0 ? 0 : (days[index - 1] ?? 0);
    const onward = day === taskDay ? 'call' : next;
    if (day === taskDay) steps.call = task('1d', next, 'high');
    // A mail that cannot be sent must not end the rescue: a person takes over.
    steps[id] = notice(onward, day === taskDay ? 'call' : 'by-hand');
    next = id;
    if (day > before) {
      steps[`to-${id}`] = pause(`${day - before}d`, id);
      next = `to-${id}`;
    }
  }
  return { start: next, steps: { ...steps, 'by-hand': task('1d', 'end', 'high') } };
}

function onlyTask(day: number): Steps {
  return {
    start: 'silence',
    steps: { silence: pause(`${day}d`, 'call'), call: task('1d', 'end', 'high'), end },
  };
}

function casesOf(decline: 'soft' | 'hard'): Playbook['cases'] {
  const trigger = { decline, invoice: 'in_1', amount: 190, currency: 'EUR' };
  return decline === 'soft'
    ? [
        { trigger, after: [['4d', events.invoicePaid]], path: ['to-day-5:goal'], status: 'completed' },
        {
          trigger,
          path: [
            'to-day-5:next',
            'day-5:sent',
            'to-day-9:next',
            'day-9:sent',
            'to-day-14:next',
            'day-14:sent',
            'to-day-21:next',
            'day-21:sent',
            'call:next',
            'to-day-27:next',
            'day-27:sent',
            'end:end',
          ],
          status: 'completed',
        },
        { trigger: { ...trigger, decline: 'hard' }, path: [], status: 'notEntered' },
      ]
    : [
        {
          trigger,
          after: [['1d', events.invoicePaid]],
          path: ['day-0:sent', 'to-day-3:goal'],
          status: 'completed',
        },
        {
          trigger,
          choices: { 'day-0': 'notSent' },
          path: ['day-0:notSent', 'by-hand:next', 'end:end'],
          status: 'completed',
        },
        {
          trigger,
          answer: 'mails',
          path: ['silence:next', 'call:next', 'end:end'],
          status: 'completed',
        },
      ];
}
