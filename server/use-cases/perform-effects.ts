import type { Effect, Enrolment } from '../../shared/enrolment.ts';
import type { Message } from '../../shared/message.ts';
import type { Settings } from '../../shared/settings.ts';
import type { TaskAssignee } from '../../shared/steps/create-task.ts';
import type { Task } from '../../shared/task.ts';
import { durationMilliseconds } from '../../shared/time.ts';
import type { FactSnapshot } from '../engine/facts.ts';
import type { TextData } from '../ports/delivery.ts';
import type { Ports } from '../ports/index.ts';
import { unsubscribeUrl } from './delivery/unsubscribe-link.ts';
import type { PublishedPlan } from './plan-book.ts';

/** An enrolment with a full outbox, and what its texts read. */
export interface Performing {
  enrolment: Enrolment;
  plan: PublishedPlan;
  facts: FactSnapshot;
}

/**
 * Copies outboxes into the effect ledger (messages and tasks under the effect's id; one already there is done) and
 * empties them. A crash between leaves the outbox, and the next look does the same again without doing it twice.
 */
export async function performEffects(
  ports: Ports,
  performing: readonly Performing[],
  now: Date,
): Promise<void> {
  const full = performing.filter(({ enrolment }) => enrolment.outbox.length > 0);
  if (full.length === 0) return;
  const settings = await ports.settings.get();
  const messages: Message[] = [];
  const tasks: Task[] = [];
  for (const item of full) {
    for (const effect of item.enrolment.outbox) {
      if (effect.type === 'message') {
        messages.push(renderMessage(ports, settings, item, effect));
        continue;
      }
      const task = renderTask(ports, item, effect);
      if (task) tasks.push(task);
    }
  }
  await Promise.all([
    messages.length > 0 ? ports.messages.insert(messages) : undefined,
    tasks.length > 0 ? ports.tasks.insert(tasks) : undefined,
  ]);
  await ports.enrolments.outboxFlushed(
    full.map(({ enrolment }) => ({
      id: enrolment.id,
      rev: enrolment.rev,
      dueAt: dueAfterFlush(enrolment, now),
    })),
  );
}

function dueAfterFlush(enrolment: Enrolment, now: Date): Date | undefined {
  return enrolment.inbox.length > 0 ? now : enrolment.timerAt;
}

type MessageEffect = Extract<Effect, { type: 'message' }>;
type TaskEffect = Extract<Effect, { type: 'task' }>;

/** The message an effect makes, rendered for its contact; nothing is stored. */
export function renderMessage(
  ports: Pick<Ports, 'renderer' | 'installation'>,
  settings: Settings,
  { enrolment, plan, facts }: Performing,
  effect: MessageEffect,
): Message {
  const data = textData(enrolment, facts);
  const step = plan.workflow.steps[effect.step];
  const email = step?.kind === 'send-email' ? step : undefined;
  const text = plan.texts[effect.step] ?? { subject: '', html: '', text: '' };
  const { email: to, locale } = data.contact;
  const common = {
    id: effect.id,
    p: enrolment.p,
    contactId: enrolment.subject,
    userId: enrolment.userId,
    enrolmentId: enrolment.id,
    workflowId: enrolment.workflowId,
    version: enrolment.version,
    step: effect.step,
    purpose: effect.purpose,
    topic: email?.topic,
    to: typeof to === 'string' ? to : undefined,
    from: ports.installation.mailFrom,
    attempts: 0,
    expiresAt: effect.expiresAt,
    demo: enrolment.demo,
    createdAt: effect.at,
  };
  try {
    const rendered = ports.renderer.email(text, data, {
      companyName: settings.companyName,
      postalAddress: settings.postalAddress,
      unsubscribeUrl: unsubscribeUrl(ports.installation, {
        contactId: enrolment.subject,
        messageId: effect.id,
        topic: email?.topic,
      }),
      language: languageOf(locale, settings.language),
    });
    return effect.held
      ? { ...common, ...rendered, status: 'held', reason: 'review' }
      : { ...common, ...rendered, status: 'queued', nextAt: effect.at };
  } catch (fault) {
    // Seen in the outbox with its reason; the enrolment goes on through `notSent`.
    const reason = `rendering: ${fault instanceof Error ? fault.message : String(fault)}`;
    return {
      ...common,
      subject: text.subject,
      html: '',
      text: '',
      status: 'failed',
      reason,
      nextAt: effect.at,
      unreported: true,
    };
  }
}

/** The language of a contact's locale where we speak it, else the workspace's. */
export function languageOf(locale: unknown, fallback: Settings['language']): Settings['language'] {
  const language = typeof locale === 'string' ? locale.slice(0, 2).toLowerCase() : '';
  return language === 'en' || language === 'pl' || language === 'ru' ? language : fallback;
}

function textData(enrolment: Enrolment, facts: FactSnapshot): TextData {
  return { contact: facts.contact, account: facts.account, trigger: { ...enrolment.trigger } };
}

/** The task an effect makes; undefined where its step is gone. */
export function renderTask(
  ports: Pick<Ports, 'renderer'>,
  { enrolment, plan, facts }: Performing,
  effect: TaskEffect,
): Task | undefined {
  const data = textData(enrolment, facts);
  const step = plan.workflow.steps[effect.step];
  if (step?.kind !== 'create-task') return undefined;
  return {
    id: effect.id,
    p: enrolment.p,
    contactId: enrolment.subject,
    userId: enrolment.userId,
    enrolmentId: enrolment.id,
    workflowId: enrolment.workflowId,
    version: enrolment.version,
    step: effect.step,
    title: lineOr(ports, step.title, data, true),
    note: step.note === undefined ? undefined : lineOr(ports, step.note, data, false),
    assignee: assigneeText(step.assignee),
    dueAt: new Date(effect.at.getTime() + durationMilliseconds(step.dueIn)),
    priority: step.priority,
    status: 'open',
    demo: enrolment.demo,
    createdAt: effect.at,
  };
}

/** The rendered line; the source itself where rendering fails, since a task must not be lost over its wording. */
function lineOr(ports: Pick<Ports, 'renderer'>, text: string, data: TextData, oneLine: boolean): string {
  try {
    return ports.renderer.line(text, data, { oneLine });
  } catch {
    return text;
  }
}

/** An assignee as tasks store it: a role, or a person's e-mail. */
export function assigneeText(assignee: TaskAssignee): string {
  return 'role' in assignee ? assignee.role : assignee.person;
}
