import { Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { SignalView } from '../../../shared/signal.ts';
import { Chip } from '../../ui/Chip.tsx';
import { Panel } from '../../ui/Panel.tsx';

/** What the rules of a signal read, and what of it was never seen here. */
export function SignalNeeds({ needs }: { needs: SignalView['needs'] }) {
  const { t } = useTranslation('pages');
  const all = [...needs.events, ...needs.fields, ...needs.meters];
  if (all.length === 0) return null;
  return (
    <Panel title={t('signals.needs')} about={t('signals.needsAbout')}>
      <Group gap="xs">
        {all.map(({ name, isHere }) => (
          <Chip key={name} tone={isHere ? 'ok' : 'warn'}>
            {isHere ? name : `${name} — ${t('signals.never')}`}
          </Chip>
        ))}
      </Group>
    </Panel>
  );
}
