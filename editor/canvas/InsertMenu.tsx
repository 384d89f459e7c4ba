import './insert-menu.css';
import { SegmentedControl, TextInput } from '@mantine/core';
import { IconArrowLeft, IconArrowRight, IconClipboard, IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StepKind } from '../../shared/steps/index.ts';
import { copiedFragment } from '../draft/clipboard.ts';
import { addStep, connectTo, pasteAt } from '../draft/commands.ts';
import { useDraft } from '../draft/draft-store.ts';
import type { Place } from '../draft/place.ts';
import { closeInsertMenu, type InsertRequest, useView } from '../draft/view-store.ts';
import { KindIcon } from './KindIcon.tsx';
import { groupedKinds, matches } from './palette-groups.ts';
import { exitLabel, kindTitle, nameIn, spokenName } from './step-words.ts';

/** The one menu behind every “+” and the key “/”: search, arrows, Enter. */
export function InsertMenu() {
  const request = useView((view) => view.insert);
  return request ? <OpenMenu key={keyOf(request)} request={request} /> : null;
}

const keyOf = ({ places, anchor }: InsertRequest) => `${JSON.stringify(places)} ${anchor.x} ${anchor.y}`;

function OpenMenu({ request }: { request: InsertRequest }) {
  const { t } = useTranslation('canvas');
  const workflow = useDraft(({ history }) => history.present);
  const [exit, setExit] = useState(request.places[0]?.exit ?? 'next');
  const [search, setSearch] = useState('');
  const [isConnecting, setConnecting] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const before = useRef(document.activeElement);
  const style = usePosition(box, request.anchor, isConnecting);
  const place: Place | undefined = request.places.find((each) => each.exit === exit) ?? request.places[0];
  const from = workflow.steps[place?.from ?? ''];

  useEffect(() => {
    const outside = (event: PointerEvent) => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) closeInsertMenu();
    };
    document.addEventListener('pointerdown', outside);
    return () => document.removeEventListener('pointerdown', outside);
  }, []);

  if (!place) return null;
  const act = (run: () => void) => {
    closeInsertMenu();
    run();
  };
  const close = () => {
    closeInsertMenu();
    if (before.current instanceof HTMLElement) before.current.focus({ preventScroll: true });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === 'Escape') {
      event.preventDefault();
      if (isConnecting) setConnecting(false);
      else close();
    }
    if (event.key === 'Tab' && request.places.length < 2) {
      event.preventDefault();
      moveFocus(box.current, event.shiftKey ? -1 : 1);
    }
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (event.target instanceof HTMLInputElement && event.target.type === 'radio') return;
      event.preventDefault();
      moveFocus(box.current, event.key === 'ArrowDown' ? 1 : -1);
    }
    if (event.key === 'Enter' && event.target instanceof HTMLInputElement) {
      event.preventDefault();
      box.current?.querySelector<HTMLElement>('[role="menuitem"]')?.click();
    }
  };
  return (
    <div
      ref={box}
      role="dialog"
      aria-label={t('insert.label')}
      className="mo-insert"
      style={style}
      onKeyDown={onKeyDown}
    >
      <TextInput
        data-autofocus
        autoFocus
        aria-label={isConnecting ? t('insert.searchTargets') : t('insert.search')}
        placeholder={isConnecting ? t('insert.searchTargets') : t('insert.search')}
        leftSection={<IconSearch size={15} aria-hidden />}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      {from && request.places.length > 1 && !isConnecting && (
        <SegmentedControl
          size="xs"
          fullWidth
          aria-label={t('insert.on')}
          value={exit}
          onChange={setExit}
          data={request.places.map((each) => ({ value: each.exit, label: exitLabel(from, each.exit) }))}
        />
      )}
      <p className="mo-insert-where">{t('insert.after', { name: nameIn(workflow, place.from) })}</p>
      {isConnecting ? (
        <Targets search={search} place={place} onPick={act} onBack={() => setConnecting(false)} />
      ) : (
        <Kinds
          search={search}
          onPick={(kind) => act(() => addStep(kind, place))}
          onPaste={copiedFragment() ? () => act(() => pasteAt(place)) : undefined}
          onConnect={() => {
            setSearch('');
            setConnecting(true);
            box.current?.querySelector('input')?.focus();
          }}
        />
      )}
    </div>
  );
}

interface KindsProps {
  search: string;
  onPick: (kind: StepKind) => void;
  onPaste: (() => void) | undefined;
  onConnect: () => void;
}

function Kinds({ search, onPick, onPaste, onConnect }: KindsProps) {
  const { t } = useTranslation(['canvas', 'words']);
  const groups = groupedKinds((kind) => t(`words:steps.${kind}.title`), search);
  const connect = t('insert.connect');
  const paste = t('insert.paste');
  return (
    <div role="menu" aria-label={t('insert.kinds')} className="mo-insert-list">
      {groups.map(({ group, kinds }) => (
        // biome-ignore lint/a11y/useSemanticElements: a menu may only have groups, no fieldsets.
        <div key={group} role="group" aria-label={t(`words:groups.${group}`)}>
          {kinds.map((kind) => (
            <Item
              key={kind}
              about={t(`words:steps.${kind}.about`)}
              onPick={() => onPick(kind)}
              icon={<KindIcon kind={kind} size={28} />}
            >
              {kindTitle(kind)}
            </Item>
          ))}
        </div>
      ))}
      {/* biome-ignore lint/a11y/useSemanticElements: a menu may only have groups, no fieldsets. */}
      <div role="group" aria-label={t('insert.targets')} className="mo-insert-more">
        {onPaste && matches(paste, search) && (
          <Item onPick={onPaste} icon={<IconClipboard size={17} aria-hidden />}>
            {paste}
          </Item>
        )}
        {matches(connect, search) && (
          <Item onPick={onConnect} icon={<IconArrowRight size={17} aria-hidden />}>
            {connect}
          </Item>
        )}
      </div>
    </div>
  );
}

interface TargetsProps {
  search: string;
  place: Place;
  onPick: (run: () => void) => void;
  onBack: () => void;
}

/** The steps a place can be connected to instead of a new one. */
function Targets({ search, place, onPick, onBack }: TargetsProps) {
  const { t } = useTranslation('canvas');
  const workflow = useDraft(({ history }) => history.present);
  const targets = Object.entries(workflow.steps).filter(
    ([id, step]) => id !== place.from && matches(spokenName(step), search),
  );
  return (
    <div role="menu" aria-label={t('insert.targets')} className="mo-insert-list">
      {targets.map(([id, step]) => (
        <Item
          key={id}
          onPick={() => onPick(() => connectTo(place, id))}
          icon={<KindIcon kind={step.kind} size={28} />}
        >
          {spokenName(step)}
        </Item>
      ))}
      <Item onPick={onBack} icon={<IconArrowLeft size={17} aria-hidden />}>
        {t('insert.back')}
      </Item>
    </div>
  );
}

interface ItemProps {
  icon: ReactNode;
  about?: string;
  onPick: () => void;
  children: string;
}

function Item({ icon, about, onPick, children }: ItemProps) {
  return (
    <button type="button" role="menuitem" className="mo-insert-item" tabIndex={-1} onClick={onPick}>
      <span className="mo-insert-icon">{icon}</span>
      <span>
        {children}
        {about && <small>{about}</small>}
      </span>
    </button>
  );
}

function moveFocus(box: HTMLElement | null, by: 1 | -1): void {
  const stops = [
    ...(box?.querySelectorAll<HTMLElement>('input:not([type="radio"]), [role="menuitem"]') ?? []),
  ];
  const at = stops.indexOf(document.activeElement as HTMLElement);
  stops[(at + by + stops.length) % stops.length]?.focus();
}

/** Beside the anchor, moved so far that the whole menu is on the screen. */
function usePosition(
  box: { current: HTMLElement | null },
  anchor: { x: number; y: number },
  changes: unknown,
) {
  const [at, setAt] = useState(anchor);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `changes` says that the size may have changed.
  useLayoutEffect(() => {
    const size = box.current?.getBoundingClientRect();
    if (!size) return;
    const margin = 12;
    setAt({
      x: Math.max(margin, Math.min(anchor.x, window.innerWidth - size.width - margin)),
      y: Math.max(margin, Math.min(anchor.y, window.innerHeight - size.height - margin)),
    });
  }, [box, anchor, changes]);
  return { left: at.x, top: at.y };
}
