import './side.css';
import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addStep, defaultPlace } from '../draft/commands.ts';
import { useView } from '../draft/view-store.ts';
import { KindIcon } from './KindIcon.tsx';
import { groupedKinds } from './palette-groups.ts';

/** Every kind of step: click to add behind the selected one, or drag onto a “+”. */
export function Palette() {
  const { t } = useTranslation(['canvas', 'words']);
  const [search, setSearch] = useState('');
  const groups = groupedKinds((kind) => t(`words:steps.${kind}.title`), search);
  return (
    <section className="mo-palette" aria-label={t('palette.label')}>
      <TextInput
        type="search"
        aria-label={t('palette.search')}
        placeholder={t('palette.search')}
        leftSection={<IconSearch size={15} aria-hidden />}
        rightSection={<kbd className="mo-key">/</kbd>}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      {groups.length === 0 && <p className="mo-palette-hint">{t('palette.nothing')}</p>}
      {groups.map(({ group, kinds }) => (
        <div key={group}>
          <h2 className="mo-heading">{t(`words:groups.${group}`)}</h2>
          {kinds.map((kind) => (
            <button
              key={kind}
              type="button"
              className="mo-palette-item"
              title={t(`words:steps.${kind}.about`)}
              draggable
              onDragStart={(event) => {
                event.dataTransfer.setData('text/plain', kind);
                event.dataTransfer.effectAllowed = 'copy';
                useView.setState({ dragged: { kind } });
              }}
              onDragEnd={() => useView.setState({ dragged: undefined })}
              onClick={() => addStep(kind, defaultPlace())}
            >
              <KindIcon kind={kind} size={30} />
              {t(`words:steps.${kind}.title`)}
            </button>
          ))}
        </div>
      ))}
      <p className="mo-palette-hint">{t('palette.hint')}</p>
    </section>
  );
}
