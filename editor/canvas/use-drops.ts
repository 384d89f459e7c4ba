import { type DragEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { undo } from '../draft/draft-store.ts';
import { pinNote } from '../draft/note-commands.ts';
import { takeText } from '../draft/take-file.ts';
import { useView } from '../draft/view-store.ts';
import { schemasThere } from '../schemas.ts';
import { tellFailure } from '../ui/notify.ts';
import { tellWithUndo } from '../ui/tell-with-undo.tsx';

/** Larger files are no workflow: the API takes none above a megabyte either. */
const LARGEST = 1_000_000;

/** Takes over a JSON file and says so, with the way back. */
export function useTakeFile(): (file: File) => Promise<void> {
  const { t } = useTranslation('canvas');
  return async (file) => {
    await schemasThere();
    const taken = file.size > LARGEST ? 'nothing' : takeText(await file.text());
    if (taken === 'nothing') tellFailure(t('file.unreadable', { name: file.name }));
    else tellWithUndo(t(`file.${taken}`, { name: file.name }), undo);
  };
}

/** What may be dropped on the empty canvas: a file with a workflow or steps, and a note that shall stand free. */
export function useDrops(): {
  isOver: boolean;
  handlers: Record<'onDragOver' | 'onDragLeave' | 'onDrop', (event: DragEvent) => void>;
} {
  const take = useTakeFile();
  const [isOver, setOver] = useState(false);
  return {
    isOver,
    handlers: {
      onDragOver: (event) => {
        const hasFile = event.dataTransfer.types.includes('Files');
        if (hasFile || noteDragged() !== undefined) event.preventDefault();
        if (hasFile) setOver(true);
      },
      onDragLeave: ({ currentTarget, relatedTarget }) => {
        if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setOver(false);
      },
      onDrop: (event) => {
        setOver(false);
        const note = noteDragged();
        const [file] = event.dataTransfer.files;
        if (note === undefined && !file) return;
        event.preventDefault();
        useView.setState({ dragged: undefined });
        if (note !== undefined) pinNote(note, undefined);
        else if (file) void take(file);
      },
    },
  };
}

function noteDragged(): string | undefined {
  const { dragged } = useView.getState();
  return dragged && 'note' in dragged ? dragged.note : undefined;
}
