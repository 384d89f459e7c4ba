import { Button, Group } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api-client.ts';
import { ask } from '../../ui/ask.tsx';
import { JobProgress } from '../../ui/JobProgress.tsx';
import { tell, tellError } from '../../ui/notify.ts';

type Decision = 'approve' | 'discard';

/** Decides about everything that waits for a yes at once, with its progress. */
export function ReviewAll() {
  const { t } = useTranslation('pages');
  const client = useQueryClient();
  const [job, setJob] = useState<string>();
  const run = useMutation({
    mutationFn: (verb: Decision) => api.reviewHeld({ body: { do: verb } }),
    onSuccess: (answer) => setJob(answer.job),
    onError: tellError,
  });
  const finish = () => {
    setJob(undefined);
    void client.invalidateQueries({ queryKey: ['messages'] });
    void client.invalidateQueries({ queryKey: ['held'] });
  };
  async function decide(verb: Decision) {
    const question = {
      title: t(`running.review.${verb}Title`),
      text: t(`running.review.${verb}Text`),
      confirm: t(`running.review.${verb}`),
      grave: verb === 'discard',
    };
    if (await ask(question)) run.mutate(verb);
  }
  if (job !== undefined)
    return (
      <JobProgress
        job={job}
        label={t('running.review.working')}
        onDone={() => {
          tell(t('running.review.done'));
          finish();
        }}
        onFailed={(failure) => {
          tellError(failure);
          finish();
        }}
      />
    );
  return (
    <Group gap="xs">
      <Button size="sm" variant="default" disabled={run.isPending} onClick={() => void decide('discard')}>
        {t('running.review.discard')}
      </Button>
      <Button size="sm" loading={run.isPending} onClick={() => void decide('approve')}>
        {t('running.review.approve')}
      </Button>
    </Group>
  );
}
