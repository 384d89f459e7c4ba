import { Button, Input, SegmentedControl, Select, Textarea } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { MAX_NOTE_LENGTH, noteColours } from '../../shared/workflow.ts';
import { stepName } from '../canvas/step-words.ts';
import { useDraft } from '../draft/draft-store.ts';
import { discardNote, editNote, pinNote } from '../draft/note-commands.ts';
import type { Note } from '../draft/notes.ts';
import fields from './fields.module.css';

const WHOLE = ':workflow';

/** What a sticky note says, what it is about and how it looks. */
export function NoteForm({ id, note }: { id: string; note: Note }) {
  const { t } = useTranslation('inspector');
  const steps = useDraft(({ history }) => history.present.steps);
  const about = Object.entries(steps)
    .filter(([, { kind }]) => kind !== 'exit')
    .map(([value, step]) => ({ value, label: stepName(step) }));
  return (
    <div className={fields.form}>
      <Textarea
        label={t('note.text')}
        description={t('note.hint')}
        data-path="note.text"
        autosize
        minRows={4}
        maxRows={16}
        maxLength={MAX_NOTE_LENGTH}
        value={note.text}
        onChange={({ currentTarget: { value } }) => editNote(id, (was) => ({ ...was, text: value }), 'text')}
      />
      <Select
        label={t('note.about')}
        data={[{ value: WHOLE, label: t('note.whole') }, ...about]}
        value={note.step ?? WHOLE}
        allowDeselect={false}
        searchable
        onChange={(value) => pinNote(id, value === null || value === WHOLE ? undefined : value)}
      />
      <Input.Wrapper label={t('note.colour')} labelElement="div">
        <SegmentedControl
          fullWidth
          aria-label={t('note.colour')}
          value={note.colour ?? 'yellow'}
          data={noteColours.map((value) => ({ value, label: t(`note.colours.${value}`) }))}
          onChange={(value) =>
            editNote(id, (was) => ({
              ...was,
              colour: noteColours.find((one) => one === value) ?? was.colour,
            }))
          }
        />
      </Input.Wrapper>
      <Button
        variant="subtle"
        color="red"
        leftSection={<IconTrash size={15} aria-hidden />}
        onClick={() => discardNote(id)}
      >
        {t('note.delete')}
      </Button>
    </div>
  );
}
