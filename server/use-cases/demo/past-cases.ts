import { billingEvents } from '../../../shared/billing.ts';
import { type Case, isClosed } from '../../../shared/case.ts';
import type { Account } from '../../../shared/contact.ts';
import type { StoredEvent } from '../../../shared/event.ts';
import type { Edge } from '../../../shared/look.ts';
import type { Language } from '../../../shared/playbooks/language.ts';
import { DAY } from '../../../shared/time.ts';
import { atStage } from '../cases/change-case.ts';
import { joined, opensCase } from '../cases/follow-signals.ts';
import type { SignalMeanings } from '../standings/signal-meanings.ts';
import { diceOf } from './dice.ts';

/** What a signal’s case is about, in the words of whoever wrote it down. */
const reasons: Record<Language, Record<string, string>> = {
  en: {
    'cancel-page': 'Looked at cancelling; budget is being cut',
    'champion-gone': 'Our contact left, nobody took over yet',
    'component-removed': 'Widget gone after their new website',
    'gone-quiet': 'A project is on hold, so nobody signs in',
    'payment-failed': 'Card was refused, finance is looking into it',
    'usage-drop': 'Reports take too long for them',
  },
  pl: {
    'cancel-page': 'Sprawdzali rezygnację; tną budżet',
    'champion-gone': 'Nasza osoba kontaktowa odeszła, nikt jej nie zastąpił',
    'component-removed': 'Widżet zniknął wraz z nową stroną',
    'gone-quiet': 'Projekt wstrzymany, nikt się nie loguje',
    'payment-failed': 'Karta odrzucona, wyjaśnia to księgowość',
    'usage-drop': 'Raporty powstają dla nich zbyt wolno',
  },
  ru: {
    'cancel-page': 'Смотрели, как отказаться; сокращают бюджет',
    'champion-gone': 'Наш собеседник ушёл, замены пока нет',
    'component-removed': 'Виджет пропал после смены сайта',
    'gone-quiet': 'Проект на паузе, никто не входит',
    'payment-failed': 'Карту отклонили, разбирается бухгалтерия',
    'usage-drop': 'Отчёты строятся слишком долго',
  },
};

/** Days after a rescue has begun at which it gets a plan, and is worked on. */
const PLAN = 1;
const SAVING = 4;
/** So many days nothing must be open before somebody calls an account saved; some watch it for long. */
const CALM = [2, 24] as const;

/**
 * The rescues of an account that its signals opened while the past went by, as people worked on them: with a plan, then
 * saved when all was calm again, or lost when it cancelled. `edges` are those of the account and its people, oldest first.
 */
export function pastCases(
  account: Account,
  edges: readonly Edge[],
  calls: readonly StoredEvent[],
  given: {
    meaningOf: SignalMeanings;
    opensOn: 'high' | 'medium' | 'never';
    language: Language;
    manager: string | undefined;
    now: number;
    /** What it paid a month at a moment. */
    paidAt(at: number): number | undefined;
  },
): Case[] {
  const { meaningOf, opensOn, language, now } = given;
  const owner = account.manager ?? given.manager;
  const by = owner ?? 'system';
  const cancelledAt = calls
    .find(({ name }) => name === billingEvents.subscriptionCancelled)
    ?.timestamp.getTime();
  const cases: Case[] = [];
  let open: Case | undefined;
  let calmSince: number | undefined;
  const calm = diceOf(`${account.id}-calm`).between(...CALM) * DAY;

  function goOnTo(at: number): void {
    if (!open) return;
    if (cancelledAt !== undefined && cancelledAt <= at && open.openedAt.getTime() < cancelledAt)
      close('lost', cancelledAt);
    else if (calmSince !== undefined && calmSince + calm <= at) close('saved', calmSince + calm);
  }
  function close(stage: 'saved' | 'lost', at: number): void {
    if (!open) return;
    cases.push(atStage(staged(open, at, by), stage, by, new Date(at)));
    open = undefined;
    calmSince = undefined;
  }

  for (const { watch, holds, at, again } of edges) {
    const key = watch.slice(2);
    if (!watch.startsWith('g:') || again || meaningOf(key).good) continue;
    goOnTo(at);
    const hasLeft = cancelledAt !== undefined && cancelledAt <= at;
    if (!open && holds && !hasLeft && opensCase(meaningOf(key), opensOn)) {
      open = {
        id: `demo-${account.id}-${at}`,
        accountId: account.id,
        stage: 'at-risk',
        ...(owner === undefined || !diceOf(`${account.id}-led`).chance(0.8) ? {} : { owner }),
        reason: reasons[language][key],
        origin: { kind: 'signal', id: key },
        signals: [],
        notes: [],
        stages: [{ stage: 'at-risk', at: new Date(at), by: 'system' }],
        mrr: given.paidAt(at),
        openedAt: new Date(at),
        demo: true,
        rev: 1,
      };
    }
    if (!open) continue;
    open = joined(open, { accountId: account.id, key, holds, at: new Date(at) });
    const isCalm = open.signals.every(({ resolvedAt }) => resolvedAt !== undefined);
    calmSince = isCalm ? at : undefined;
  }
  goOnTo(now);
  return open ? [...cases, staged(open, now, by)] : cases;
}

/** How far people were with a rescue at a moment, where somebody leads it. */
function staged(was: Case, at: number, by: string): Case {
  const age = at - was.openedAt.getTime();
  if (was.owner === undefined || isClosed(was.stage)) return was;
  const after = (days: number) => new Date(was.openedAt.getTime() + days * DAY);
  const planned = age > PLAN * DAY ? atStage(was, 'plan', by, after(PLAN)) : was;
  return age > SAVING * DAY ? atStage(planned, 'saving', by, after(SAVING)) : planned;
}
