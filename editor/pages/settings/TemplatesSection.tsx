import { Button, Text } from '@mantine/core';
import { IconTemplate } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TemplateView } from '../../../shared/template.ts';
import { api } from '../../api-client.ts';
import { type Column, DataTable, rowLink } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { ButtonLink } from '../../ui/links.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { LetterGallery } from '../gallery/LetterGallery.tsx';
import { useList } from '../use-list.ts';
import { useMay } from '../use-may.ts';
import { NEW_TEMPLATE } from './new-template.ts';

/** E-mail texts that several steps share. */
export function TemplatesSection() {
  const { t } = useTranslation('pages');
  const may = useMay();
  const navigate = useNavigate();
  const [browsing, setBrowsing] = useState(false);
  const list = useList(['templates'], (place, signal) => api.listTemplates({ query: place, signal }));
  const columns: Column<TemplateView>[] = [
    {
      id: 'name',
      header: t('settings.templates.columns.name'),
      width: '36%',
      render: (row) => (
        <>
          <Link to="/settings/templates/$key" params={{ key: row.key }} className={rowLink}>
            {row.name}
          </Link>
          <Text size="xs" c="dimmed">
            {row.key}
          </Text>
        </>
      ),
    },
    { id: 'subject', header: t('settings.templates.columns.subject'), render: (row) => row.subject },
    {
      id: 'updated',
      header: t('settings.templates.columns.updated'),
      minor: true,
      render: (row) => <Moment at={row.updatedAt} />,
    },
  ];
  const makeNew = may('marketer') && (
    <>
      <Button size="sm" variant="default" onClick={() => setBrowsing(true)}>
        {t('gallery.letters.open')}
      </Button>
      <ButtonLink size="sm" to="/settings/templates/$key" params={{ key: NEW_TEMPLATE }}>
        {t('settings.templates.new')}
      </ButtonLink>
    </>
  );
  return (
    <Panel
      flush
      title={t('settings.templates.title')}
      about={t('settings.templates.about')}
      actions={makeNew}
    >
      {browsing && (
        <LetterGallery
          onClose={() => setBrowsing(false)}
          onUse={({ key }) =>
            void navigate({
              to: '/settings/templates/$key',
              params: { key: NEW_TEMPLATE },
              search: { from: key },
            })
          }
        />
      )}
      <ErrorNotice error={list.error} onRetry={list.retry} />
      <DataTable
        label={t('settings.templates.title')}
        columns={columns}
        rows={list.rows}
        keyOf={(row) => row.key}
        {...list.paging}
        empty={
          <EmptyState
            icon={IconTemplate}
            title={t('settings.templates.empty')}
            text={t('settings.templates.emptyText')}
          />
        }
      />
    </Panel>
  );
}
