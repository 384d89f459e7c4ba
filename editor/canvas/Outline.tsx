import './outline.css';
import { ActionIcon, Button } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash, IconX } from '@tabler/icons-react';
import { type KeyboardEvent, type MouseEvent, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { shift } from '../draft/commands.ts';
import { useDraft } from '../draft/draft-store.ts';
import { entrance, type Place, placesAfter, TRIGGER } from '../draft/place.ts';
import { openInsertMenu, select, useView } from '../draft/view-store.ts';
import { KindIcon } from './KindIcon.tsx';
import { type OutlineLine, outlineOf } from './outline-tree.ts';
import { exitLabel, kindTitle, nameIn, spokenName, stepName, triggerName } from './step-words.ts';

/** The workflow as a list: everything the canvas can do, without a canvas. */
export function Outline({ onRemove }: { onRemove: (id: string) => void }) {
  const { t } = useTranslation('canvas');
  const workflow = useDraft(({ history }) => history.present);
  const selected = useView((view) => view.selected);
  const isReadOnly = useDraft((draft) => draft.isReadOnly);
  const lines = useMemo(() => outlineOf(workflow), [workflow]);
  const add = (places: readonly Place[]) => (event: MouseEvent<HTMLElement>) => {
    const { left, bottom } = event.currentTarget.getBoundingClientRect();
    openInsertMenu({ places, anchor: { x: left, y: bottom + 4 } });
  };
  return (
    <section className="mo-outline" data-outline-list aria-label={t('outline.label')}>
      <header className="mo-outline-head">
        <h2>{t('outline.label')}</h2>
        <ActionIcon aria-label={t('outline.close')} onClick={() => useView.setState({ outline: false })}>
          <IconX size={17} />
        </ActionIcon>
      </header>
      <ul className="mo-outline-list" onKeyDown={walkLines}>
        <li className="mo-outline-line" data-selected={selected === TRIGGER || undefined}>
          <button
            type="button"
            aria-current={selected === TRIGGER}
            onClick={() => select(TRIGGER, { centre: true })}
          >
            <KindIcon kind="trigger" size={26} /> {kindTitle('trigger')}: {triggerName(workflow)}
          </button>
          {!isReadOnly && (
            <ActionIcon
              size={26}
              aria-label={t('addAfter', { name: kindTitle('trigger') })}
              onClick={add([entrance])}
            >
              <IconPlus size={15} />
            </ActionIcon>
          )}
        </li>
        {lines.map((line) => (
          <Line key={keyOf(line)} line={line} onAdd={add} onRemove={onRemove} />
        ))}
      </ul>
    </section>
  );
}

const keyOf = (line: OutlineLine) =>
  line.is === 'step' ? line.id : `${line.is} ${line.place.from} ${line.place.exit}`;

interface LineProps {
  line: OutlineLine;
  onAdd: (places: readonly Place[]) => (event: MouseEvent<HTMLElement>) => void;
  onRemove: (id: string) => void;
}

function Line({ line, onAdd, onRemove }: LineProps) {
  const { t } = useTranslation('canvas');
  const workflow = useDraft(({ history }) => history.present);
  const isReadOnly = useDraft((draft) => draft.isReadOnly);
  const isSelected = useView((view) => line.is === 'step' && view.selected === line.id);
  const style = { paddingInlineStart: 8 + line.level * 14 };
  if (line.is === 'jump') {
    const name = nameIn(workflow, line.to);
    return (
      <li className="mo-outline-line" style={style}>
        <Button variant="subtle" size="compact-sm" onClick={() => select(line.to, { centre: true })}>
          {t('goTo', { name })}
        </Button>
      </li>
    );
  }
  const step = workflow.steps[line.is === 'path' ? line.place.from : line.id];
  if (!step) return null;
  if (line.is === 'path') {
    const path = exitLabel(step, line.place.exit);
    const label = t('addAfterOn', { name: stepName(step), path });
    return (
      <li className="mo-outline-line mo-outline-path" style={style}>
        <span>{path}</span>
        {!isReadOnly && (
          <ActionIcon size={26} aria-label={label} onClick={onAdd([line.place])}>
            <IconPlus size={15} />
          </ActionIcon>
        )}
      </li>
    );
  }
  const name = stepName(step);
  const { id } = line;
  return (
    <li className="mo-outline-line" style={style} data-selected={isSelected || undefined}>
      <button
        type="button"
        aria-label={spokenName(step)}
        aria-current={isSelected}
        onClick={() => select(id, { centre: true })}
      >
        <KindIcon kind={step.kind} size={26} /> {name}
      </button>
      {step.kind !== 'exit' && !isReadOnly && (
        <span className="mo-outline-tools">
          <ActionIcon
            size={26}
            aria-label={t('addAfter', { name })}
            onClick={onAdd(placesAfter(workflow, id))}
          >
            <IconPlus size={15} />
          </ActionIcon>
          <ActionIcon size={26} aria-label={t('outline.moveUp', { name })} onClick={() => shift(id, 'up')}>
            <IconArrowUp size={15} />
          </ActionIcon>
          <ActionIcon
            size={26}
            aria-label={t('outline.moveDown', { name })}
            onClick={() => shift(id, 'down')}
          >
            <IconArrowDown size={15} />
          </ActionIcon>
          <ActionIcon
            size={26}
            color="red"
            aria-label={t('outline.remove', { name })}
            onClick={() => onRemove(id)}
          >
            <IconTrash size={15} />
          </ActionIcon>
        </span>
      )}
    </li>
  );
}

/** Up and down go from line to line, so that Tab is left for what a line offers. */
function walkLines(event: KeyboardEvent<HTMLElement>): void {
  if ((event.key !== 'ArrowDown' && event.key !== 'ArrowUp') || event.altKey) return;
  const lines = [...event.currentTarget.querySelectorAll('li')];
  const at = lines.findIndex((line) => line.contains(document.activeElement));
  const next = lines[at + (event.key === 'ArrowDown' ? 1 : -1)];
  if (!next) return;
  event.preventDefault();
  next.querySelector('button')?.focus();
}
