import { problems as catalogue, type ProblemCode } from '../../../shared/problems.ts';

/** The catalogue's own sentences, so that English is written once. */
const sentences = Object.fromEntries(
  Object.entries(catalogue).map(([code, { say }]) => [code, say]),
) as Record<ProblemCode, string>;

export const problems = {
  ...sentences,
  WORKFLOW_HAS_ERRORS_one: 'The workflow has {{count}} error. Fix it, then publish.',
  WORKFLOW_TOO_LARGE_one: 'The workflow has {{count}} step; at most {{limit}} are allowed. Split it in two.',
  RESUME_CHOICE_NEEDED_one:
    '{{count}} person became due while it was paused. Say what to do with them: skip, once or restart.',
  OFFLINE: 'The server is not responding. Check that it is running and that you are online.',
  ANSWER_UNREADABLE:
    'Something between you and the server sent a response that is not from Mooring. Try again.',
  unexpected: 'Something went wrong on this page. Reload it; if it happens again, tell your admin.',
};
