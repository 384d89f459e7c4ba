import { Button, Drawer, Group, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BodyInput } from '../../../shared/api.ts';
import { type DeadLetterKind, type DeadLetterView, deadLetterKinds } from '../../../shared/dead-letter.ts';
import { api } from '../../api-client.ts';
import { ask } from '../../ui/ask.tsx';
import { type Column, DataTable, rowLink } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { FilterTabs } from '../../ui/FilterTabs.tsx';
import { JobProgress } from '../../ui/JobProgress.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { tell, tellError } from '../../ui/notify.ts';
import { Panel } from '../../ui/Panel.tsx';
import { reasonText } from '../../ui/reason-text.ts';
import { ScrollBox } from '../../ui/ScrollBox.tsx';
import { useList } from '../use-list.ts';
import { useMay } from '../use-may.ts';
import classes from './UndeliveredSection.module.css';

type Decision = BodyInput<'settleDeadLetters'>;

/** What failed for good: messages, calls, mail to the team and events; read, tried again or put away. */
export function UndeliveredSection() {
  const { t } = useTranslation(['pages', 'shell']);
  const [kind, setKind] = useState<DeadLetterKind>();
  const [opened, setOpened] = useState<string>();
  const { settle, job, finish, isPending } = useSettling();
  const may = useMay();
  const list = useList(['dead-letters', kind], (place, signal) =>
    api.listDeadLetters({ query: { kind, ...place }, signal }),
  );
  const decideAll = async (verb: Decision['do']) => {
    const question = {
      title: t(`running.undelivered.${verb}AllTitle`),
      text: t(`running.undelivered.${verb}Text`),
      confirm: t(`running.undelivered.${verb}All`),
      grave: verb === 'discard',
    };
    if (await ask(question)) settle({ do: verb, kind });
  };
  const hasRows = (list.rows?.length ?? 0) > 0;
  return (
    <Panel
      flush
      title={t('running.undelivered.title')}
      about={t('running.undelivered.about')}
      actions={
        may('marketer') &&
        hasRows && (
          <Group gap="xs">
            <Button
              variant="default"
              size="sm"
              disabled={isPending}
              onClick={() => void decideAll('discard')}
            >
              {t('running.undelivered.discardAll')}
            </Button>
            <Button size="sm" loading={isPending} onClick={() => void decideAll('replay')}>
              {t('running.undelivered.replayAll')}
            </Button>
          </Group>
        )
      }
    >
      <div className={classes.filter}>
        <FilterTabs
          label={t('running.undelivered.filter')}
          value={kind ?? 'all'}
          options={[
            { value: 'all' as const, label: t('shell:common.all') },
            ...deadLetterKinds.map((value) => ({ value, label: t(`running.undelivered.kinds.${value}`) })),
          ]}
          onChange={(value) => setKind(value === 'all' ? undefined : value)}
        />
        {job !== undefined && (
          <JobProgress
            job={job}
            label={t('running.undelivered.working')}
            onDone={() => {
              tell(t('running.undelivered.done'));
              finish();
            }}
            onFailed={(failure) => {
              tellError(failure);
              finish();
            }}
          />
        )}
      </div>
      <ErrorNotice error={list.error} onRetry={list.retry} />
      <DataTable
        keys
        label={t('running.undelivered.title')}
        columns={useColumns(setOpened)}
        rows={list.rows}
        keyOf={({ id }) => id}
        isSelected={({ id }) => id === opened}
        {...list.paging}
        empty={<EmptyState title={t('running.undelivered.none')} />}
      />
      <LetterDrawer
        id={opened}
        onClose={() => setOpened(undefined)}
        onDecide={(verb, id) => {
          setOpened(undefined);
          settle({ do: verb, ids: [id] });
        }}
      />
    </Panel>
  );
}

function useSettling() {
  const client = useQueryClient();
  const [job, setJob] = useState<string>();
  const run = useMutation({
    mutationFn: (body: Decision) => api.settleDeadLetters({ body }),
    onSuccess: (answer) => setJob(answer.job),
    onError: tellError,
  });
  return {
    settle: (body: Decision) => run.mutate(body),
    job,
    isPending: run.isPending || job !== undefined,
    finish: () => {
      setJob(undefined);
      void client.invalidateQueries({ queryKey: ['dead-letters'] });
    },
  };
}

function useColumns(open: (id: string) => void): Column<DeadLetterView>[] {
  const { t } = useTranslation('pages');
  return [
    {
      id: 'what',
      header: t('running.undelivered.what'),
      render: ({ id, kind, what, to }) => (
        <div className={classes.what}>
          <button type="button" className={rowLink} onClick={() => open(id)}>
            {kind === 'events' ? t('running.undelivered.events', { count: Number(what) }) : what}
          </button>
          <small>
            {t(`running.undelivered.kinds.${kind}`)}
            {to !== undefined && ` · ${to}`}
          </small>
        </div>
      ),
    },
    {
      id: 'reason',
      header: t('running.undelivered.reason'),
      render: ({ reason, attempts }) => (
        <div className={classes.what}>
          <span>{reasonText(reason)}</span>
          <small>{t('running.undelivered.attempts', { count: attempts })}</small>
        </div>
      ),
    },
    {
      id: 'workflow',
      header: t('running.undelivered.workflow'),
      minor: true,
      render: ({ workflowName }) => workflowName ?? '–',
    },
    {
      id: 'at',
      header: t('running.undelivered.at'),
      minor: true,
      render: ({ at }) => <Moment at={at} />,
    },
  ];
}

interface LetterDrawerProps {
  id: string | undefined;
  onClose: () => void;
  onDecide: (verb: Decision['do'], id: string) => void;
}

function LetterDrawer({ id, onClose, onDecide }: LetterDrawerProps) {
  const { t } = useTranslation(['pages', 'shell']);
  const may = useMay();
  const { data, error } = useQuery({
    queryKey: ['dead-letters', 'one', id],
    queryFn: ({ signal }) => api.getDeadLetter({ params: { id: id ?? '' }, signal }),
    enabled: id !== undefined,
  });
  return (
    <Drawer
      opened={id !== undefined}
      onClose={onClose}
      position="right"
      size="lg"
      title={t('running.undelivered.one')}
      closeButtonProps={{ 'aria-label': t('shell:common.close') }}
    >
      <ErrorNotice error={error} />
      {data && (
        <>
          <Text fw={600}>
            {data.kind === 'events'
              ? t('running.undelivered.events', { count: Number(data.what) })
              : data.what}
          </Text>
          <Text size="sm" mb="sm">
            {reasonText(data.reason)}
          </Text>
          {may('marketer') && (
            <Group gap="xs" mb="sm">
              <Button size="sm" onClick={() => onDecide('replay', data.id)}>
                {t('running.undelivered.replay')}
              </Button>
              <Button size="sm" variant="default" onClick={() => onDecide('discard', data.id)}>
                {t('running.undelivered.discard')}
              </Button>
            </Group>
          )}
          <ScrollBox label={t('running.undelivered.payload')}>
            <pre className={classes.payload}>{data.payload}</pre>
          </ScrollBox>
        </>
      )}
    </Drawer>
  );
}
