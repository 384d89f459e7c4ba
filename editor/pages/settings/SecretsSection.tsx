import { Button, Group, PasswordInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
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
import { useMay } from '../use-may.ts';

type Secret = AnswerOf<'listSecrets'>['items'][number];

/** The secrets of other systems that webhooks use: named, sealed, replaced and forgotten, never shown. */
export function SecretsSection() {
  const { t } = useTranslation('pages');
  const may = useMay();
  const client = useQueryClient();
  const { data, error, refetch } = useQuery({
    queryKey: ['secrets'],
    queryFn: ({ signal }) => api.listSecrets({ signal }),
  });
  const form = useForm({
    initialValues: { name: '', value: '' },
    validate: {
      name: (name) => (/^[A-Za-z0-9_-]{1,80}$/.test(name) ? null : t('running.secrets.nameWrong')),
      value: (value) => (value === '' ? t('running.secrets.valueMissing') : null),
    },
  });
  const put = useMutation({
    mutationFn: ({ name, value }: typeof form.values) => api.putSecret({ params: { name }, body: { value } }),
    onSuccess: async (_, { name }) => {
      tell(t('running.secrets.saved', { name }));
      form.reset();
      await client.invalidateQueries({ queryKey: ['secrets'] });
    },
    onError: tellError,
  });
  const columns = useColumns((name) => {
    form.setValues({ name, value: '' });
    document.querySelector<HTMLInputElement>('[data-secret-value]')?.focus();
  });
  return (
    <Panel flush title={t('running.secrets.title')} about={t('running.secrets.about')}>
      <ErrorNotice error={error} onRetry={() => void refetch()} />
      {may('admin') && (
        <form onSubmit={form.onSubmit((values) => put.mutate(values))} noValidate autoComplete="off">
          <Group gap="xs" align="flex-start" px={18} pb={12}>
            <TextInput
              w={200}
              maxLength={80}
              label={t('running.secrets.name')}
              placeholder="crm_token"
              {...form.getInputProps('name')}
            />
            <PasswordInput
              w={260}
              maxLength={5_000}
              label={t('running.secrets.value')}
              autoComplete="new-password"
              data-secret-value
              {...form.getInputProps('value')}
            />
            <Button type="submit" mt={25} loading={put.isPending}>
              {t('running.secrets.save')}
            </Button>
          </Group>
        </form>
      )}
      <DataTable
        label={t('running.secrets.title')}
        columns={columns}
        rows={data?.items}
        keyOf={({ name }) => name}
        empty={<EmptyState title={t('running.secrets.none')} />}
      />
    </Panel>
  );
}

function useColumns(onReplace: (name: string) => void): Column<Secret>[] {
  const { t } = useTranslation('pages');
  const may = useMay();
  const client = useQueryClient();
  const forget = useMutation({
    mutationFn: (name: string) => api.deleteSecret({ params: { name } }),
    onSuccess: async (_, name) => {
      tell(t('running.secrets.forgotten', { name }));
      await client.invalidateQueries({ queryKey: ['secrets'] });
    },
    onError: tellError,
  });
  async function askToForget(name: string) {
    const question = {
      title: t('running.secrets.forgetTitle', { name }),
      text: t('running.secrets.forgetText'),
      confirm: t('running.secrets.forget'),
      grave: true,
    };
    if (await ask(question)) forget.mutate(name);
  }
  const columns: Column<Secret>[] = [
    {
      id: 'name',
      header: t('running.secrets.name'),
      render: ({ name }) => (
        <>
          <b>{name}</b> <code>{`{{ secrets.${name} }}`}</code>
        </>
      ),
    },
    {
      id: 'at',
      header: t('running.secrets.changed'),
      minor: true,
      render: ({ updatedAt }) => <Moment at={updatedAt} />,
    },
  ];
  if (may('admin'))
    columns.push({
      id: 'actions',
      header: t('running.secrets.actions'),
      hideHeader: true,
      align: 'end',
      render: ({ name }) => (
        <Group gap={4} justify="flex-end" wrap="nowrap">
          <Button variant="subtle" onClick={() => onReplace(name)}>
            {t('running.secrets.replace')}
          </Button>
          <Button variant="subtle" color="red" onClick={() => void askToForget(name)}>
            {t('running.secrets.forget')}
          </Button>
        </Group>
      ),
    });
  return columns;
}
