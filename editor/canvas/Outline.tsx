import './outline.css';
import { ActionIcon } from '@mantine/core';
import {
  IconArrowBack,
  IconArrowDown,
  IconArrowUp,
  IconNote,
  IconPencil,
  IconPlus,
  IconTrash,
  IconX,
} from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { renameStep, shift } from '../draft/commands.ts';
import { useDraft } from '../draft/draft-store.ts';
import { discardNote } from '../draft/note-commands.ts';
import { entrance, type Place, placesAfter, TRIGGER } from '../draft/place.ts';
import { openInsertMenu, select, useView } from '../draft/view-store.ts';
import { focusInspector } from '../inspector/focus-inspector.ts';
import { KindIcon } from './KindIcon.tsx';
import { type OutlineLine, outlineOf } from './outline-tree.ts';
import { exitLabel, kindTitle, nameIn, spokenName, stepName, triggerName } from './step-words.ts';
import { useWords } from './use-words.ts';

/**
 * The workflow as a tree: everything the canvas can do, without a canvas. Arrow keys walk, Enter opens the settings,
 * F2 renames, Alt with an arrow moves, / adds, Delete deletes; the selected line has the same as buttons.
 */
export function Outline({ onRemove }: { onRemove: (id: string) => void }) {
  const { t } = useTranslation('canvas');
  useWords();
  const workflow = useDraft(({ history }) => history.present);
  const isReadOnly = useDraft((draft) => draft.isReadOnly);
  const lines = useMemo(() => outlineOf(workflow), [workflow]);
  const [renaming, setRenaming] = useState<string>();
  const [at, setAt] = useState<string>(TRIGGER);
  const tree = useRef<HTMLDivElement>(null);
  const keys = [TRIGGER, ...lines.map(keyOf)];
  const current = keys.includes(at) ? at : TRIGGER;
  const focus = (key: string | undefined) => {
    if (key === undefined) return;
    setAt(key);
    tree.current?.querySelector<HTMLElement>(`[data-line="${CSS.escape(key)}"]`)?.focus();
  };
  const add = (places: readonly Place[]) => {
    const { left, bottom } = (document.activeElement ?? document.body).getBoundingClientRect();
    if (!isReadOnly && places.length > 0) openInsertMenu({ places, anchor: { x: left + 24, y: bottom + 4 } });
  };
  const endRenaming = (name?: string) => {
    if (renaming === undefined) return;
    if (name !== undefined) renameStep(renaming, name);
    setRenaming(undefined);
    focus(renaming);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target instanceof HTMLInputElement) return;
    const index = keys.indexOf(current);
    const line = lines[index - 1];
    const id = line?.is === 'step' ? line.id : undefined;
    const done = ((): boolean => {
      switch (event.key) {
        case 'ArrowDown':
        case 'ArrowUp':
          if (!event.altKey) focus(keys[index + (event.key === 'ArrowDown' ? 1 : -1)]);
          else if (id !== undefined) shift([id], event.key === 'ArrowDown' ? 'down' : 'up', { focus: false });
          return true;
        case 'ArrowLeft':
          focus(parentOf(lines, index - 1));
          return true;
        case 'ArrowRight':
          if ((lines[index]?.level ?? 0) > (line?.level ?? -1)) focus(keys[index + 1]);
          return true;
        case 'Home':
          focus(keys[0]);
          return true;
        case 'End':
          focus(keys.at(-1));
          return true;
        case 'Enter':
        case ' ':
          choose(current, line);
          if (event.key === 'Enter' && line?.is !== 'jump') focusInspector();
          return true;
        case 'F2':
          if (id !== undefined && !isReadOnly) setRenaming(id);
          return true;
        case '/':
          add(placesOf(workflow, line));
          return true;
        case 'Delete':
          if (id !== undefined) onRemove(id);
          else if (line?.is === 'note' && !isReadOnly) {
            discardNote(line.key);
            focus(keys[index - 1]);
          }
          return true;
        default:
          return false;
      }
    })();
    if (!done) return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <section className="mo-outline" data-outline-list aria-label={t('outline.label')}>
      <header className="mo-outline-head">
        <h2>{t('outline.label')}</h2>
        <ActionIcon aria-label={t('outline.close')} onClick={() => useView.setState({ outline: false })}>
          <IconX size={17} />
        </ActionIcon>
      </header>
      <p className="mo-outline-hint" id="outline-hint">
        {t('outline.hint')}
      </p>
      <div
        ref={tree}
        role="tree"
        aria-label={t('outline.label')}
        aria-describedby="outline-hint"
        className="mo-outline-list"
        onKeyDown={onKeyDown}
      >
        {[undefined, ...lines].map((line, index) => {
          const key = keys[index] ?? TRIGGER;
          return (
            <Line
              key={key}
              id={key}
              line={line}
              isCurrent={key === current}
              isRenaming={renaming === key}
              onFocus={() => setAt(key)}
              onRename={() => setRenaming(key)}
              onRenamed={endRenaming}
              onAdd={() => add(placesOf(workflow, line))}
              onRemove={onRemove}
            />
          );
        })}
      </div>
    </section>
  );
}

function keyOf(line: OutlineLine): string {
  if (line.is === 'step') return line.id;
  return line.is === 'note' ? line.key : `${line.is} ${line.place.from} ${line.place.exit}`;
}

/** Where “add” adds from a line. */
function placesOf(
  workflow: Parameters<typeof placesAfter>[0],
  line: OutlineLine | undefined,
): readonly Place[] {
  if (!line) return [entrance];
  if (line.is === 'note') return [];
  return line.is === 'step' ? placesAfter(workflow, line.id) : [line.place];
}

/** Selecting in the outline never moves the focus away from it. */
function choose(key: string, line: OutlineLine | undefined): void {
  if (line?.is === 'jump') select(line.to, { centre: true });
  else if (line?.is === 'path') select(line.place.from, { centre: true });
  else select(key, { centre: true });
}

/** The line one level up that a line stands under. */
function parentOf(lines: readonly OutlineLine[], index: number): string {
  const level = lines[index]?.level ?? 0;
  for (let at = index - 1; at >= 0; at -= 1) {
    const line = lines[at];
    if (line && line.level < level) return keyOf(line);
  }
  return TRIGGER;
}

interface LineProps {
  id: string;
  /** Undefined for the trigger. */
  line: OutlineLine | undefined;
  isCurrent: boolean;
  isRenaming: boolean;
  onFocus: () => void;
  onRename: () => void;
  onRenamed: (name?: string) => void;
  onAdd: () => void;
  onRemove: (id: string) => void;
}

function Line({ id, line, isCurrent, isRenaming, onFocus, onRename, onRenamed, onAdd, onRemove }: LineProps) {
  const { t } = useTranslation('canvas');
  const workflow = useDraft(({ history }) => history.present);
  const isReadOnly = useDraft((draft) => draft.isReadOnly);
  const isSelected = useView((view) => view.selected === id || view.marked.has(id));
  const step = line?.is === 'step' ? workflow.steps[line.id] : undefined;
  const words = wordsOf();
  const isEditable = step !== undefined && step.kind !== 'exit' && !isReadOnly;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree takes the keys for all its lines.
    <div
      role="treeitem"
      tabIndex={isCurrent ? 0 : -1}
      data-line={id}
      aria-level={(line?.level ?? 0) + 1}
      aria-selected={isSelected}
      aria-label={words.spoken}
      className={`mo-outline-line${line?.is === 'path' ? ' mo-outline-path' : ''}`}
      data-selected={isSelected || undefined}
      style={{ paddingInlineStart: 8 + (line?.level ?? 0) * 14 }}
      onFocus={onFocus}
      onClick={(event) => {
        if (!(event.target instanceof Element && event.target.closest('button, input'))) choose(id, line);
      }}
      onDoubleClick={() => isEditable && onRename()}
    >
      {words.icon}
      {isRenaming && step ? (
        <input
          // biome-ignore lint/a11y/noAutofocus: it appears because somebody asked to write here.
          autoFocus
          aria-label={t('outline.newName')}
          defaultValue={step.name ?? ''}
          placeholder={stepName(step)}
          maxLength={200}
          onFocus={(event) => event.currentTarget.select()}
          onBlur={(event) => onRenamed(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') event.currentTarget.blur();
            if (event.key === 'Escape') onRenamed();
          }}
        />
      ) : (
        <span className="mo-outline-name">{words.shown}</span>
      )}
      {!isReadOnly && line?.is !== 'jump' && line?.is !== 'note' && (
        <span className="mo-outline-tools">
          {step?.kind !== 'exit' && (
            <Tool label={words.add} onClick={onAdd}>
              <IconPlus size={15} />
            </Tool>
          )}
          {isEditable && (
            <>
              <Tool label={t('outline.rename', { name: words.shown })} onClick={onRename}>
                <IconPencil size={15} />
              </Tool>
              <Tool
                label={t('outline.moveUp', { name: words.shown })}
                onClick={() => shift([id], 'up', { focus: false })}
              >
                <IconArrowUp size={15} />
              </Tool>
              <Tool
                label={t('outline.moveDown', { name: words.shown })}
                onClick={() => shift([id], 'down', { focus: false })}
              >
                <IconArrowDown size={15} />
              </Tool>
              <Tool label={t('outline.remove', { name: words.shown })} isGrave onClick={() => onRemove(id)}>
                <IconTrash size={15} />
              </Tool>
            </>
          )}
        </span>
      )}
    </div>
  );

  function wordsOf(): { shown: string; spoken: string; add: string; icon?: ReactNode } {
    if (!line) {
      const shown = `${kindTitle('trigger')}: ${triggerName(workflow)}`;
      const add = t('addAfter', { name: kindTitle('trigger') });
      return {
        shown,
        spoken: shown,
        add,
        icon: <KindIcon kind="trigger" trigger={workflow.entry.trigger.kind} size={26} />,
      };
    }
    if (line.is === 'note') {
      const shown = line.text || t('note.empty');
      return {
        shown,
        spoken: t('note.spoken', { text: shown }),
        add: '',
        icon: <IconNote size={16} aria-hidden />,
      };
    }
    if (line.is === 'jump') {
      const shown = t('goTo', { name: nameIn(workflow, line.to) });
      return { shown, spoken: shown, add: '', icon: <IconArrowBack size={16} aria-hidden /> };
    }
    const owner = workflow.steps[line.is === 'path' ? line.place.from : line.id];
    if (!owner) return { shown: id, spoken: id, add: '' };
    if (line.is === 'path') {
      const path = exitLabel(owner, line.place.exit);
      const add = t('addAfterOn', { name: stepName(owner), path });
      return { shown: path, spoken: t('outline.path', { path }), add };
    }
    const name = stepName(owner);
    const icon = <KindIcon kind={owner.kind} size={26} />;
    return { shown: name, spoken: spokenName(owner), add: t('addAfter', { name }), icon };
  }
}

interface ToolProps {
  label: string;
  isGrave?: boolean;
  onClick: () => void;
  children: ReactNode;
}

/** A line's buttons are for the pointer; keys do the same for whoever walks the tree. */
function Tool({ label, isGrave, onClick, children }: ToolProps) {
  return (
    <ActionIcon size={26} tabIndex={-1} aria-label={label} color={isGrave ? 'red' : 'gray'} onClick={onClick}>
      {children}
    </ActionIcon>
  );
}
