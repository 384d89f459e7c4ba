import type { Dispatch, DispatchHeader } from '../../../shared/dispatch.ts';
import type { Message, SendDeferral } from '../../../shared/message.ts';
import type { Settings } from '../../../shared/settings.ts';
import type { DispatchResult, WebhookAnswer } from '../../ports/effects.ts';
import type { DeliveryPass } from '../delivery/deliver-messages.ts';
import { gathered } from '../delivery/gathered.ts';
import { PROVIDER_DOWN } from '../delivery/providers.ts';
import { retryAt, spread } from '../delivery/retry.ts';
import { mailProvider, noteMail } from '../delivery/send-live.ts';
import { createUnfinished } from '../delivery/unfinished.ts';
import type { Runtime } from '../runtime.ts';
import { makeTasks } from './make-tasks.ts';
import { reportDispatches } from './report-dispatches.ts';
import { openSecrets } from './secrets.ts';
import { noLongerAwaited } from './still-awaited.ts';

/** Attempts before another system is given up: over about three quarters of an hour, since people wait at the step. */
const MOST_ATTEMPTS = 9;
const AT_ONCE = 20;
/** Longer than any timeout of a step. */
const CLAIM = 60_000;
/** How long a call waits while everything is stopped or its workflow paused. */
const STOPPED_PAUSE = 60_000;

export type DispatchRuntime = Pick<
  Runtime,
  | 'accounts'
  | 'cases'
  | 'clock'
  | 'chance'
  | 'contacts'
  | 'dispatches'
  | 'healths'
  | 'looks'
  | 'signals'
  | 'people'
  | 'tasks'
  | 'enrolments'
  | 'settings'
  | 'secrets'
  | 'webhooks'
  | 'live'
  | 'providers'
  | 'installation'
  | 'plans'
  | 'wake'
>;

/**
 * Takes up to `limit` calls, team mails and approved tasks that are due: sends the queued, takes up what a crash left
 * behind, and tells enrolments what became of theirs. Answers how many it dealt with. A call interrupted by a crash is made again with
 * the same Idempotency-Key; a mail that may have gone out is not sent again.
 */
export async function deliverDispatches(
  runtime: DispatchRuntime,
  { partitions, limit, ...how }: DeliveryPass,
): Promise<number> {
  const now = runtime.clock.now();
  const due = await runtime.dispatches.due(partitions, now, limit);
  if (due.length === 0) return 0;
  await reportDispatches(
    runtime,
    due.filter(({ unreported, status }) => unreported && status !== 'queued' && status !== 'sending'),
  );
  const stale = due.filter(({ status, claim }) => status === 'sending' && claim && claim.until <= now);
  await settle(
    runtime,
    stale.map((dispatch) => [dispatch, interrupted(dispatch, now)]),
  );
  const queued = due.filter(({ status }) => status === 'queued');
  if (queued.length > 0) await send(runtime, queued, how);
  return due.length;
}

async function send(
  runtime: DispatchRuntime,
  queued: readonly Dispatch[],
  { by, unfinished }: Pick<DeliveryPass, 'by' | 'unfinished'>,
): Promise<void> {
  const calls = unfinished ?? createUnfinished();
  const settleOne = gathered((outcomes: readonly (readonly [Dispatch, DispatchResult])[]) =>
    settle(runtime, outcomes),
  );
  await runtime.plans.refresh();
  const settings = await runtime.settings.get();
  const now = runtime.clock.now();
  const holdsUp = ({ workflowId }: Dispatch): SendDeferral | undefined => {
    if (runtime.plans.isPaused(workflowId)) return 'workflow-paused';
    return settings.sendingStopped ? 'sending-stopped' : undefined;
  };
  const nextAt = new Date(now.getTime() + STOPPED_PAUSE);
  await settle(
    runtime,
    queued.flatMap((dispatch): (readonly [Dispatch, DispatchResult])[] => {
      const reason = holdsUp(dispatch);
      return reason ? [[dispatch, { id: dispatch.id, status: 'queued', reason, nextAt }]] : [];
    }),
  );
  const free = queued.filter((dispatch) => !holdsUp(dispatch));
  const unwanted = await noLongerAwaited(runtime, free);
  await settle(
    runtime,
    free.flatMap((dispatch): (readonly [Dispatch, DispatchResult])[] => {
      const reason = unwanted.get(dispatch.id);
      return reason ? [[dispatch, { id: dispatch.id, status: 'cancelled', reason, doneAt: now }]] : [];
    }),
  );
  const going = await withoutThoseDown(
    runtime,
    free.filter(({ id }) => !unwanted.has(id)),
    by,
  );
  for (let from = 0; from < going.length; from += AT_ONCE) {
    const some = going.slice(from, from + AT_ONCE);
    const started = runtime.clock.now();
    const claim = { by: `${by}/${runtime.chance.id()}`, until: new Date(started.getTime() + CLAIM) };
    const won = await runtime.dispatches.claim(
      some.map(({ id }) => id),
      claim,
    );
    const ours = some.filter(({ id }) => won.has(id));
    const made = new Map(
      (await makeTasks(runtime, ours.filter(isTask))).map((result) => [result.id, result] as const),
    );
    await calls.allButFew(
      ours.map(async (dispatch) => {
        const result = made.get(dispatch.id) ?? (await sendOne(runtime, dispatch, settings));
        await settleOne([dispatch, { ...result, claimBy: claim.by }]);
      }),
    );
  }
  if (!unfinished) await calls.settled();
}

function isTask({ to }: Dispatch): boolean {
  return to.kind === 'task';
}

/** Those whose provider takes calls; of one that is down one tries, and the others wait with the reason. */
async function withoutThoseDown(
  runtime: DispatchRuntime,
  queued: readonly Dispatch[],
  by: string,
): Promise<Dispatch[]> {
  const going: Dispatch[] = [];
  const waiting: [Dispatch, DispatchResult][] = [];
  for (const [provider, group] of groupedBy(queued, (dispatch) => providerOf(runtime, dispatch))) {
    const { calls, until = runtime.clock.now() } = await runtime.providers.way(provider, by);
    going.push(...group.slice(0, calls));
    const nextAt = (id: string) => new Date(until.getTime() + Math.round(spread(id) * 5_000));
    for (const dispatch of group.slice(calls))
      waiting.push([
        dispatch,
        { id: dispatch.id, status: 'queued', reason: PROVIDER_DOWN, nextAt: nextAt(dispatch.id) },
      ]);
  }
  await settle(runtime, waiting);
  return going;
}

/** What breakers call the other side: each host of webhooks is one. */
function providerOf({ live }: Pick<DispatchRuntime, 'live'>, { to, demo }: Dispatch): string {
  if (demo || to.kind === 'task' || (to.kind === 'team-mail' && !live)) return 'nobody';
  if (to.kind === 'team-mail') return live ? mailProvider(live) : 'nobody';
  return `hook:${URL.canParse(to.url) ? new URL(to.url).host : to.url}`;
}

function groupedBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

async function sendOne(
  runtime: DispatchRuntime,
  dispatch: Dispatch,
  settings: Settings,
): Promise<DispatchResult> {
  const { id, to } = dispatch;
  const attempts = dispatch.attempts + 1;
  const done = { id, attempts, status: 'done' as const };
  // People who do not exist set nothing in motion outside.
  if (dispatch.demo) return { ...done, reason: 'demo', doneAt: runtime.clock.now() };
  if (to.kind === 'webhook') {
    const secrets = await openSecrets(runtime, namesIn(to.headers));
    const missing = namesIn(to.headers).find((name) => !secrets.has(name));
    if (missing !== undefined)
      return {
        id,
        attempts,
        status: 'failed',
        reason: `the secret ${missing} is gone`,
        doneAt: runtime.clock.now(),
      };
    const answer = await runtime.webhooks.post({
      ...to,
      headers: [
        ...to.headers.map(({ name, value }) => ({ name, value: headerText(value, secrets) })),
        { name: 'Idempotency-Key', value: id },
      ],
    });
    const result = resultOf(dispatch, answer, runtime.clock.now());
    await noteAnswer(runtime, dispatch, answer);
    return result;
  }
  if (to.kind === 'task') throw new Error(`the task of ${id} was not made`);
  const { mailFrom } = runtime.installation;
  // Without live mail the list of notifications has said it already.
  if (!runtime.live || mailFrom === undefined)
    return { ...done, reason: 'preview', doneAt: runtime.clock.now() };
  const outcome = await runtime.live.send(teamMail(dispatch, to, settings), {
    from: mailFrom,
    headers: { 'X-Mooring-Notice': id },
  });
  await noteMail(runtime, runtime.live, outcome);
  const now = runtime.clock.now();
  if (outcome.type === 'sent') return { ...done, doneAt: now };
  if (outcome.type === 'unknown')
    return { id, attempts, status: 'unknown', reason: outcome.reason, doneAt: now };
  return outcome.retryable && attempts < MOST_ATTEMPTS
    ? {
        id,
        attempts,
        status: 'queued',
        reason: outcome.reason,
        nextAt: retryAt({ id, attempts }, now, outcome.retryAfterSeconds),
      }
    : { id, attempts, status: 'failed', reason: outcome.reason, doneAt: now };
}

function resultOf({ id, attempts: before }: Dispatch, answer: WebhookAnswer, now: Date): DispatchResult {
  const attempts = before + 1;
  if (answer.type === 'answered' && answer.status >= 200 && answer.status < 300)
    return { id, attempts, status: 'done', answered: answer.status, doneAt: now };
  const reason = answer.type === 'answered' ? `answered ${answer.status}` : answer.reason;
  const answered = answer.type === 'answered' ? answer.status : undefined;
  if (!isPassing(answer) || attempts >= MOST_ATTEMPTS)
    return { id, attempts, status: 'failed', reason, answered, doneAt: now };
  const asked = answer.type === 'answered' ? answer.retryAfterSeconds : undefined;
  return { id, attempts, status: 'queued', reason, answered, nextAt: retryAt({ id, attempts }, now, asked) };
}

/** Whether the same call may work later: the other side is busy or down. */
function isPassing(answer: WebhookAnswer): boolean {
  if (answer.type === 'failed') return answer.retryable;
  return answer.status === 429 || answer.status === 408 || answer.status >= 500;
}

/** Tells what a call says about the other side: whoever refuses it works. */
async function noteAnswer(
  runtime: DispatchRuntime,
  dispatch: Dispatch,
  answer: WebhookAnswer,
): Promise<void> {
  const provider = providerOf(runtime, dispatch);
  if (isPassing(answer)) {
    const said = answer.type === 'answered' ? `answered ${answer.status}` : answer.reason;
    const retryAfterSeconds = answer.type === 'answered' ? answer.retryAfterSeconds : undefined;
    await runtime.providers.failed(provider, { reason: said, retryAfterSeconds });
  } else if (answer.type === 'answered') await runtime.providers.worked(provider);
}

function interrupted({ id, to, claim, attempts }: Dispatch, now: Date): DispatchResult {
  const common = { id, claimBy: claim?.by, attempts: attempts + 1, reason: 'interrupted while sending' };
  if (to.kind === 'team-mail') return { ...common, status: 'unknown', doneAt: now };
  return attempts + 1 < MOST_ATTEMPTS
    ? { ...common, status: 'queued', nextAt: now }
    : { ...common, status: 'failed', doneAt: now };
}

/** Writes results where they are still ours, then tells the enrolments that wait for them. */
async function settle(
  runtime: DispatchRuntime,
  outcomes: readonly (readonly [Dispatch, DispatchResult])[],
): Promise<void> {
  if (outcomes.length === 0) return;
  const now = runtime.clock.now();
  const won = await runtime.dispatches.settle(
    outcomes.map(([{ awaited }, result]) =>
      awaited && isOver(result.status) ? { ...result, unreported: true, nextAt: now } : result,
    ),
  );
  await reportDispatches(
    runtime,
    outcomes.flatMap(([dispatch, { status }]) =>
      dispatch.awaited && won.has(dispatch.id) && isOver(status) ? [{ ...dispatch, status }] : [],
    ),
  );
}

function isOver(status: Dispatch['status']): boolean {
  return status !== 'queued' && status !== 'sending';
}

function namesIn(headers: readonly DispatchHeader[]): string[] {
  return headers.flatMap(({ value }) =>
    value.flatMap((part) => (typeof part === 'string' ? [] : [part.secret])),
  );
}

function headerText(value: DispatchHeader['value'], secrets: ReadonlyMap<string, string>): string {
  return value.map((part) => (typeof part === 'string' ? part : (secrets.get(part.secret) ?? ''))).join('');
}

/** A mail to the team in the shape that mailers take. */
function teamMail(
  { id, p, contactId, workflowId, createdAt }: Dispatch,
  to: Extract<Dispatch['to'], { kind: 'team-mail' }>,
  settings: Settings,
): Message {
  const subject = settings.companyName ? `[${settings.companyName}] ${to.subject}` : to.subject;
  return {
    id,
    p,
    contactId,
    workflowId,
    purpose: 'service',
    to: to.address,
    subject,
    html: `<p style="white-space:pre-line">${escaped(to.text || to.subject)}</p>`,
    text: to.text || to.subject,
    status: 'sending',
    attempts: 0,
    createdAt,
  };
}

function escaped(text: string): string {
  const entities: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
