import { Button, Group, Modal, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeyView } from '../../../shared/people.ts';
import { api } from '../../api-client.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { tellError } from '../../ui/notify.ts';
import { tellWithUndo } from '../../ui/tell-with-undo.tsx';
import { SitesField } from './SitesField.tsx';

/** Says which sites may use a browser key. */
export function SitesDialog({ of: key, onClose }: { of: KeyView; onClose: () => void }) {
  const { t } = useTranslation(['pages', 'shell']);
  const queryClient = useQueryClient();
  const [origins, setOrigins] = useState<string[]>(key.origins ?? []);
  const put = (sites: string[]) => api.changeKey({ params: { id: key.id }, body: { origins: sites } });
  const renew = () => queryClient.invalidateQueries({ queryKey: ['keys'] });
  const save = useMutation({
    mutationFn: () => put(origins),
    onSuccess: async () => {
      tellWithUndo(t('shell:common.saved'), () => void put(key.origins ?? []).then(renew, tellError));
      await renew();
      onClose();
    },
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('settings.keys.sitesOf', { name: key.name })}
      closeButtonProps={{ 'aria-label': t('shell:common.close') }}
    >
      <Stack>
        <SitesField value={origins} onChange={setOrigins} />
        <ErrorNotice error={save.error} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('shell:common.cancel')}
          </Button>
          <Button loading={save.isPending} onClick={() => save.mutate()}>
            {t('shell:common.save')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
