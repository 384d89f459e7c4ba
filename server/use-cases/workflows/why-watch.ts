import { lookId, type WatchState } from '../../../shared/look.ts';
import type { TriggerOf } from '../../../shared/triggers/index.ts';
import { type WhyLine, whyLineOf } from '../../../shared/why.ts';
import type { WatchRecord } from '../../ports/looks.ts';
import type { Runtime } from '../runtime.ts';
import type { TriggerQuestion } from './why-trigger.ts';

type WatchTrigger = TriggerOf<'condition'> | TriggerOf<'segment'> | TriggerOf<'signal'>;

/** What is remembered of somebody about the condition that starts a workflow, and whether its edge was one to act upon. */
export async function whyWatch(
  runtime: Runtime,
  question: TriggerQuestion,
  trigger: WatchTrigger,
): Promise<WhyLine[]> {
  const { plan, contact } = question;
  const watch = `w:${plan.workflowId}`;
  const id = lookId('contact', contact.id);
  const [records, watches, name] = await Promise.all([
    runtime.looks.byIds([id]),
    runtime.watches.byIds([watch]),
    nameOf(runtime, trigger),
  ]);
  const record = watches.get(watch);
  const state = records.get(id)?.on[watch];
  if (record && !record.pass.finished && contact.id > record.pass.cursor) {
    const { done, total } = record.pass;
    return [whyLineOf('prevents', 'learning', { done, total })];
  }
  const isAway = 'on' in trigger && (trigger.on === 'left' || trigger.on === 'resolved');
  if (state === undefined || state.holds === isAway) return notTurned(trigger, name, isAway, state);
  const since = new Date(state.since).toISOString();
  const turned = turnedLine(trigger, name, isAway, since);
  if (question.enteredAt && question.enteredAt.getTime() >= state.since) return [turned];
  if (record && isFirstSeen(state, record, contact.createdAt))
    return [turned, whyLineOf('prevents', 'heldBefore', { since })];
  return [turned];
}

/** Noted by the first look at everybody, and not by what the contact did. */
function isFirstSeen(state: WatchState, record: WatchRecord, createdAt: Date | undefined): boolean {
  return (
    state.since <= record.pass.movedAt.getTime() && (createdAt === undefined || createdAt <= record.since)
  );
}

function notTurned(
  { kind }: WatchTrigger,
  name: string,
  isAway: boolean,
  state: WatchState | undefined,
): WhyLine[] {
  const later =
    state?.until === undefined
      ? []
      : [whyLineOf('tells', 'mayTurn', { until: new Date(state.until).toISOString() })];
  if (kind === 'condition') return [whyLineOf('prevents', 'conditionNot', {}), ...later];
  if (!isAway)
    return [whyLineOf('prevents', kind === 'segment' ? 'segmentNot' : 'signalNot', { name }), ...later];
  if (!state) return [whyLineOf('prevents', kind === 'segment' ? 'segmentNever' : 'signalNever', { name })];
  const since = new Date(state.since).toISOString();
  return [
    whyLineOf('prevents', kind === 'segment' ? 'segmentSince' : 'signalSince', { name, since }),
    ...later,
  ];
}

function turnedLine({ kind }: WatchTrigger, name: string, isAway: boolean, since: string): WhyLine {
  if (kind === 'condition') return whyLineOf('allows', 'conditionSince', { since });
  if (kind === 'segment')
    return whyLineOf('allows', isAway ? 'segmentLeft' : 'segmentSince', { name, since });
  return whyLineOf('allows', isAway ? 'signalLeft' : 'signalSince', { name, since });
}

async function nameOf(runtime: Runtime, trigger: WatchTrigger): Promise<string> {
  if (trigger.kind === 'condition') return '';
  if (trigger.kind === 'signal') return trigger.signal;
  const record = (await runtime.segments.byIds([trigger.segment])).get(trigger.segment);
  return record?.document.name ?? trigger.segment;
}
