/**
 * Why the enrolment is looked at. `skipping` passes effects by until the next stop: an overdue step left out on
 * resuming. `moved` puts it on the version of the plan given: `places` says, for steps that are gone there, which step
 * it goes to, or `exit`.
 */
export type Signal =
  | { type: 'entered' }
  | { type: 'woke' }
  | { type: 'skipping' }
  | { type: 'moved'; places: Readonly<Record<string, string>> };
