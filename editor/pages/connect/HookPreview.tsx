import { Stack } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { HookMapping } from '../../../shared/hook.ts';
import { api } from '../../api-client.ts';
import { CodeBlock } from '../../ui/CopyField.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { HookOutcome } from './HookOutcome.tsx';

/** What the pasted payload would become, said by the server that would take it in. */
export function HookPreview({ mapping, payload }: { mapping: HookMapping; payload: unknown }) {
  const { t } = useTranslation('pages');
  const [tried] = useDebouncedValue({ mapping, payload }, 300);
  const { data, error } = useQuery({
    queryKey: ['hook-trial', tried],
    queryFn: ({ signal }) => api.tryHook({ body: tried, signal }),
    placeholderData: keepPreviousData,
    gcTime: 0,
    retry: false,
  });
  return (
    <Panel title={t('hooks.preview')}>
      <Stack gap="sm" role="status">
        <ErrorNotice error={error} />
        {data && !error && <HookOutcome outcome={data} />}
        {data?.call && !error && (
          <CodeBlock label={t('hooks.preview')} code={JSON.stringify(data.call, null, 2)} />
        )}
      </Stack>
    </Panel>
  );
}
