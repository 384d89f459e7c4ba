import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ask } from '../../ui/ask.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { useChangeSettings } from './use-change-settings.ts';

/** The emergency stop for all mail. */
export function SendingSwitch({ stopped, readOnly }: { stopped: boolean; readOnly: boolean }) {
  const { t } = useTranslation('pages');
  const change = useChangeSettings();
  async function toggle() {
    const question = {
      title: t('settings.workspace.stopTitle'),
      text: t('settings.workspace.stopText'),
      confirm: t('settings.workspace.stopButton'),
      grave: true,
    };
    // Allowing again is harmless enough to do at once.
    if (stopped || (await ask(question))) change.mutate({ sendingStopped: !stopped });
  }
  return (
    <Panel
      title={t('settings.workspace.stop')}
      about={t('settings.workspace.stopAbout')}
      actions={stopped && <Chip tone="warn">{t('settings.workspace.stopped')}</Chip>}
    >
      <ErrorNotice error={change.error} />
      <Button
        size="sm"
        variant={stopped ? 'filled' : 'outline'}
        color={stopped ? 'brand' : 'red'}
        disabled={readOnly}
        loading={change.isPending}
        onClick={() => void toggle()}
      >
        {t(stopped ? 'settings.workspace.goButton' : 'settings.workspace.stopButton')}
      </Button>
    </Panel>
  );
}
