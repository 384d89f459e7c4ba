import { shippedEvents as events } from '../../shared/playbooks/names.ts';
import { times } from '../../shared/playbooks/rules.ts';
import { firstValueWords } from './first-value-words.ts';
import type { Playbook, Shape } from './playbook.ts';
import { cancelled, end, mail, pause, task, when, workHours } from './steps.ts';

const lessons = [
  ['start', events.activated, '1d'],
  ['data', events.dataImported, '2d'],
  ['team', events.teammateInvited, '3d'],
  ['habit', events.keyAction, '4d'],
  ['connect', events.integrationConnected, '4d'],
] as const;

/** Five short letters after signing up, one thing each; what somebody already uses is not explained to them. */
export const firstValue: Playbook = {
  key: 'first-value',
  shape: () => ({
    subject: 'contact',
    entry: { trigger: { kind: 'event', event: events.signedUp }, reentry: { mode: 'once' } },
    goal: { when: { all: lessons.map(([, event]) => times(event, '>', 0)) }, within: '60d' },
    exit: cancelled,
    sendWindow: workHours,
    priority: 'low',
    start: `wait-${lessons[0][0]}`,
    steps: { ...lessonSteps(), 'by-hand': task('3d', 'end', 'low'), end },
  }),
  cases: [
    {
      path: lessons
        .flatMap(([id]) => [`wait-${id}:next`, `knows-${id}:otherwise`, `${id}:sent`])
        .concat('end:end'),
      status: 'completed',
    },
    {
      before: [['1h', events.dataImported]],
      after: [['2h', events.activated]],
      path: [
        'wait-start:next',
        'knows-start:yes',
        'wait-data:next',
        'knows-data:yes',
        'wait-team:next',
        'knows-team:otherwise',
        'team:sent',
        'wait-habit:next',
        'knows-habit:otherwise',
        'habit:sent',
        'wait-connect:next',
        'knows-connect:otherwise',
        'connect:sent',
        'end:end',
      ],
      status: 'completed',
    },
    {
      choices: { start: 'notSent' },
      path: ['wait-start:next', 'knows-start:otherwise', 'start:notSent', 'by-hand:next', 'end:end'],
      status: 'completed',
    },
  ],
  words: firstValueWords,
};

function lessonSteps(): Shape['steps'] {
  return Object.fromEntries(
    lessons.flatMap(([id, event, length], index) => {
      const following = lessons[index + 1]?.[0];
      const next = following ? `wait-${following}` : 'end';
      return [
        [`wait-${id}`, pause(length, `knows-${id}`)],
        [`knows-${id}`, when({ all: [times(event, '>', 0)] }, next, id)],
        [id, mail(next, 'by-hand', { topic: 'onboarding' })],
      ];
    }),
  );
}
