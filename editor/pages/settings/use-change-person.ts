import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { BodyInput } from '../../../shared/api.ts';
import type { PersonView } from '../../../shared/people.ts';
import { api } from '../../api-client.ts';
import { ask } from '../../ui/ask.tsx';
import { tell, tellError } from '../../ui/notify.ts';
import { tellWithUndo } from '../../ui/tell-with-undo.tsx';

type Change = BodyInput<'changePerson'>;

/** Changes what somebody may do, shuts them out, or removes them. */
export function useChangePerson() {
  const { t } = useTranslation(['pages', 'shell']);
  const queryClient = useQueryClient();
  const run = useMutation({
    mutationFn: ({ call }: { call: () => Promise<unknown>; told: string; undo?: () => void }) => call(),
    onSuccess: (_, { told, undo }) => (undo ? tellWithUndo(told, undo) : tell(told)),
    onError: tellError,
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['people'] }),
  });
  const nameOf = (person: PersonView) => person.name || person.email;
  function change(person: PersonView, body: Change, undoable = true) {
    run.mutate({
      call: () => api.changePerson({ params: { id: person.id }, body }),
      told: t('settings.people.changed', { name: nameOf(person) }),
      ...(undoable && { undo: () => change(person, before(person, body), false) }),
    });
  }
  async function remove(person: PersonView) {
    const name = nameOf(person);
    const question = {
      title: t('settings.people.removeTitle', { name }),
      text: t('settings.people.removeText'),
      confirm: t('shell:common.remove'),
      grave: true,
    };
    if (await ask(question))
      run.mutate({
        call: () => api.removePerson({ params: { id: person.id } }),
        told: t('settings.people.removed', { name }),
      });
  }
  return { change, remove };
}

/** What a change would have to say to take itself back. */
function before(person: PersonView, { role, disabled }: Change): Change {
  return {
    ...(role !== undefined && { role: person.role }),
    ...(disabled !== undefined && { disabled: person.disabled }),
  };
}
