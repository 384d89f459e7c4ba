import { ActionIcon } from '@mantine/core';
import {
  IconKeyboard,
  IconListTree,
  IconMap2,
  IconMaximize,
  IconMinus,
  IconNote,
  IconPlus,
  type TablerIcon,
} from '@tabler/icons-react';
import { useStore } from '@xyflow/react';
import { useTranslation } from 'react-i18next';
import { useDraft } from '../draft/draft-store.ts';
import { writeNote } from '../draft/note-commands.ts';
import { useView } from '../draft/view-store.ts';
import { Hint } from '../ui/Hint.tsx';
import type { Camera } from './use-camera.ts';

interface CanvasToolbarProps {
  camera: Camera;
  hasMap: boolean;
  onMap: () => void;
  onShortcuts: () => void;
}

/** Zoom, mini map, outline and help, at the lower left of the canvas. */
export function CanvasToolbar({ camera, hasMap, onMap, onShortcuts }: CanvasToolbarProps) {
  const { t } = useTranslation('canvas');
  const percent = useStore(({ transform }) => Math.round(transform[2] * 100));
  const isReadOnly = useDraft((draft) => draft.isReadOnly);
  const hasOutline = useView((view) => view.outline);
  return (
    <div className="mo-toolbar" role="toolbar" aria-label={t('tools.label')}>
      <Tool label={t('tools.zoomOut')} keys="−" icon={IconMinus} onClick={() => camera.zoom('out')} />
      <Hint label={t('tools.actual')} keys="1">
        <button
          type="button"
          className="mo-zoom"
          aria-label={`${t('tools.zoom', { percent })}: ${t('tools.actual')}`}
          onClick={camera.actual}
        >
          {percent}%
        </button>
      </Hint>
      <Tool label={t('tools.zoomIn')} keys="+" icon={IconPlus} onClick={() => camera.zoom('in')} />
      <Tool label={t('tools.fit')} keys="F" icon={IconMaximize} onClick={camera.fit} />
      <Tool label={t('tools.map')} icon={IconMap2} pressed={hasMap} onClick={onMap} />
      <Tool
        label={t('tools.outline')}
        keys="O"
        icon={IconListTree}
        pressed={hasOutline}
        onClick={() => useView.setState({ outline: !hasOutline })}
      />
      {!isReadOnly && <Tool label={t('tools.note')} keys="N" icon={IconNote} onClick={writeNote} />}
      <Tool label={t('tools.shortcuts')} keys="?" icon={IconKeyboard} onClick={onShortcuts} />
    </div>
  );
}

interface ToolProps {
  label: string;
  keys?: string;
  icon: TablerIcon;
  pressed?: boolean;
  onClick: () => void;
}

function Tool({ label, keys, icon: Icon, pressed, onClick }: ToolProps) {
  return (
    <Hint label={label} keys={keys}>
      <ActionIcon
        size={32}
        aria-label={label}
        aria-pressed={pressed}
        data-on={pressed || undefined}
        onClick={onClick}
      >
        <Icon size={18} stroke={1.8} />
      </ActionIcon>
    </Hint>
  );
}
