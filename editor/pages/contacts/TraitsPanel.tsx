import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Facts } from '../../ui/Facts.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { valueLines } from '../../ui/value-lines.ts';

/** Everything the product told about a contact, as rules and texts see it. */
export function TraitsPanel({ traits }: { traits: Record<string, unknown> }) {
  const { t } = useTranslation('pages');
  const lines = valueLines(traits);
  return (
    <Panel title={t('contacts.one.traits')}>
      {lines.length > 0 ? (
        <Facts of={lines} />
      ) : (
        <Text size="sm" c="dimmed">
          {t('contacts.one.noTraits')}
        </Text>
      )}
    </Panel>
  );
}
