import { Button } from '@mantine/core';
import { IconBookmark, IconChevronDown } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SavedView, ViewPlace } from '../../../shared/saved-view.ts';
import { api } from '../../api-client.ts';
import { lazyPart } from '../../lazy-part.ts';
import { MenuButton } from '../../ui/MenuButton.tsx';
import { wantedPart } from '../../wanted-part.ts';
import { useMay } from '../use-may.ts';
import { sameFilters, setFilters } from './filters.ts';
import { useViewActions } from './use-view-actions.ts';

const items = wantedPart(async () => (await import('./ViewItems.tsx')).ViewItems);
const ViewDialog = lazyPart(() => import('./ViewDialog.tsx'), 'ViewDialog');

interface ViewMenuProps {
  place: ViewPlace;
  /** The filters as they are in the address now. */
  filters: Record<string, string | undefined>;
  onChoose: (filters: Record<string, string>) => void;
}

/** The saved views of a list: look through one, keep what is chosen now, change or delete the one at hand. */
export function ViewMenu({ place, filters, onChoose }: ViewMenuProps) {
  const { t } = useTranslation('pages');
  const may = useMay();
  const [dialog, setDialog] = useState<'new' | SavedView>();
  const [lastId, setLastId] = useState<string>();
  const views =
    useQuery({
      queryKey: ['views', place],
      queryFn: ({ signal }) => api.listViews({ query: { place }, signal }),
      staleTime: 60_000,
    }).data?.items ?? [];
  const now = setFilters(filters);
  const isNarrowed = Object.keys(now).length > 0;
  const same = views.filter((view) => sameFilters(view.search, now));
  const active = same.find(({ id }) => id === lastId) ?? same[0];
  const changed = active ? undefined : views.find(({ id }) => id === lastId);
  const { save, remove } = useViewActions(place);
  const mayChange = (view: SavedView) => !view.shared || may('marketer');
  const at = active ?? changed;

  function choose(view: SavedView) {
    setLastId(view.id);
    onChoose(view.search);
  }
  return (
    <>
      <MenuButton
        items={items}
        given={{
          views,
          active,
          saved: at && mayChange(at) ? at : undefined,
          updated: isNarrowed && changed && mayChange(changed) ? changed : undefined,
          canSave: isNarrowed && !active,
          onChoose: choose,
          onClear: () => onChoose({}),
          onDialog: setDialog,
          onUpdate: (view) => save(view, { ...view, search: now }),
          onRemove: remove,
        }}
        position="bottom-start"
        width={260}
      >
        <Button
          size="xs"
          variant={active ? 'light' : 'default'}
          leftSection={<IconBookmark size={16} aria-hidden />}
          rightSection={<IconChevronDown size={14} aria-hidden />}
          maw={260}
        >
          {active ? active.name : t('views.button')}
        </Button>
      </MenuButton>
      <Suspense fallback={null}>
        {dialog && (
          <ViewDialog
            place={place}
            view={dialog === 'new' ? undefined : dialog}
            search={now}
            onSaved={setLastId}
            onClose={() => setDialog(undefined)}
          />
        )}
      </Suspense>
    </>
  );
}
