import { Stack, Tabs } from '@mantine/core';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { CodeBlock } from '../../ui/CopyField.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { type SnippetKind, snippet, snippetKinds } from './snippets.ts';

const route = getRouteApi('/inside/connect');

/** Code to paste, filled in with this server's address and the key. */
export function SnippetPanel({ writeKey }: { writeKey: string }) {
  const { t } = useTranslation('pages');
  const shown = route.useSearch().with ?? 'node';
  const navigate = useNavigate({ from: '/connect' });
  return (
    <Panel title={t('connect.snippets.title')} about={t('connect.steps.snippetText')}>
      <Tabs
        value={shown}
        keepMounted={false}
        onChange={(value) =>
          void navigate({
            search: (was) => ({
              ...was,
              with: value === 'node' ? undefined : (value as Exclude<SnippetKind, 'node'>),
            }),
            replace: true,
          })
        }
      >
        <Tabs.List mb="md">
          {snippetKinds.map((kind) => (
            <Tabs.Tab key={kind} value={kind}>
              {t(`connect.snippets.${kind}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {snippetKinds.map((kind) => {
          const { install, code } = snippet(
            kind,
            window.location.origin,
            writeKey || t('connect.snippets.placeholder'),
          );
          return (
            <Tabs.Panel key={kind} value={kind}>
              <Stack gap="sm">
                {install && <CodeBlock label={t('connect.snippets.install')} code={install} />}
                <CodeBlock label={t('connect.snippets.code')} code={code} />
              </Stack>
            </Tabs.Panel>
          );
        })}
      </Tabs>
    </Panel>
  );
}
