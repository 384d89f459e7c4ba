import { Button, Drawer, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnswerOf, BodyInput } from '../../../shared/api.ts';
import { standstills } from '../../../shared/enrolment.ts';
import { api } from '../../api-client.ts';
import { ask } from '../../ui/ask.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { JobProgress } from '../../ui/JobProgress.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { tell, tellError } from '../../ui/notify.ts';
import { useMay } from '../use-may.ts';
import { parkedQuery } from './queries.ts';
import classes from './sheets.module.css';

type Decision = BodyInput<'releaseParked'>;
type Reason = AnswerOf<'listParked'>['reasons'][number];

/** How many stand still in the workflow, and what becomes of them; nothing where everybody moves. */
export function StuckPeople({ workflowId, isLive }: { workflowId: string; isLive: boolean }) {
  const { t } = useTranslation(['pages', 'shell']);
  const [isOpen, drawer] = useDisclosure(false);
  const { data, error, refetch } = useQuery(parkedQuery(workflowId, isLive));
  const total = data?.total ?? 0;
  return (
    <>
      {total > 0 && (
        <Button
          size="compact-sm"
          variant="light"
          color="red"
          leftSection={<IconAlertTriangle size={15} />}
          onClick={drawer.open}
        >
          {t('running.stuck.count', { count: total })}
        </Button>
      )}
      <Drawer
        opened={isOpen}
        onClose={drawer.close}
        position="right"
        size="md"
        title={t('running.stuck.title')}
        closeButtonProps={{ 'aria-label': t('shell:common.close') }}
      >
        <Text size="sm" mb="sm">
          {t(total > 0 ? 'running.stuck.about' : 'running.stuck.nobody')}
        </Text>
        <ErrorNotice error={data ? null : error} onRetry={() => void refetch()} />
        <Reasons workflowId={workflowId} reasons={data?.reasons ?? []} />
      </Drawer>
    </>
  );
}

function Reasons({ workflowId, reasons }: { workflowId: string; reasons: Reason[] }) {
  const { t } = useTranslation('pages');
  const client = useQueryClient();
  const may = useMay();
  const [job, setJob] = useState<string>();
  const run = useMutation({
    mutationFn: (body: Decision) => api.releaseParked({ params: { id: workflowId }, body }),
    onSuccess: (answer) => setJob(answer.job),
    onError: tellError,
  });
  const done = () => {
    setJob(undefined);
    void client.invalidateQueries({ queryKey: ['workflow', workflowId] });
  };
  async function decide(verb: Decision['do'], { reason, count }: Reason) {
    const question = {
      title: t(`running.stuck.${verb}Title`, { count }),
      text: t(`running.stuck.${verb}Text`),
      confirm: t(`running.stuck.${verb}`, { count }),
      grave: verb === 'take-out',
    };
    if (verb === 'retry' || (await ask(question))) run.mutate({ do: verb, reason });
  }
  if (job !== undefined)
    return (
      <JobProgress
        job={job}
        label={t('running.stuck.working')}
        onDone={() => {
          tell(t('running.stuck.done'));
          done();
        }}
        onFailed={(failure) => {
          tellError(failure);
          done();
        }}
      />
    );
  return (
    <ul className={classes.stuckList}>
      {reasons.map((group) => (
        <li key={group.reason}>
          <StuckReason reason={group.reason} />
          <small>
            {t('running.stuck.people', { count: group.count })} · {t('running.stuck.since')}{' '}
            <Moment at={group.since} />
          </small>
          {may('marketer') && (
            <Group gap="xs" mt={6}>
              {(['retry', 'skip', 'take-out'] as const).map((verb) => (
                <Button
                  key={verb}
                  size="compact-sm"
                  variant={verb === 'retry' ? 'filled' : 'default'}
                  loading={run.isPending}
                  onClick={() => void decide(verb, group)}
                >
                  {t(`running.stuck.${verb}`, { count: group.count })}
                </Button>
              ))}
            </Group>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Who stands still in a paused workflow goes on with it, and is not shown here. */
const known = standstills.filter((each) => each !== 'workflow-paused');

/** Why they stand still: known reasons in words, the text of a fault as it came. */
function StuckReason({ reason }: { reason: string }) {
  const { t } = useTranslation('pages');
  const code = known.find((each) => each === reason);
  const detail = reason.replace(/^fault: /, '');
  return <b>{code ? t(`running.stuck.reasons.${code}`) : t('running.stuck.reasons.fault', { detail })}</b>;
}
