import { VisuallyHidden } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../api-client.ts';
import { Panel } from '../../ui/Panel.tsx';
import { useMay } from '../use-may.ts';
import classes from './ConnectPage.module.css';
import { TEST_EVENT } from './send-test-event.ts';

/** How far the connecting is, read from what the server has seen. */
export function Checklist() {
  const { t } = useTranslation('pages');
  const may = useMay();
  const keys = useQuery({
    queryKey: ['keys', 'any'],
    queryFn: ({ signal }) => api.listKeys({ signal }),
    enabled: may('manager'),
  });
  const vocabulary = useQuery({
    queryKey: ['vocabulary'],
    queryFn: ({ signal }) => api.getVocabulary({ signal }),
    refetchInterval: 10_000,
  });
  const events = vocabulary.data?.events.filter(({ name }) => name !== TEST_EVENT) ?? [];
  const identified = (vocabulary.data?.traits.length ?? 0) > 0;
  const arrived = events.length > 0;
  const steps = [
    {
      id: 'key',
      done: arrived || (keys.data?.items.some(({ kind }) => kind !== 'api') ?? false),
    },
    { id: 'snippet', done: arrived || identified },
    { id: 'identify', done: identified },
    { id: 'event', done: arrived },
  ] as const;
  return (
    <Panel title={t('connect.steps.title')}>
      <ol className={classes.checks}>
        {steps.map(({ id, done }) => (
          <li key={id}>
            <span className={classes.mark} data-done={done || undefined}>
              {done && <IconCheck size={14} stroke={2.6} aria-hidden />}
            </span>
            <div>
              <strong>
                {t(`connect.steps.${id}`)}
                <VisuallyHidden> ({t(done ? 'connect.steps.done' : 'connect.steps.open')})</VisuallyHidden>
              </strong>
              <p>{t(`connect.steps.${id}Text`)}</p>
            </div>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
