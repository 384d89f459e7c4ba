import { Button, Group, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WorkflowView } from '../../../shared/workflow-view.ts';
import { api } from '../../api-client.ts';
import { Moment } from '../../ui/Moment.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { tell, tellError } from '../../ui/notify.ts';
import { useMay } from '../use-may.ts';
import classes from './editor.module.css';
import { dailyLimitQuery } from './queries.ts';

/** Says that the workflow waits for a second person, and lets them let it go; nothing while it keeps within its limit. */
export function LimitBanner({ workflow }: { workflow: WorkflowView }) {
  const { t } = useTranslation('pages');
  const may = useMay();
  const { reached } = useQuery(dailyLimitQuery(workflow.id, workflow.liveVersion !== undefined)).data ?? {};
  if (!reached) return null;
  const { at, limit, waiting, publishedBy, answer } = reached;
  return (
    <div className={classes.banner}>
      <Notice
        tone="warn"
        title={t('bars.limit.title', { limit })}
        actions={
          may('marketer') &&
          answer !== 'somebody-else' && <LetGo workflow={workflow} asks={answer === 'confirm'} />
        }
      >
        <p>
          {t('bars.limit.waiting', { count: waiting })} {t('bars.limit.since')} <Moment at={at} />.{' '}
          {t(`bars.limit.${answer}`, { publisher: publishedBy })}
        </p>
      </Notice>
    </div>
  );
}

/** The button, behind a field for the name where nobody else could press it. */
function LetGo({ workflow, asks }: { workflow: WorkflowView; asks: boolean }) {
  const { t } = useTranslation('pages');
  const client = useQueryClient();
  const [typed, setTyped] = useState('');
  const run = useMutation({
    mutationFn: () =>
      api.liftDailyLimit({ params: { id: workflow.id }, body: asks ? { confirm: typed } : undefined }),
    onSuccess: () => tell(t('bars.limit.gone')),
    onError: tellError,
    onSettled: () => client.invalidateQueries({ queryKey: ['workflow', workflow.id, 'daily-limit'] }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    run.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Group gap="xs" wrap="nowrap" align="end">
        {asks && (
          <TextInput
            size="xs"
            label={t('bars.limit.type', { name: workflow.name })}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        )}
        <Button
          type="submit"
          size="xs"
          loading={run.isPending}
          disabled={asks && typed.trim() !== workflow.name.trim()}
        >
          {t('bars.limit.letGo')}
        </Button>
      </Group>
    </form>
  );
}
