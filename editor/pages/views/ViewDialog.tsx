import { Button, Checkbox, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { SavedView, ViewPlace } from '../../../shared/saved-view.ts';
import { api } from '../../api-client.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { tellError } from '../../ui/notify.ts';
import { tellWithUndo } from '../../ui/tell-with-undo.tsx';
import { useMay } from '../use-may.ts';
import { wishOf } from './use-view-actions.ts';

interface ViewDialogProps {
  place: ViewPlace;
  /** The one whose name or audience changes; a new one is made without. */
  view: SavedView | undefined;
  /** What a new one keeps. */
  search: Record<string, string>;
  onSaved: (id: string) => void;
  onClose: () => void;
}

/** Names a view and says who sees it. */
export function ViewDialog({ place, view, search, onSaved, onClose }: ViewDialogProps) {
  const { t } = useTranslation(['pages', 'shell']);
  const may = useMay();
  const queryClient = useQueryClient();
  const form = useForm({
    initialValues: { name: view?.name ?? '', shared: view?.shared ?? false },
    validate: { name: (name) => (name.trim() === '' ? t('views.nameNeeded') : null) },
  });
  const save = useMutation({
    mutationFn: (values: typeof form.values) => {
      const wish = { ...values, name: values.name.trim(), search: view?.search ?? search };
      return view
        ? api.saveView({ params: { id: view.id }, body: wish })
        : api.createView({ body: { ...wish, place } });
    },
    onSuccess: async ({ id, name }) => {
      const lookAnew = () => queryClient.invalidateQueries({ queryKey: ['views', place] });
      await lookAnew();
      const takeBack = () =>
        view ? api.saveView({ params: { id }, body: wishOf(view) }) : api.deleteView({ params: { id } });
      tellWithUndo(t('views.saved', { name }), () => void takeBack().then(lookAnew, tellError));
      onSaved(id);
      onClose();
    },
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={view ? t('views.changeTitle') : t('views.newTitle')}
      closeButtonProps={{ 'aria-label': t('shell:common.close') }}
    >
      <form onSubmit={form.onSubmit((values) => save.mutate(values))}>
        <Stack>
          <TextInput label={t('views.name')} maxLength={80} data-autofocus {...form.getInputProps('name')} />
          {may('marketer') && (
            <Checkbox label={t('views.share')} {...form.getInputProps('shared', { type: 'checkbox' })} />
          )}
          <ErrorNotice error={save.error} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('shell:common.cancel')}
            </Button>
            <Button type="submit" loading={save.isPending}>
              {t('shell:common.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
