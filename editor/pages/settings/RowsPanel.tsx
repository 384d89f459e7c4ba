import { ActionIcon, Button, Group, Stack, Text } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../../shared/settings.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { useChangeSettings } from './use-change-settings.ts';

interface RowsPanelProps<Row> {
  words: {
    title: string;
    about: string;
    none: string;
    add: string;
    /** What the fields of a row are together, and the button that takes it away, by its number. */
    one: (number: number) => string;
    remove: (number: number) => string;
  };
  rows: readonly Row[];
  readOnly: boolean;
  most: number;
  /** A row that is added. */
  blank: Row;
  /** The part of the settings that the rows are. */
  toSettings: (rows: Row[]) => Partial<Settings>;
  children: (row: Row, index: number, set: (part: Partial<Row>) => void) => ReactNode;
}

/** A list in the settings that is edited row by row and saved as a whole. */
export function RowsPanel<Row extends object>(props: RowsPanelProps<Row>) {
  const { words, rows, readOnly, most, blank, toSettings, children } = props;
  const { t } = useTranslation('shell');
  const change = useChangeSettings();
  const [edited, setEdited] = useState<readonly Row[]>();
  const shown = edited ?? rows;
  const set = (index: number, part: Partial<Row>) =>
    setEdited(shown.map((each, at) => (at === index ? { ...each, ...part } : each)));
  return (
    <Panel title={words.title} about={words.about}>
      <Stack gap="sm">
        {shown.length === 0 && <Text size="sm">{words.none}</Text>}
        {shown.map((row, index) => (
          <Group
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place.
            key={index}
            gap="xs"
            align="end"
            wrap="wrap"
            role="group"
            aria-label={words.one(index + 1)}
          >
            {children(row, index, (part) => set(index, part))}
            {!readOnly && (
              <ActionIcon
                size={30}
                variant="subtle"
                color="gray"
                aria-label={words.remove(index + 1)}
                onClick={() => setEdited(shown.filter((_, at) => at !== index))}
              >
                <IconTrash size={16} />
              </ActionIcon>
            )}
          </Group>
        ))}
        <ErrorNotice error={change.error} />
        {!readOnly && (
          <Group gap="xs">
            <Button
              size="sm"
              loading={change.isPending}
              disabled={!edited}
              onClick={() => change.mutate(toSettings([...shown]), { onSuccess: () => setEdited(undefined) })}
            >
              {t('common.save')}
            </Button>
            <Button
              size="sm"
              variant="default"
              leftSection={<IconPlus size={14} />}
              disabled={shown.length >= most}
              onClick={() => setEdited([...shown, blank])}
            >
              {words.add}
            </Button>
          </Group>
        )}
      </Stack>
    </Panel>
  );
}
