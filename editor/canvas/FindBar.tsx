import { ActionIcon, TextInput } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconSearch, IconX } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDraft } from '../draft/draft-store.ts';
import { focusOnCanvas, select, useView } from '../draft/view-store.ts';
import { findOnCanvas } from './find-steps.ts';

/** Finds steps and notes by anything written in them: all that match are lit, Enter goes from one to the next. */
export function FindBar() {
  const isOpen = useView((view) => view.isFinding);
  return isOpen ? <OpenFindBar /> : null;
}

function OpenFindBar() {
  const { t } = useTranslation(['canvas', 'shell']);
  const workflow = useDraft(({ history }) => history.present);
  const [search, setSearch] = useState('');
  const found = useMemo(() => findOnCanvas(workflow, search), [workflow, search]);
  const [at, setAt] = useState(0);
  const isSearching = search.trim() !== '';
  const position = Math.min(at, Math.max(0, found.length - 1));

  useEffect(() => {
    useView.setState({ found: isSearching ? new Set(found) : undefined });
  }, [found, isSearching]);
  useEffect(() => () => useView.setState({ found: undefined }), []);

  const show = (index: number) => {
    const next = (index + found.length) % Math.max(1, found.length);
    setAt(next);
    const id = found[next];
    if (id !== undefined) select(id, { centre: true });
  };
  const close = () => {
    useView.setState({ isFinding: false });
    focusOnCanvas(found[position] ?? useView.getState().current);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') close();
    else if (event.key === 'Enter' || event.key === 'F3') show(position + (event.shiftKey ? -1 : 1));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <search className="mo-find" aria-label={t('find.label')}>
      <TextInput
        autoFocus
        size="xs"
        aria-label={t('find.label')}
        placeholder={t('find.placeholder')}
        leftSection={<IconSearch size={14} aria-hidden />}
        value={search}
        onChange={({ currentTarget: { value } }) => {
          setSearch(value);
          setAt(0);
          const [first] = findOnCanvas(workflow, value);
          if (first !== undefined) select(first, { centre: true });
        }}
        onKeyDown={onKeyDown}
      />
      <output className="mo-find-count">
        {isSearching &&
          (found.length > 0 ? t('find.of', { at: position + 1, count: found.length }) : t('insert.nothing'))}
      </output>
      <ActionIcon
        size={28}
        aria-label={t('find.previous')}
        disabled={found.length === 0}
        onClick={() => show(position - 1)}
      >
        <IconChevronUp size={16} />
      </ActionIcon>
      <ActionIcon
        size={28}
        aria-label={t('find.next')}
        disabled={found.length === 0}
        onClick={() => show(position + 1)}
      >
        <IconChevronDown size={16} />
      </ActionIcon>
      <ActionIcon size={28} aria-label={t('shell:common.close')} onClick={close}>
        <IconX size={16} />
      </ActionIcon>
    </search>
  );
}
