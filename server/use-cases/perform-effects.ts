import type { Enrolment } from '../../shared/enrolment.ts';
import { type Message, withdrawals } from '../../shared/message.ts';
import type { Settings } from '../../shared/settings.ts';
import type { TaskAssignee } from '../../shared/steps/create-task.ts';
import type { Task } from '../../shared/task.ts';
import { durationMilliseconds, earliest } from '../../shared/time.ts';
import type { TextData } from '../ports/delivery.ts';
import type { Ports } from '../ports/index.ts';
import { unsubscribeUrl } from './delivery/unsubscribe-link.ts';
import { loadRecipients } from './effects/account-people.ts';
import { noticeOf, taskDispatch, webhookDispatch } from './effects/dispatch-intents.ts';
import { lineOr } from './effects/line-or.ts';
import {
  aboutWhom,
  type EffectAt,
  type EffectOf,
  effectsOf,
  type Performing,
  textData,
} from './effects/performing.ts';
import { placeTasks } from './effects/place-tasks.ts';
import { startWorkflows, stopWorkflows } from './effects/start-workflows.ts';
import { updateContacts } from './effects/update-contacts.ts';
import { everybody } from './people/everybody.ts';
import type { Runtime } from './runtime.ts';

/**
 * Copies outboxes into the effect ledger (messages, tasks, calls and notices under the effect's id; one already there is
 * done), does what can be done at once, and empties them, telling enrolments what they wait for. A crash between
 * leaves the outbox, and the next look does the same again without doing it twice.
 */
export async function performEffects(
  runtime: Runtime,
  performing: readonly Performing[],
  now: Date,
): Promise<void> {
  const waiting = performing.filter(({ enrolment }) => enrolment.outbox.length > 0);
  if (waiting.length === 0) return;
  const settings = await runtime.settings.get();
  const full = await withRecipients(runtime, waiting, settings, now);
  const notices = await noticesOf(runtime, full);
  const messages = effectsOf(full, 'message').map((item) =>
    renderMessage(runtime, settings, item, item.effect),
  );
  const wanted = effectsOf(full, 'task');
  const rendered = wanted
    .filter(({ effect }) => !effect.held)
    .flatMap((item) => renderTask(runtime, item, item.effect) ?? []);
  const tasks = await placeTasks(runtime, rendered);
  const heldTasks = wanted
    .filter(({ effect }) => effect.held)
    .flatMap((item) => {
      const task = renderTask(runtime, item, item.effect);
      return task ? [taskDispatch(item, task)] : [];
    });
  const calls = effectsOf(full, 'webhook').flatMap((item) => webhookDispatch(runtime, item) ?? []);
  const dispatches = [...calls, ...heldTasks, ...notices.flatMap((each) => each.dispatches)];
  await Promise.all([
    messages.length > 0 ? runtime.messages.insert(messages) : undefined,
    tasks.length > 0 ? runtime.tasks.insert(tasks) : undefined,
    dispatches.length > 0 ? runtime.dispatches.insert(dispatches) : undefined,
    notices.length > 0 ? runtime.notices.insert(notices.map(({ notice }) => notice)) : undefined,
    stopWorkflows(runtime, effectsOf(full, 'stop'), now),
  ]);
  await withdraw(runtime, effectsOf(full, 'withdraw'));
  const told = new Map([
    ...(await updateContacts(runtime, effectsOf(full, 'update'), now)),
    ...(await startWorkflows(runtime, effectsOf(full, 'start'), now)),
  ]);
  await runtime.enrolments.outboxFlushed(
    full.map(({ enrolment }) => {
      const inbox = told.get(enrolment.id) ?? [];
      return {
        id: enrolment.id,
        rev: enrolment.rev,
        dueAt: inbox.length > 0 ? now : dueAfterFlush(enrolment, now),
        told: inbox,
      };
    }),
  );
  if (told.size > 0) runtime.wake();
}

/** After what was handed over by the same look, which is taken back as well. */
async function withdraw(runtime: Runtime, leaving: readonly EffectAt<'withdraw'>[]): Promise<void> {
  for (const reason of withdrawals) {
    const ids = leaving.filter(({ effect }) => effect.reason === reason).map(({ enrolment }) => enrolment.id);
    if (ids.length === 0) continue;
    await Promise.all([runtime.messages.cancelOf(ids, reason), runtime.dispatches.cancelOf(ids, reason)]);
  }
}

async function withRecipients(
  runtime: Runtime,
  performing: readonly Performing[],
  settings: Settings,
  now: Date,
): Promise<Performing[]> {
  const recipients = await loadRecipients(
    runtime,
    performing.map(({ enrolment, plan }) => ({ enrolment, workflow: plan.workflow })),
    settings,
    now,
  );
  return performing.map((item) => ({ ...item, recipients: recipients.get(item.enrolment.id) }));
}

async function noticesOf(runtime: Runtime, full: readonly Performing[]) {
  const wanted = effectsOf(full, 'notice');
  if (wanted.length === 0) return [];
  const people = await everybody(runtime.people);
  return wanted.flatMap((item) => noticeOf(runtime, item, people) ?? []);
}

function dueAfterFlush(enrolment: Enrolment, now: Date): Date | undefined {
  return enrolment.inbox.length > 0 ? now : earliest(enrolment.timerAt, enrolment.lookAt);
}

/** The message an effect makes, rendered for its contact; nothing is stored. */
export function renderMessage(
  ports: Pick<Ports, 'renderer' | 'installation'>,
  settings: Settings,
  item: Performing,
  effect: EffectOf<'message'>,
): Message {
  const { enrolment, plan, recipients } = item;
  const step = plan.workflow.steps[effect.step];
  const email = step?.kind === 'send-email' ? step : undefined;
  const { unverified } = enrolment.trigger;
  const mail = { purpose: effect.purpose, topic: email?.topic, unverified };
  const recipient = recipients?.reachable(email?.to, mail);
  const whom = aboutWhom(item, recipient?.contact);
  const data = textData(item, recipient?.contact);
  const text = plan.texts[effect.step] ?? { subject: '', html: '', text: '' };
  const { email: to, locale } = data.contact;
  const common = {
    id: effect.id,
    p: enrolment.p,
    ...whom,
    recipient: recipient?.as,
    enrolmentId: enrolment.id,
    workflowId: enrolment.workflowId,
    version: enrolment.version,
    step: effect.step,
    purpose: effect.purpose,
    topic: email?.topic,
    to: typeof to === 'string' ? to : undefined,
    from: ports.installation.mailFrom,
    attempts: 0,
    unverified,
    expiresAt: effect.expiresAt,
    demo: enrolment.demo,
    createdAt: effect.at,
    enteredAt: enrolment.enteredAt,
  };
  if (recipients && !recipient) {
    // Of all its people nobody may be written to; the enrolment goes on through `notSent`.
    return {
      ...common,
      contactId: enrolment.subject,
      userId: undefined,
      to: undefined,
      ...{ subject: lineOr(ports, text.subject, data, true), html: '', text: '' },
      status: 'suppressed',
      reason: 'nobody-reachable',
      nextAt: effect.at,
      unreported: true,
    };
  }
  try {
    const rendered = ports.renderer.email(text, data, {
      companyName: settings.companyName,
      postalAddress: settings.postalAddress,
      unsubscribeUrl: unsubscribeUrl(ports.installation, {
        contactId: whom.contactId,
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

/** The task an effect makes; undefined where its step is gone. */
export function renderTask(
  ports: Pick<Ports, 'renderer'>,
  item: Performing,
  effect: EffectOf<'task'>,
): Task | undefined {
  const { enrolment, plan } = item;
  const data = textData(item);
  const step = plan.workflow.steps[effect.step];
  if (step?.kind !== 'create-task') return undefined;
  return {
    id: effect.id,
    p: enrolment.p,
    ...aboutWhom(item),
    enrolmentId: enrolment.id,
    workflowId: enrolment.workflowId,
    version: enrolment.version,
    step: effect.step,
    title: lineOr(ports, step.title, data, true),
    note: step.note === undefined ? undefined : lineOr(ports, step.note, data, false),
    assignee: assigneeText(step.assignee),
    dueAt: new Date(effect.at.getTime() + durationMilliseconds(step.dueIn)),
    priority: step.priority,
    ...(step.opensCase ? { opensCase: opening(ports, step.opensCase.reason, data) } : {}),
    status: 'open',
    demo: enrolment.demo,
    createdAt: effect.at,
    enteredAt: enrolment.enteredAt,
  };
}

/** What a task opens a case with. */
function opening(
  ports: Pick<Ports, 'renderer'>,
  reason: string | undefined,
  data: TextData,
): NonNullable<Task['opensCase']> {
  return reason === undefined ? {} : { reason: lineOr(ports, reason, data, true) };
}

/** An assignee as tasks store it: a role, or a person's e-mail. */
export function assigneeText(assignee: TaskAssignee): string {
  return 'role' in assignee ? assignee.role : assignee.person;
}
