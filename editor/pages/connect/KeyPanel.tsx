import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../api-client.ts';
import { CopyField } from '../../ui/CopyField.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { useMay } from '../use-may.ts';

interface KeyPanelProps {
  writeKey: string;
  onKey: (key: string) => void;
}

/** The key that the snippets below carry: made here and shown once, or pasted. */
export function KeyPanel({ writeKey, onKey }: KeyPanelProps) {
  const { t } = useTranslation('pages');
  const may = useMay();
  const queryClient = useQueryClient();
  const create = useMutation({
    mutationFn: (kind: 'server' | 'browser') =>
      api.createKey({ body: { kind, name: t('connect.key.name') } }),
    onSuccess: async ({ secret }) => {
      onKey(secret);
      await queryClient.invalidateQueries({ queryKey: ['keys'] });
    },
  });
  const made = create.data?.secret;
  return (
    <Panel
      title={t('connect.key.title')}
      about={t(may('admin') ? 'connect.key.about' : 'connect.key.needsAdmin')}
    >
      <Stack gap="sm">
        {made !== undefined && made === writeKey ? (
          <>
            <CopyField label={t('connect.key.title')} value={made} />
            <Text size="sm" c="var(--m-warn)" fw={570}>
              {t('connect.key.once')}
            </Text>
          </>
        ) : (
          <Group align="flex-end" gap="xs">
            <TextInput
              size="sm"
              flex="1 1 240px"
              label={t('connect.key.paste')}
              value={writeKey}
              onChange={(event) => onKey(event.currentTarget.value.trim())}
              autoComplete="off"
              spellCheck={false}
            />
            {may('admin') && (
              <>
                <Button
                  size="sm"
                  variant="default"
                  loading={create.isPending}
                  onClick={() => create.mutate('server')}
                >
                  {t('connect.key.server')}
                </Button>
                <Button
                  size="sm"
                  variant="default"
                  loading={create.isPending}
                  onClick={() => create.mutate('browser')}
                >
                  {t('connect.key.browser')}
                </Button>
              </>
            )}
          </Group>
        )}
        <ErrorNotice error={create.error} />
      </Stack>
    </Panel>
  );
}
