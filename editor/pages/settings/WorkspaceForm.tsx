import { Button, Group, Radio, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../../shared/settings.ts';
import { languageNames, languages } from '../../i18n/languages.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { useChangeSettings } from './use-change-settings.ts';

/** The company and how it writes to people. */
export function WorkspaceForm({ settings, readOnly }: { settings: Settings; readOnly: boolean }) {
  const { t } = useTranslation(['pages', 'shell']);
  const change = useChangeSettings();
  const { companyName, postalAddress, zone, permissionRule, language } = settings;
  const form = useForm({ initialValues: { companyName, postalAddress, zone, permissionRule, language } });
  return (
    <form
      onSubmit={form.onSubmit((values) =>
        change.mutate(values, { onSuccess: () => form.resetDirty(values) }),
      )}
    >
      <Stack>
        <Panel title={t('settings.workspace.company')}>
          <Stack maw={520}>
            <TextInput
              size="sm"
              label={t('settings.workspace.companyName')}
              readOnly={readOnly}
              {...form.getInputProps('companyName')}
            />
            <Textarea
              size="sm"
              label={t('settings.workspace.postalAddress')}
              description={t('settings.workspace.postalAddressHint')}
              autosize
              minRows={2}
              readOnly={readOnly}
              {...form.getInputProps('postalAddress')}
            />
            <Select
              size="sm"
              label={t('settings.workspace.zone')}
              description={t('settings.workspace.zoneHint')}
              data={zones(zone)}
              searchable
              limit={60}
              disabled={readOnly}
              {...form.getInputProps('zone')}
            />
            <Select
              size="sm"
              label={t('settings.workspace.language')}
              description={t('settings.workspace.languageHint')}
              data={languages.map((value) => ({ value, label: languageNames[value] }))}
              disabled={readOnly}
              {...form.getInputProps('language')}
            />
          </Stack>
        </Panel>
        <Panel title={t('settings.workspace.permission')} about={t('settings.workspace.permissionAbout')}>
          <Radio.Group
            aria-label={t('settings.workspace.permission')}
            {...form.getInputProps('permissionRule')}
          >
            <Stack gap="sm">
              <Radio
                value="existing-customers"
                disabled={readOnly}
                label={t('settings.workspace.existing-customers')}
                description={t('settings.workspace.existingHint')}
              />
              <Radio
                value="consent"
                disabled={readOnly}
                label={t('settings.workspace.consent')}
                description={t('settings.workspace.consentHint')}
              />
            </Stack>
          </Radio.Group>
        </Panel>
        <ErrorNotice error={change.error} />
        {!readOnly && (
          <Group>
            <Button type="submit" size="sm" loading={change.isPending} disabled={!form.isDirty()}>
              {t('shell:common.save')}
            </Button>
          </Group>
        )}
      </Stack>
    </form>
  );
}

/** Every zone the browser knows, and the one that is set. */
function zones(current: string): string[] {
  return [...new Set(['UTC', current, ...Intl.supportedValuesOf('timeZone')])];
}
