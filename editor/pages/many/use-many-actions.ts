import { useTranslation } from 'react-i18next';
import type { BodyInput } from '../../../shared/api.ts';
import type { ManyAction } from '../../../shared/many.ts';
import { api } from '../../api-client.ts';
import type { AllFound } from './use-chosen.ts';
import { useMany } from './use-many.ts';

/** An account by its id, or a contact by its user id. */
export interface Chosen {
  id: string;
  name?: string | undefined;
}

/** Of what kind those are that something is done for. */
export type ManyOf = 'accounts' | 'contacts';

type TaskWish = Omit<Extract<ManyAction, { kind: 'task' }>, 'kind'>;
type Mail = Omit<Extract<ManyAction, { kind: 'write' }>, 'kind'>;

/** All that a list of accounts or contacts finds. */
export type AllOf = AllFound<AccountsMatching | ContactsMatching>;
type AccountsMatching = NonNullable<BodyInput<'actOnAccounts'>['matching']>;
type ContactsMatching = NonNullable<BodyInput<'actOnContacts'>['matching']>;

/**
 * What can be done by hand for several accounts or contacts, or for all that a list of them finds; what was done can
 * be taken back for a while.
 */
export function useManyActions(
  of: ManyOf,
  { all, onDone }: { all?: AllOf | undefined; onDone?: (() => void) | undefined } = {},
) {
  const { t } = useTranslation('pages');
  const { order, ...work } = useMany(onDone);
  const ofContacts = of === 'contacts';
  const skipped = (count: number, why: string) =>
    ofContacts ? t('many.contacts.skipped', { count, why }) : t('risk.skipped', { count, why });
  const toAccounts = (chosen: readonly Chosen[], action: ManyAction) =>
    api.actOnAccounts({
      body: all ? { matching: all.matching, action } : { accountIds: chosen.map(({ id }) => id), action },
    });
  const send = (chosen: readonly Chosen[], action: Exclude<ManyAction, { kind: 'manager' }>) =>
    ofContacts
      ? api.actOnContacts({
          body: all
            ? { matching: all.matching as ContactsMatching, action }
            : { userIds: chosen.map(({ id }) => id), action },
        })
      : toAccounts(chosen, action);
  return {
    start: (chosen: readonly Chosen[], workflow: { id: string; name: string }) =>
      order({
        send: () => send(chosen, { kind: 'start', workflowId: workflow.id }),
        said: (count) =>
          ofContacts
            ? t('many.contacts.started', { count, workflow: workflow.name })
            : t('risk.started', { count, workflow: workflow.name }),
        skipped,
        isStoppable: all !== undefined,
      }),
    task: (chosen: readonly Chosen[], wish: TaskWish) =>
      order({
        send: () => send(chosen, { kind: 'task', ...wish }),
        said: (count) => t('risk.tasksMade', { count }),
        skipped,
        isStoppable: all !== undefined,
      }),
    write: (chosen: readonly Chosen[], mail: Mail) =>
      order({
        send: () => send(chosen, { kind: 'write', ...mail }),
        said: (count) => t('many.write.written', { count }),
        skipped,
      }),
    nameManager: (accounts: readonly Chosen[], manager: string | null) =>
      order({
        send: () => toAccounts(accounts, { kind: 'manager', manager }),
        said: (count) => t('many.manager.named', { count }),
        skipped,
        isStoppable: all !== undefined,
      }),
    ...work,
  };
}
