import type { Settings } from '../../shared/settings.ts';

/** What became of a workflow's mail lately. */
export interface SentLately {
  sent: number;
  bounced: number;
  complained: number;
}

/** Why a workflow was stopped, and the figures that did it. */
export interface Brake extends SentLately {
  kind: 'bounces' | 'complaints';
  /** The share that was too much, in percent. */
  percent: number;
}

/** Of fewer messages a share tells nothing. */
const LEAST_SENT = 50;
/** One complaint is somebody's bad day. */
const LEAST_COMPLAINTS = 2;

/** Whether a workflow's mail must stop: more came back, or was called spam, than the workspace bears. */
export function brakeFor(lately: SentLately, { brakes }: Pick<Settings, 'brakes'>): Brake | undefined {
  const { sent, bounced, complained } = lately;
  if (sent === 0) return undefined;
  const share = (count: number) => (100 * count) / sent;
  if (complained >= LEAST_COMPLAINTS && share(complained) > brakes.complaintPercent)
    return { kind: 'complaints', percent: share(complained), ...lately };
  if (sent >= LEAST_SENT && share(bounced) > brakes.bouncePercent)
    return { kind: 'bounces', percent: share(bounced), ...lately };
  return undefined;
}
