import { Handle, type NodeProps, Position } from '@xyflow/react';
import { type DragEvent, memo, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useDraft } from '../draft/draft-store.ts';
import { TRIGGER } from '../draft/place.ts';
import { select, useView } from '../draft/view-store.ts';
import type { NoteFlowNode } from './flow-view.ts';

/** A sticky note, beneath the step it is about or beside the trigger. Dragged onto a step it goes there. */
export const NoteNode = memo(function NoteNode({ id, data: { note, lines } }: NodeProps<NoteFlowNode>) {
  const { t } = useTranslation('canvas');
  const element = useRef<HTMLButtonElement>(null);
  const isSelected = useView((view) => view.selected === id);
  // Tab comes to a note from its step, or the canvas would have too many stops.
  const isNear = useView(({ current }) => current === id || current === (note.step ?? TRIGGER));
  const found = useView(({ found }) => (found ? (found.has(id) ? 'on' : 'off') : undefined));
  const asked = useView((view) => (view.focusStep?.id === id ? view.focusStep.count : 0));
  const isReadOnly = useDraft((draft) => draft.isReadOnly);
  useEffect(() => {
    if (asked > 0) element.current?.focus({ preventScroll: true });
  }, [asked]);
  const drag = (event: DragEvent) => {
    event.dataTransfer.setData('text/plain', note.text);
    event.dataTransfer.effectAllowed = 'move';
    useView.setState({ dragged: { note: id } });
  };
  return (
    <>
      {/* The canvas library wants both ends on every node; no line ever comes here. */}
      <Handle type="target" position={Position.Top} isConnectable={false} hidden />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dragging only; the inspector says by keys what a note is about. */}
      <div
        className="mo-paper nopan nodrag"
        data-colour={note.colour ?? 'yellow'}
        data-attached={note.step !== undefined || undefined}
        data-selected={isSelected || undefined}
        data-found={found}
        draggable={!isReadOnly}
        onDragStart={drag}
        onDragEnd={() => useView.setState({ dragged: undefined })}
      >
        <p style={{ WebkitLineClamp: lines }}>{note.text || t('note.empty')}</p>
        <button
          ref={element}
          type="button"
          className="mo-hit"
          data-step={id}
          aria-label={note.text ? t('note.spoken', { text: note.text }) : t('note.empty')}
          aria-pressed={isSelected}
          tabIndex={isNear ? 0 : -1}
          onFocus={() => useView.setState({ current: id })}
          onClick={() => select(id)}
        />
      </div>
    </>
  );
});
