import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { BodyInput } from '../../../shared/api.ts';
import type { PersonView } from '../../../shared/people.ts';
import { api } from '../../api-client.ts';
import { ask } from '../../ui/ask.tsx';
import { tell, tellError } from '../../ui/notify.ts';

/** Changes what somebody may do, shuts them out, or removes them. */
export function useChangePerson() {
  const { t } = useTranslation(['pages', 'shell']);
  const queryClient = useQueryClient();
  const run = useMutation({
    mutationFn: ({ call }: { call: () => Promise<unknown>; told: string }) => call(),
    onSuccess: (_, { told }) => tell(told),
    onError: tellError,
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['people'] }),
  });
  const nameOf = (person: PersonView) => person.name || person.email;
  function change(person: PersonView, body: BodyInput<'changePerson'>) {
    run.mutate({
      call: () => api.changePerson({ params: { id: person.id }, body }),
      told: t('settings.people.changed', { name: nameOf(person) }),
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
