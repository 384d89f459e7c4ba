import { Button, Group, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { AnswerOf } from '../../../shared/api.ts';
import { api } from '../../api-client.ts';
import { ask } from '../../ui/ask.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { tell, tellError } from '../../ui/notify.ts';
import { Panel } from '../../ui/Panel.tsx';
import { reasonText } from '../../ui/reason-text.ts';
import { doorChecks } from '../doors/door-checks.ts';
import { useList } from '../use-list.ts';
import { useMay } from '../use-may.ts';

type Suppression = AnswerOf<'listSuppressions'>['items'][number];

/** The addresses nothing is ever sent to, and why. */
export function SuppressionsPanel() {
  const { t } = useTranslation('pages');
  const may = useMay();
  const list = useList(['suppressions'], (place, signal) => api.listSuppressions({ query: place, signal }));
  const columns = useColumns();
  return (
    <Panel
      flush
      title={t('settings.mail.suppressions')}
      about={t('settings.mail.suppressionsAbout')}
      actions={may('marketer') && <BlockForm />}
    >
      <ErrorNotice error={list.error} onRetry={list.retry} />
      <DataTable
        label={t('settings.mail.suppressions')}
        columns={columns}
        rows={list.rows}
        keyOf={(row) => row.email}
        {...list.paging}
        empty={<EmptyState title={t('settings.mail.empty')} />}
      />
    </Panel>
  );
}

function BlockForm() {
  const { t } = useTranslation('pages');
  const queryClient = useQueryClient();
  const { email } = doorChecks(t);
  const form = useForm({ initialValues: { email: '' }, validate: { email } });
  const add = useMutation({
    mutationFn: (body: typeof form.values) => api.addSuppression({ body }),
    onSuccess: async (_, { email }) => {
      tell(t('settings.mail.added', { email }));
      form.reset();
      await queryClient.invalidateQueries({ queryKey: ['suppressions'] });
    },
    onError: tellError,
  });
  return (
    <form onSubmit={form.onSubmit((values) => add.mutate(values))} noValidate>
      <Group gap="xs" align="flex-start" wrap="nowrap">
        <TextInput
          type="email"
          w={220}
          aria-label={t('settings.mail.add')}
          placeholder={t('settings.mail.add')}
          {...form.getInputProps('email')}
        />
        <Button type="submit" variant="default" loading={add.isPending}>
          {t('settings.mail.addSubmit')}
        </Button>
      </Group>
    </form>
  );
}

function useColumns(): Column<Suppression>[] {
  const { t } = useTranslation('pages');
  const may = useMay();
  const queryClient = useQueryClient();
  const lift = useMutation({
    mutationFn: (email: string) => api.liftSuppression({ params: { email } }),
    onSuccess: async (_, email) => {
      tell(t('settings.mail.lifted', { email }));
      await queryClient.invalidateQueries({ queryKey: ['suppressions'] });
    },
    onError: tellError,
  });
  async function askToLift(email: string) {
    const question = {
      title: t('settings.mail.liftTitle', { email }),
      text: t('settings.mail.liftText'),
      confirm: t('settings.mail.lift'),
    };
    if (await ask(question)) lift.mutate(email);
  }
  const columns: Column<Suppression>[] = [
    { id: 'email', header: t('settings.mail.columns.email'), render: (row) => <b>{row.email}</b> },
    { id: 'reason', header: t('settings.mail.columns.reason'), render: (row) => reasonText(row.reason) },
    {
      id: 'at',
      header: t('settings.mail.columns.at'),
      minor: true,
      render: (row) => <Moment at={row.at} />,
    },
  ];
  if (may('admin'))
    columns.push({
      id: 'actions',
      header: t('settings.mail.columns.actions'),
      hideHeader: true,
      align: 'end',
      render: (row) =>
        // An erased contact stays erased.
        row.reason === 'erased' ? null : (
          <Button variant="subtle" onClick={() => void askToLift(row.email)}>
            {t('settings.mail.lift')}
          </Button>
        ),
    });
  return columns;
}
