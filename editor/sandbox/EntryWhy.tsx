import { Skeleton } from '@mantine/core';
import { IconCircleCheckFilled, IconCircleXFilled, IconInfoCircle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type WhyLine, whySentence } from '../../shared/why.ts';
import { api } from '../api-client.ts';
import { formatDateTime } from '../i18n/format.ts';
import { currentLanguage } from '../i18n/language.ts';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { ExplanationTable } from './ExplanationTable.tsx';
import classes from './sandbox.module.css';

/** Why a contact did not enter the live version of a workflow: sentence by sentence, then rule by rule. */
export function EntryWhy({ workflowId, userId }: { workflowId: string; userId: string }) {
  const { t } = useTranslation('sandbox');
  const { data, error, refetch } = useQuery({
    queryKey: ['why', workflowId, userId],
    queryFn: ({ signal }) => api.explainEntry({ params: { id: workflowId }, query: { userId }, signal }),
  });
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton height={96} radius="md" />;
  return (
    <section aria-label={t('why')} className={classes.result}>
      <ul className={classes.why}>
        {data.lines.map((line) => (
          <Line key={line.code} line={line} />
        ))}
      </ul>
      {data.trigger && <ExplanationTable title={t('whyProperties')} explanation={data.trigger} />}
      {data.entry && <ExplanationTable title={t('entryRules')} explanation={data.entry} />}
      {data.goal && <ExplanationTable title={t('whyGoal')} explanation={data.goal} />}
    </section>
  );
}

const icons = {
  allows: IconCircleCheckFilled,
  prevents: IconCircleXFilled,
  tells: IconInfoCircle,
} satisfies Record<WhyLine['effect'], typeof IconInfoCircle>;

function Line({ line }: { line: WhyLine }) {
  const { t } = useTranslation('sandbox');
  const Icon = icons[line.effect];
  return (
    <li className={classes.line} data-effect={line.effect}>
      <Icon size={17} role="img" aria-label={t(`whyEffects.${line.effect}`)} />
      <span>{whySentence(line, currentLanguage(), formatDateTime)}</span>
    </li>
  );
}
