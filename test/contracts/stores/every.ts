import type { Stores } from '../../../server/ports/index.ts';
import { accountContract, caseContract } from './accounts-and-cases.ts';
import { billingContract, hookContract, importContract } from './billing-and-hooks.ts';
import { capContract } from './caps.ts';
import { revenueContract } from './churn.ts';
import { contactListContract } from './contact-lists.ts';
import { countingContract } from './counting.ts';
import { demoContract } from './demo.ts';
import { effectContract } from './effects.ts';
import { enrolmentContract } from './enrolments.ts';
import { healthContract } from './healths.ts';
import { lookContract } from './looks.ts';
import { mergeContract } from './merges.ts';
import { messageContract } from './messages-and-tasks.ts';
import { contactContract, eventContract } from './people-and-events.ts';
import { signalContract } from './signals.ts';
import { viewContract } from './views.ts';
import { doorContract, housekeepingContract, workflowContract } from './workspace.ts';

/** What all stores promise together. */
export function everyContract(stores: () => Stores): void {
  contactContract(stores);
  contactListContract(stores);
  accountContract(stores);
  caseContract(stores);
  eventContract(stores);
  countingContract(stores);
  mergeContract(stores);
  enrolmentContract(stores);
  messageContract(stores);
  effectContract(stores);
  capContract(stores);
  lookContract(stores);
  healthContract(stores);
  signalContract(stores);
  revenueContract(stores);
  workflowContract(stores);
  doorContract(stores);
  billingContract(stores);
  hookContract(stores);
  importContract(stores);
  housekeepingContract(stores);
  viewContract(stores);
  demoContract(stores);
}
