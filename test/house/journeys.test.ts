import { describe, expect, it } from 'vitest';
import { endings, enrolmentStatuses, entryRefusals, putOffs, standstills } from '../../shared/enrolment.ts';
import { sendDeferrals, sendRefusals, withdrawals } from '../../shared/message.ts';
import { subjectKind } from '../../shared/segment.ts';
import { definitionOf, exitsOf, type Step, stepKinds } from '../../shared/steps/index.ts';
import { waitReason } from '../../shared/steps/wait-until.ts';
import { triggerKinds, triggers } from '../../shared/triggers/index.ts';
import { reentry } from '../../shared/workflow.ts';
import { overdueChoices } from '../../shared/workflow-status.ts';
import { exitName, shownByJourneys } from './journeys-shown.ts';

const shown = shownByJourneys();

/** Nobody is seen active: whoever comes in walks at once. */
const unseenStatuses: readonly string[] = ['active'];
/** A trigger says its kind, of which every journey is one. */
const common: readonly string[] = ['kind'];

const wanted: Record<string, string[]> = {
  'trigger of contacts and of accounts': triggerKinds.flatMap((kind) =>
    subjectKind.options.map((subject) => `trigger: ${kind} of ${subject}`),
  ),
  'setting of a trigger': triggerKinds.flatMap((kind) =>
    settingsOf(triggers[kind].schema).map((setting) => `trigger: ${kind} ${setting}`),
  ),
  're-entry': reentry.options.map(({ shape }) => `re-entry: ${shape.mode.value}`),
  'refusal to let in': entryRefusals.map((reason) => `refusal: ${reason}`),
  'way out of a step': stepKinds.flatMap((kind) => {
    // With exits of its own nothing stands for all of them.
    const blank = { ...definitionOf({ kind }).blank(), exits: {} } as Step;
    const exits = kind === 'exit' ? ['end'] : exitsOf(blank).map(({ id }) => exitName(blank, id));
    return [...new Set(exits)].map((exit) => `exit: ${kind} ${exit}`);
  }),
  'thing waited for': awaited().map((reason) => `awaited: ${reason}`),
  'reason not to hand over yet, or at all': putOffs.map((why) => `put off: ${why}`),
  'reason not to send yet, or at all': [...sendRefusals, ...sendDeferrals, ...withdrawals].map(
    (reason) => `unsent: ${reason}`,
  ),
  'way to end': [...endings, 'event'].map((ending) => `reason: ${ending}`),
  'reason to stand still': standstills.map((reason) => `reason: ${reason}`),
  'state of somebody inside': enrolmentStatuses
    .filter((status) => !unseenStatuses.includes(status))
    .map((status) => `status: ${status}`),
  'choice about what is overdue': overdueChoices.map((choice) => `overdue: ${choice}`),
};

describe.each(Object.entries(wanted))('every %s', (_, things) => {
  it('has a golden journey', () => {
    expect(things.length).toBeGreaterThan(2);
    expect(things.filter((thing) => !shown.has(thing))).toEqual([]);
  });
});

/** The settings of a schema by name, and each choice of those that are choices. */
function settingsOf(schema: unknown): string[] {
  return Object.entries((schema as { shape: object }).shape).flatMap(([name, type]) =>
    common.includes(name) ? [] : [name, ...choicesOf(type).map((choice) => `${name} ${choice}`)],
  );
}

function choicesOf(type: unknown): string[] {
  const { options, unwrap } = type as { options?: unknown[]; unwrap?: () => unknown };
  if (options?.every((option) => typeof option === 'string')) return options as string[];
  return unwrap ? choicesOf((type as { unwrap(): unknown }).unwrap()) : [];
}

/** What a wait may be for: each sort of reason with what it may say. */
function awaited(): string[] {
  const own = ['id', 'label'];
  return waitReason.options.flatMap((reason) => settingsOf(reason).filter((name) => !own.includes(name)));
}
