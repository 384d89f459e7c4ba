import type { Dispatch, DispatchHeader, DispatchTarget } from '../../../shared/dispatch.ts';
import type { Notice } from '../../../shared/notice.ts';
import type { StepOf } from '../../../shared/steps/index.ts';
import type { Task } from '../../../shared/task.ts';
import { durationMilliseconds } from '../../../shared/time.ts';
import type { Ports } from '../../ports/index.ts';
import type { PersonRecord } from '../../ports/workspace.ts';
import { lineOr } from './line-or.ts';
import { aboutWhom, type EffectAt, textData } from './performing.ts';

/** How long a chat tool may take to answer. */
const NOTICE_TIMEOUT = 10_000;

/** The call that a webhook step makes; undefined where its step is gone. */
export function webhookDispatch(
  ports: Pick<Ports, 'renderer'>,
  item: EffectAt<'webhook'>,
): Dispatch | undefined {
  const step = item.plan.workflow.steps[item.effect.step];
  if (step?.kind !== 'call-webhook') return undefined;
  const common = dispatchOf(item, item.effect.id, { awaited: true });
  try {
    return { ...common, ...ifHeld(item.effect), to: webhookTarget(ports, item, step) };
  } catch (fault) {
    // Seen with its reason; the enrolment goes on through `failed`.
    const reason = `rendering: ${fault instanceof Error ? fault.message : String(fault)}`;
    const to: DispatchTarget = { kind: 'webhook', url: step.url, headers: [], body: '', timeoutMs: 0 };
    return { ...common, to, status: 'failed', reason, unreported: true };
  }
}

/** A task that waits for somebody's yes before it is one. */
export function taskDispatch(item: EffectAt<'task'>, task: Task): Dispatch {
  return {
    ...dispatchOf(item, item.effect.id, { awaited: false }),
    ...ifHeld(item.effect),
    to: { kind: 'task', task },
  };
}

/** What is held is looked at by nobody until somebody decides. */
function ifHeld({ held }: { held?: boolean | undefined }): Pick<Dispatch, 'status' | 'nextAt'> | undefined {
  return held ? { status: 'held', nextAt: undefined } : undefined;
}

/** What would be posted where; secrets are left to be filled in at the moment of calling. */
export function webhookTarget(
  { renderer }: Pick<Ports, 'renderer'>,
  item: EffectAt<'webhook'>,
  step: StepOf<'call-webhook'>,
): Extract<DispatchTarget, { kind: 'webhook' }> {
  const { plan, effect } = item;
  const data = textData(item);
  const body =
    step.body === undefined || step.body.trim() === ''
      ? JSON.stringify({
          id: effect.id,
          workflow: plan.workflow.key ?? plan.workflowId,
          step: effect.step,
          at: effect.at.toISOString(),
          contact: data.contact,
          account: data.account ?? null,
          trigger: data.trigger ?? null,
        })
      : JSON.stringify(JSON.parse(renderer.json(step.body, data)));
  return {
    kind: 'webhook',
    url: renderer.url(step.url, data),
    headers: step.headers.map(({ name, value }) => ({
      name,
      value: headerParts(value, (text) => renderer.line(text, data, { oneLine: true })),
    })),
    body,
    timeoutMs: durationMilliseconds(step.timeout),
  };
}

/** A header’s text rendered, with its secrets left as names: what a contact is called cannot name one. */
function headerParts(value: string, render: (text: string) => string): DispatchHeader['value'] {
  return value
    .split(/\{\{-?\s*secrets\.([A-Za-z0-9_-]+)\s*-?\}\}/)
    .map((part, index) => (index % 2 === 1 ? { secret: part } : withSpaces(part, render)))
    .filter((part) => part !== '');
}

/** The spaces around a secret are part of the header. */
function withSpaces(part: string, render: (text: string) => string): string {
  const text = part.trim();
  return text === '' ? part : part.replace(text, () => render(text));
}

/** What a notify step tells whom, in the list and outside. */
export function noticeOf(
  ports: Pick<Ports, 'renderer'>,
  item: EffectAt<'notice'>,
  people: readonly PersonRecord[],
): { notice: Notice; dispatches: Dispatch[] } | undefined {
  const { enrolment, effect, plan, facts } = item;
  const step = plan.workflow.steps[effect.step];
  if (step?.kind !== 'notify-team') return undefined;
  const data = textData(item);
  const subject = lineOr(ports, step.subject, data, true);
  const text = lineOr(ports, step.text, data, false);
  const addresses = recipientsOf(step.to, people, facts.account);
  const notice: Notice = {
    id: effect.id,
    people: addresses,
    subject,
    text,
    ...aboutWhom(item),
    workflowId: enrolment.workflowId,
    step: effect.step,
    at: effect.at,
    readBy: [],
    demo: enrolment.demo,
  };
  const mails = (step.email ? addresses : []).map((address) => ({
    ...dispatchOf(item, `${effect.id}:${address}`, { awaited: false }),
    to: { kind: 'team-mail' as const, address, subject, text },
  }));
  const call = step.webhook && {
    ...dispatchOf(item, `${effect.id}:webhook`, { awaited: false }),
    to: {
      kind: 'webhook' as const,
      url: step.webhook,
      headers: [],
      body: JSON.stringify({ text: text ? `${subject}\n${text}` : subject }),
      timeoutMs: NOTICE_TIMEOUT,
    },
  };
  return { notice, dispatches: [...mails, ...(call ? [call] : [])] };
}

/**
 * The addresses behind roles and people. The success manager is the one the account names; where it names none, the
 * managers are told, and where there are none, the admins.
 */
function recipientsOf(
  to: StepOf<'notify-team'>['to'],
  people: readonly PersonRecord[],
  account: Record<string, unknown> | undefined,
): string[] {
  const active = people.filter(({ disabled }) => !disabled);
  const ofRole = (role: string) => active.filter((person) => person.role === role).map(({ email }) => email);
  const traits = (account?.traits ?? {}) as Record<string, unknown>;
  const named = typeof traits.successManager === 'string' ? traits.successManager : undefined;
  const manager = active.filter(({ email }) => email === named).map(({ email }) => email);
  const found = to.flatMap((who) => {
    if ('person' in who) return active.filter(({ email }) => email === who.person).map(({ email }) => email);
    if (who.role !== 'success-manager') return ofRole(who.role);
    return manager.length > 0 ? manager : ofRole('manager');
  });
  return [...new Set(found.length > 0 ? found : ofRole('admin'))];
}

function dispatchOf(
  item: EffectAt<'webhook'> | EffectAt<'notice'> | EffectAt<'task'>,
  id: string,
  { awaited }: { awaited: boolean },
): Omit<Dispatch, 'to'> {
  const { enrolment, effect } = item;
  return {
    id,
    p: enrolment.p,
    contactId: aboutWhom(item).contactId,
    enrolmentId: enrolment.id,
    workflowId: enrolment.workflowId,
    version: enrolment.version,
    step: effect.step,
    awaited,
    status: 'queued',
    attempts: 0,
    nextAt: effect.at,
    demo: enrolment.demo,
    createdAt: effect.at,
  };
}
