import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { settingsQuery } from '../queries.ts';
import { useMay } from '../use-may.ts';
import { BrakesPanel } from './BrakesPanel.tsx';
import { CapsPanel } from './CapsPanel.tsx';
import { CasesPanel } from './CasesPanel.tsx';
import { DemoPanel } from './DemoPanel.tsx';
import { HolidaysPanel } from './HolidaysPanel.tsx';
import { SendingSwitch } from './SendingSwitch.tsx';
import { WorkspaceForm } from './WorkspaceForm.tsx';

/** What holds for the whole workspace: the company, its zone, the permission rule, and the emergency stop. */
export function WorkspaceSection() {
  const { t } = useTranslation('pages');
  const may = useMay();
  const { data, error, refetch } = useQuery(settingsQuery);
  if (!data) {
    return error ? (
      <ErrorNotice error={error} onRetry={() => void refetch()} />
    ) : (
      <Skeleton height={420} radius="lg" />
    );
  }
  return (
    <>
      {!may('admin') && <Notice tone="info">{t('settings.readOnly')}</Notice>}
      <WorkspaceForm settings={data} readOnly={!may('admin')} />
      <CapsPanel caps={data.caps} readOnly={!may('admin')} />
      <HolidaysPanel holidays={data.holidays} readOnly={!may('admin')} />
      <BrakesPanel brakes={data.brakes} readOnly={!may('admin')} />
      <CasesPanel rule={data.cases} readOnly={!may('admin')} />
      <SendingSwitch stopped={data.sendingStopped} readOnly={!may('admin')} />
      {may('admin') && <DemoPanel />}
    </>
  );
}
