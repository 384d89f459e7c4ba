import { type PlaybookKey, playbookKeys } from '../../shared/playbooks/playbooks.ts';
import { cancelPage } from './cancel-page.ts';
import { cardExpires } from './card-expires.ts';
import { championGone } from './champion-gone.ts';
import { componentRemoved } from './component-removed.ts';
import { dataExport } from './data-export.ts';
import { detractor } from './detractor.ts';
import { firstValue } from './first-value.ts';
import { goneQuiet } from './gone-quiet.ts';
import { onboardingStalled } from './onboarding-stalled.ts';
import { paymentFailedHard, paymentFailedSoft } from './payment-failed.ts';
import { planLimit } from './plan-limit.ts';
import type { Playbook } from './playbook.ts';
import { poorHealth } from './poor-health.ts';
import { readyToGrow } from './ready-to-grow.ts';
import { referenceRequest } from './reference-request.ts';
import { renewal } from './renewal.ts';
import { trialEnding } from './trial-ending.ts';
import { usageFalling } from './usage-falling.ts';
import { winBack } from './win-back.ts';

const byKey: Record<PlaybookKey, Playbook> = {
  'gone-quiet': goneQuiet,
  'usage-falling': usageFalling,
  'card-expires': cardExpires,
  'payment-failed-soft': paymentFailedSoft,
  'payment-failed-hard': paymentFailedHard,
  'plan-limit': planLimit,
  'data-export': dataExport,
  'cancel-page': cancelPage,
  'component-removed': componentRemoved,
  'onboarding-stalled': onboardingStalled,
  'trial-ending': trialEnding,
  'first-value': firstValue,
  'poor-health': poorHealth,
  'champion-gone': championGone,
  renewal,
  detractor,
  'ready-to-grow': readyToGrow,
  'reference-request': referenceRequest,
  'win-back': winBack,
};

/** Every shipped playbook, in the order of the gallery. */
export const playbooks: readonly Playbook[] = playbookKeys.map((key) => byKey[key]);

export function playbookOf(key: string): Playbook | undefined {
  return playbooks.find((playbook) => playbook.key === key);
}
