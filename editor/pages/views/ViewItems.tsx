import { Menu } from '@mantine/core';
import { IconCheck, IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SavedView } from '../../../shared/saved-view.ts';

interface ViewItemsProps {
  views: readonly SavedView[];
  /** The one that is looked through now. */
  active: SavedView | undefined;
  /** The one at hand, where the person may change or delete it. */
  saved: SavedView | undefined;
  /** The one that was narrowed further, where the person may keep that. */
  updated: SavedView | undefined;
  canSave: boolean;
  onChoose: (view: SavedView) => void;
  onClear: () => void;
  onDialog: (of: 'new' | SavedView) => void;
  onUpdate: (view: SavedView) => void;
  onRemove: (view: SavedView) => void;
}

/** What stands in the menu of a list's saved views. */
export function ViewItems({
  views,
  active,
  saved,
  updated,
  canSave,
  onChoose,
  onClear,
  onDialog,
  onUpdate,
  onRemove,
}: ViewItemsProps) {
  const { t } = useTranslation('pages');
  const group = (title: string, items: readonly SavedView[]): ReactNode =>
    items.length > 0 && (
      <>
        <Menu.Label>{title}</Menu.Label>
        {items.map((view) => (
          <Menu.Item
            key={view.id}
            aria-current={view === active}
            rightSection={view === active && <IconCheck size={15} aria-hidden />}
            onClick={() => onChoose(view)}
          >
            {view.name}
          </Menu.Item>
        ))}
      </>
    );
  return (
    <>
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
      {canSave && <Menu.Item onClick={() => onDialog('new')}>{t('views.saveNew')}</Menu.Item>}
      {updated && (
        <Menu.Item onClick={() => onUpdate(updated)}>{t('views.update', { name: updated.name })}</Menu.Item>
      )}
      {saved && (
        <>
          <Menu.Item onClick={() => onDialog(saved)}>{t('views.change', { name: saved.name })}</Menu.Item>
          <Menu.Item
            color="var(--m-error)"
            leftSection={<IconTrash size={16} aria-hidden />}
            onClick={() => onRemove(saved)}
          >
            {t('views.delete', { name: saved.name })}
          </Menu.Item>
        </>
      )}
      {/* Always there: a menu without a live item takes no focus and hears no Escape. */}
      <Menu.Item onClick={onClear}>{t('views.clear')}</Menu.Item>
    </>
  );
}
