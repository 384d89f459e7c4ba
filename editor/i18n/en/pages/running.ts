/** What stops on its way, and what people do about it. */
export const running = {
  stuck: {
    count_one: '{{count, number}} stuck',
    count_other: '{{count, number}} stuck',
    title: 'People who stand still',
    about: 'Something stopped them on their way. They stay where they are until you decide.',
    nobody: 'Nobody stands still.',
    people_one: '{{count, number}} person',
    people_other: '{{count, number}} people',
    since: 'first entered',
    retry_one: 'Try again',
    retry_other: 'Retry these {{count, number}}',
    retryTitle: 'Try again?',
    retryText: 'They are looked at again where they stand.',
    skip: 'Skip the step',
    skipTitle: 'Skip the step they stand at?',
    skipText:
      'They go on as if the step had not worked: through “otherwise”, “not sent”, “failed” or “timeout” where there is such an exit.',
    'take-out': 'Take out',
    'take-outTitle_one': 'Take {{count, number}} person out of the workflow?',
    'take-outTitle_other': 'Take {{count, number}} people out of the workflow?',
    'take-outText': 'Their journey ends here, and what is queued for them is cancelled.',
    working: 'Working through them…',
    done: 'Done. Whoever still cannot go on stands here again.',
    reasons: {
      'contact-gone': 'The contact is gone',
      'version-gone': 'Their version of the workflow is gone',
      'too-many-steps': 'Too many steps at once without a wait',
      fault: 'Something failed: {{detail}}',
    },
  },
};
