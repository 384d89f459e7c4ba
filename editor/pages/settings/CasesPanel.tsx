import { Select, Stack, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../../shared/settings.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { useChangeSettings } from './use-change-settings.ts';

const opensOn = ['high', 'medium', 'never'] as const;

/** When the rescue of an account is opened and closed by itself. */
export function CasesPanel({ rule, readOnly }: { rule: Settings['cases']; readOnly: boolean }) {
  const { t } = useTranslation('pages');
  const change = useChangeSettings();
  const save = (part: Partial<Settings['cases']>) => change.mutate({ cases: { ...rule, ...part } });
  return (
    <Panel title={t('cases.settings.title')} about={t('cases.settings.about')}>
      <Stack gap="sm">
        <Select
          w={320}
          label={t('cases.settings.opensOn')}
          data={opensOn.map((value) => ({ value, label: t(`cases.settings.${value}`) }))}
          value={rule.opensOn}
          allowDeselect={false}
          disabled={readOnly || change.isPending}
          onChange={(value) => save({ opensOn: opensOn.find((each) => each === value) ?? 'high' })}
        />
        <Switch
          label={t('cases.settings.closesWhenSaved')}
          checked={rule.closesWhenSaved}
          disabled={readOnly || change.isPending}
          onChange={({ currentTarget }) => save({ closesWhenSaved: currentTarget.checked })}
        />
        <ErrorNotice error={change.error} />
      </Stack>
    </Panel>
  );
}
