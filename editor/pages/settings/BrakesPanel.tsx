import { Button, Group, NumberInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../../shared/settings.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { useChangeSettings } from './use-change-settings.ts';

type Brakes = Settings['brakes'];

/** How much of a workflow's mail may come back or be called spam before the workflow is stopped. */
export function BrakesPanel({ brakes, readOnly }: { brakes: Brakes; readOnly: boolean }) {
  const { t } = useTranslation(['pages', 'shell']);
  const change = useChangeSettings();
  const [edited, setEdited] = useState<Brakes>();
  const shown = edited ?? brakes;
  const field = (name: keyof Brakes, least: number) => (
    <NumberInput
      size="xs"
      w={260}
      label={t(`bars.brakes.${name}`)}
      min={least}
      max={100}
      decimalScale={2}
      disabled={readOnly}
      value={shown[name]}
      onChange={(next) =>
        setEdited({ ...shown, [name]: Math.min(100, Math.max(least, Number(next) || least)) })
      }
    />
  );
  return (
    <Panel title={t('bars.brakes.title')} about={t('bars.brakes.about')}>
      <Group gap="md" align="end">
        {field('bouncePercent', 0.1)}
        {field('complaintPercent', 0.01)}
        {!readOnly && (
          <Button
            size="sm"
            loading={change.isPending}
            disabled={!edited}
            onClick={() =>
              edited && change.mutate({ brakes: edited }, { onSuccess: () => setEdited(undefined) })
            }
          >
            {t('shell:common.save')}
          </Button>
        )}
      </Group>
      <ErrorNotice error={change.error} />
    </Panel>
  );
}
