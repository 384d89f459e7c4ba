import { Button, Menu } from '@mantine/core';
import { IconBookmark, IconCheck, IconChevronDown, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SavedView, ViewPlace } from '../../../shared/saved-view.ts';
import { api } from '../../api-client.ts';
import { useMay } from '../use-may.ts';
import { sameFilters, setFilters } from './filters.ts';
import { useViewActions } from './use-view-actions.ts';
import { ViewDialog } from './ViewDialog.tsx';

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
  const group = (title: string, items: readonly SavedView[]): ReactNode =>
    items.length > 0 && (
      <>
        <Menu.Label>{title}</Menu.Label>
        {items.map((view) => (
          <Menu.Item
            key={view.id}
            aria-current={view === active}
            rightSection={view === active && <IconCheck size={15} aria-hidden />}
            onClick={() => choose(view)}
          >
            {view.name}
          </Menu.Item>
        ))}
      </>
    );
  return (
    <>
      <Menu position="bottom-start" width={260}>
        <Menu.Target>
          <Button
            size="xs"
            variant={active ? 'light' : 'default'}
            leftSection={<IconBookmark size={16} aria-hidden />}
            rightSection={<IconChevronDown size={14} aria-hidden />}
            maw={260}
          >
            {active ? active.name : t('views.button')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {views.length === 0 && <Menu.Label>{t('views.none')}</Menu.Label>}
          {group(
            t('views.mine'),
            views.filter(({ shared }) => !shared),
          )}
          {group(
            t('views.shared'),
            views.filter(({ shared }) => shared),
          )}
          <Menu.Divider />
          {isNarrowed && !active && (
            <Menu.Item onClick={() => setDialog('new')}>{t('views.saveNew')}</Menu.Item>
          )}
          {isNarrowed && changed && mayChange(changed) && (
            <Menu.Item onClick={() => save(changed, { ...changed, search: now })}>
              {t('views.update', { name: changed.name })}
            </Menu.Item>
          )}
          {at && mayChange(at) && (
            <>
              <Menu.Item onClick={() => setDialog(at)}>{t('views.change', { name: at.name })}</Menu.Item>
              <Menu.Item
                color="var(--m-error)"
                leftSection={<IconTrash size={16} aria-hidden />}
                onClick={() => remove(at)}
              >
                {t('views.delete', { name: at.name })}
              </Menu.Item>
            </>
          )}
          {/* Always there: a menu without a live item takes no focus and hears no Escape. */}
          <Menu.Item onClick={() => onChoose({})}>{t('views.clear')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {dialog && (
        <ViewDialog
          place={place}
          view={dialog === 'new' ? undefined : dialog}
          search={now}
          onSaved={setLastId}
          onClose={() => setDialog(undefined)}
        />
      )}
    </>
  );
}
