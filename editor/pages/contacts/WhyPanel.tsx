import { Select, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api-client.ts';
import { EntryWhy } from '../../sandbox/EntryWhy.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Panel } from '../../ui/Panel.tsx';

/** Answers for one contact and a workflow of choice why the contact did not enter. */
export function WhyPanel({ userId }: { userId: string }) {
  const { t } = useTranslation(['pages', 'shell']);
  const [chosen, setChosen] = useState<string | null>(null);
  const workflows = useQuery({
    queryKey: ['workflows', 'all'],
    queryFn: ({ signal }) => api.listWorkflows({ query: { limit: 200 }, signal }),
  });
  return (
    <Panel title={t('contacts.entryWhy.title')}>
      <Stack gap="sm">
        <Select
          size="sm"
          label={t('contacts.entryWhy.workflow')}
          data={workflows.data?.items.map(({ id, name }) => ({ value: id, label: name })) ?? []}
          value={chosen}
          onChange={setChosen}
          searchable
          nothingFoundMessage={t('shell:common.none')}
        />
        <ErrorNotice error={workflows.error} />
        {chosen && <EntryWhy workflowId={chosen} userId={userId} />}
      </Stack>
    </Panel>
  );
}
