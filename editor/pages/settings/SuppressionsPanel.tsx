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
import { tellWithUndo } from '../../ui/tell-with-undo.tsx';
import { doorChecks } from '../doors/door-checks.ts';
import { useList } from '../use-list.ts';
import { useMay } from '../use-may.ts';

const BY_HAND = 'suppressed-by-hand';

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
      actions={may('marketer') && <BlockForm known={list.rows ?? []} />}
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

/** Blocks an address by hand, and lets it go again. */
function useBlock() {
  const queryClient = useQueryClient();
  const renew = () => queryClient.invalidateQueries({ queryKey: ['suppressions'] });
  return {
    renew,
    block: (email: string) => void api.addSuppression({ body: { email } }).then(renew, tellError),
    letGo: (email: string) => void api.liftSuppression({ params: { email } }).then(renew, tellError),
  };
}

function BlockForm({ known }: { known: readonly Suppression[] }) {
  const { t } = useTranslation('pages');
  const may = useMay();
  const { renew, letGo } = useBlock();
  const { email } = doorChecks(t);
  const form = useForm({ initialValues: { email: '' }, validate: { email } });
  const add = useMutation({
    mutationFn: (body: typeof form.values) => api.addSuppression({ body }),
    onSuccess: async ({ reason }, { email }) => {
      // One that was blocked before stays so, whatever the reason.
      const isNew = !known.some((row) => row.email === email.trim().toLowerCase());
      if (isNew && reason === BY_HAND && may('admin'))
        tellWithUndo(t('settings.mail.added', { email }), () => letGo(email));
      else tell(t('settings.mail.added', { email }));
      form.reset();
      await renew();
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
  const { renew, block } = useBlock();
  const lift = useMutation({
    mutationFn: ({ email }: Suppression) => api.liftSuppression({ params: { email } }),
    onSuccess: async (_, { email, reason }) => {
      const told = t('settings.mail.lifted', { email });
      // Any other reason cannot be written down again by hand.
      if (reason === BY_HAND) tellWithUndo(told, () => block(email));
      else tell(told);
      await renew();
    },
    onError: tellError,
  });
  async function askToLift(row: Suppression) {
    const { email } = row;
    const question = {
      title: t('settings.mail.liftTitle', { email }),
      text: t('settings.mail.liftText'),
      confirm: t('settings.mail.lift'),
    };
    if (await ask(question)) lift.mutate(row);
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
          <Button variant="subtle" onClick={() => void askToLift(row)}>
            {t('settings.mail.lift')}
          </Button>
        ),
    });
  return columns;
}
