import { useTranslation } from 'react-i18next';
import type { ManyAction } from '../../../shared/many.ts';
import { api } from '../../api-client.ts';
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

/** What can be done for several accounts or contacts by hand; what was done can be taken back for a while. */
export function useManyActions(of: ManyOf, onDone?: () => void) {
  const { t } = useTranslation('pages');
  const { order, isPending, share } = useMany(onDone);
  const ofContacts = of === 'contacts';
  const skipped = (count: number, why: string) =>
    ofContacts ? t('many.contacts.skipped', { count, why }) : t('risk.skipped', { count, why });
  const send = (chosen: readonly Chosen[], action: Exclude<ManyAction, { kind: 'manager' }>) => {
    const ids = chosen.map(({ id }) => id);
    return ofContacts
      ? api.actOnContacts({ body: { userIds: ids, action } })
      : api.actOnAccounts({ body: { accountIds: ids, action } });
  };
  return {
    start: (chosen: readonly Chosen[], workflow: { id: string; name: string }) =>
      order({
        send: () => send(chosen, { kind: 'start', workflowId: workflow.id }),
        said: (count) =>
          ofContacts
            ? t('many.contacts.started', { count, workflow: workflow.name })
            : t('risk.started', { count, workflow: workflow.name }),
        skipped,
      }),
    task: (chosen: readonly Chosen[], wish: TaskWish) =>
      order({
        send: () => send(chosen, { kind: 'task', ...wish }),
        said: (count) => t('risk.tasksMade', { count }),
        skipped,
      }),
    write: (chosen: readonly Chosen[], mail: Mail) =>
      order({
        send: () => send(chosen, { kind: 'write', ...mail }),
        said: (count) => t('many.write.written', { count }),
        skipped,
      }),
    nameManager: (accounts: readonly Chosen[], manager: string | null) =>
      order({
        send: () =>
          api.actOnAccounts({
            body: { accountIds: accounts.map(({ id }) => id), action: { kind: 'manager', manager } },
          }),
        said: (count) => t('many.manager.named', { count }),
        skipped,
      }),
    isPending,
    share,
  };
}
