import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Facts } from '../../ui/Facts.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { valueText } from '../../ui/value-text.ts';

/** Everything the product told about a contact, as rules and texts see it. */
export function TraitsPanel({ traits }: { traits: Record<string, unknown> }) {
  const { t } = useTranslation('pages');
  const lines = Object.entries(traits).map(([name, value]) => [name, valueText(value)] as const);
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
