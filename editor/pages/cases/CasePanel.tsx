import { Button, Group, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountView } from '../../../shared/account.ts';
import { type CaseView, caseStages } from '../../../shared/case.ts';
import { api } from '../../api-client.ts';
import { ask } from '../../ui/ask.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Facts } from '../../ui/Facts.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { useAccountActions } from '../risk/use-account-actions.ts';
import { useMoney } from '../risk/use-money.ts';
import { usePeople } from '../risk/use-people.ts';
import { useSignals } from '../risk/use-signals.ts';
import { useMay } from '../use-may.ts';
import classes from './CasePanel.module.css';
import { useChangeCase } from './use-change-case.ts';

/** The rescue of an account: how far it is, who leads it, why; or the way to begin one. */
export function CasePanel({ account }: { account: AccountView }) {
  const { t } = useTranslation('pages');
  const may = useMay();
  const { openCase } = useAccountActions();
  if (account.case) return <OpenCase id={account.case.id} />;
  if (!may('marketer') || account.atRiskSince === undefined) return null;
  return (
    <Panel
      title={t('cases.none')}
      about={t('cases.noneText')}
      actions={
        <Button size="xs" onClick={() => openCase(account.id)}>
          {t('cases.open')}
        </Button>
      }
    >
      {null}
    </Panel>
  );
}

function OpenCase({ id }: { id: string }) {
  const { t } = useTranslation('pages');
  const { data, error, refetch } = useQuery({
    queryKey: ['cases', id],
    queryFn: ({ signal }) => api.getCase({ params: { id }, signal }),
    refetchInterval: 30_000,
  });
  return (
    <Panel title={t('cases.title')} about={data && <Origin of={data} />}>
      <ErrorNotice error={data ? null : error} onRetry={() => void refetch()} />
      {data && <CaseBody of={data} />}
    </Panel>
  );
}

function Origin({ of }: { of: CaseView }) {
  const { t } = useTranslation('pages');
  const signals = useSignals();
  const { kind, id } = of.origin;
  const words =
    kind === 'signal'
      ? t('cases.bySignal', { signal: signals.get(id)?.name ?? id })
      : t(kind === 'task' ? 'cases.byTask' : 'cases.byPerson');
  return (
    <>
      {words} · <Moment at={of.openedAt} />
    </>
  );
}

function CaseBody({ of }: { of: CaseView }) {
  const { t } = useTranslation(['pages', 'shell']);
  const may = useMay();
  const money = useMoney();
  const people = usePeople();
  const { change, isPending } = useChangeCase(of);
  const [note, setNote] = useState('');
  const isMine = may('marketer');
  return (
    <Stack gap="sm">
      <ol className={classes.stages} aria-label={t('cases.stageLabel')}>
        {caseStages.slice(0, 3).map((stage) => (
          <li key={stage}>
            <button
              type="button"
              className={classes.stage}
              aria-current={stage === of.stage ? 'step' : undefined}
              disabled={!isMine || isPending}
              onClick={() => change({ stage })}
            >
              {t(`cases.stage.${stage}`)}
            </button>
          </li>
        ))}
      </ol>
      <Facts
        of={[
          [t('cases.atStake'), of.mrr === undefined ? undefined : money(of.mrr)],
          [
            t('cases.reason'),
            isMine ? (
              // Somebody else's word replaces the one that stands in the field.
              <TextInput
                key={`reason ${of.reason ?? ''}`}
                size="xs"
                aria-label={t('cases.reason')}
                maxLength={2_000}
                defaultValue={of.reason ?? ''}
                onBlur={(event) => {
                  const reason = event.currentTarget.value.trim();
                  if (reason !== (of.reason ?? '')) change({ reason: reason || null });
                }}
                onKeyDown={(event) => {
                  if (event.key === 'Enter') event.currentTarget.blur();
                }}
              />
            ) : (
              of.reason
            ),
          ],
          [
            t('cases.owner'),
            isMine ? (
              <Select
                key="owner"
                size="xs"
                aria-label={t('cases.owner')}
                placeholder={t('cases.nobody')}
                data={people.map(({ email, name }) => ({ value: email, label: name || email }))}
                value={of.owner ?? null}
                searchable
                clearable
                clearButtonProps={{ 'aria-label': t('cases.nobody') }}
                onChange={(owner) => change({ owner })}
              />
            ) : (
              of.owner
            ),
          ],
        ]}
      />
      {of.notes.length > 0 && (
        <ul className={classes.notes}>
          {of.notes.map((each) => (
            <li key={each.id}>
              <span className={classes.dim}>
                {each.by} · <Moment at={each.at} />
              </span>
              <p>{each.text}</p>
            </li>
          ))}
        </ul>
      )}
      {isMine && (
        <>
          <Textarea
            label={t('cases.note')}
            value={note}
            autosize
            minRows={1}
            maxRows={6}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          <Group gap="xs" justify="space-between">
            <Button
              size="xs"
              variant="default"
              disabled={!note.trim()}
              loading={isPending}
              onClick={() => change({ note: note.trim() }, () => setNote(''))}
            >
              {t('cases.addNote')}
            </Button>
            <Closing of={of} change={change} isPending={isPending} />
          </Group>
        </>
      )}
    </Stack>
  );
}

function Closing({
  of,
  change,
  isPending,
}: {
  of: CaseView;
  change: ReturnType<typeof useChangeCase>['change'];
  isPending: boolean;
}) {
  const { t } = useTranslation('pages');
  async function close(stage: 'saved' | 'lost') {
    const isSure = await ask({
      title: t(`cases.close.${stage}Title`, { account: of.accountName ?? of.accountId }),
      text: t('cases.close.text'),
      confirm: t(`cases.close.${stage}`),
      grave: stage === 'lost',
    });
    if (isSure) change({ stage });
  }
  return (
    <Group gap="xs">
      <Button size="xs" variant="default" color="red" disabled={isPending} onClick={() => void close('lost')}>
        {t('cases.close.lost')}
      </Button>
      <Button size="xs" color="teal" disabled={isPending} onClick={() => void close('saved')}>
        {t('cases.close.saved')}
      </Button>
    </Group>
  );
}
