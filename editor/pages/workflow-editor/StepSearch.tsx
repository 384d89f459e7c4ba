import { ActionIcon, Popover, TextInput, Tooltip } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { KindIcon } from '../../canvas/KindIcon.tsx';
import { matches } from '../../canvas/palette-groups.ts';
import { spokenName } from '../../canvas/step-words.ts';
import { useDraft } from '../../draft/draft-store.ts';
import { focusOnCanvas, select } from '../../draft/view-store.ts';

const SHOWN = 12;

/** Finds a step of the workflow by its name. */
export function StepSearch() {
  const { t } = useTranslation('canvas');
  const [isOpen, setOpen] = useState(false);
  const [search, setSearch] = useState('');
  const steps = useDraft(({ history }) => history.present.steps);
  const found = Object.entries(steps)
    .filter(([, step]) => matches(spokenName(step), search))
    .slice(0, SHOWN);
  const go = (id: string) => {
    setOpen(false);
    setSearch('');
    select(id, { centre: true });
    focusOnCanvas(id);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const [first] = found;
    if (event.key === 'Enter' && first) go(first[0]);
  };
  return (
    <Popover
      opened={isOpen}
      onChange={setOpen}
      position="bottom-end"
      shadow="md"
      width={300}
      trapFocus
      withRoles={false}
    >
      <Popover.Target>
        <Tooltip label={t('bar.search')}>
          <ActionIcon
            size={32}
            aria-label={t('bar.search')}
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          >
            <IconSearch size={18} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown p={10} role="dialog" aria-label={t('bar.search')}>
        <TextInput
          data-autofocus
          aria-label={t('insert.searchTargets')}
          placeholder={t('insert.searchTargets')}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <div className="mo-insert-list" style={{ marginTop: 6 }}>
          {found.map(([id, step]) => (
            <button key={id} type="button" className="mo-insert-item" onClick={() => go(id)}>
              <KindIcon kind={step.kind} size={26} />
              {spokenName(step)}
            </button>
          ))}
          {found.length === 0 && <p className="mo-insert-where">{t('insert.nothing')}</p>}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
