import { useTranslation } from 'react-i18next';
import type { ApiProblem } from '../../api-client.ts';
import { JobProgress } from '../../ui/JobProgress.tsx';

interface DemoLoadingProps {
  job: string;
  onDone: () => void;
  onFailed: (failure: ApiProblem) => void;
}

/** Follows the loading of the demo data, saying what is being made. */
export function DemoLoading({ job, onDone, onFailed }: DemoLoadingProps) {
  const { t } = useTranslation('shell');
  const phases = {
    workflows: t('demo.phases.workflows'),
    activity: t('demo.phases.activity'),
    signals: t('demo.phases.signals'),
    history: t('demo.phases.history'),
  };
  return (
    <JobProgress job={job} label={t('demo.loading')} phases={phases} onDone={onDone} onFailed={onFailed} />
  );
}
