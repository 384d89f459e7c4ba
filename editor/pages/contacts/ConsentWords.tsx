import { Group, Stack, TagsInput, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface ConsentWordsProps {
  words: { granted: string[]; denied: string[] };
  onChange: (words: { granted: string[]; denied: string[] }) => void;
}

/** Which words of the consent column mean yes and no; nothing is guessed. */
export function ConsentWords({ words, onChange }: ConsentWordsProps) {
  const { t } = useTranslation('pages');
  return (
    <Stack gap={6}>
      <Text size="sm">{t('tables.consent')}</Text>
      <Group grow align="flex-start">
        {(['granted', 'denied'] as const).map((meaning) => (
          <TagsInput
            key={meaning}
            size="sm"
            label={t(`tables.${meaning}`)}
            value={words[meaning]}
            onChange={(list) => onChange({ ...words, [meaning]: list })}
          />
        ))}
      </Group>
    </Stack>
  );
}
