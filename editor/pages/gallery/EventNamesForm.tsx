import { Autocomplete, Button, Group, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { renamableEvents } from '../../../shared/playbooks/names.ts';
import type { Settings } from '../../../shared/settings.ts';
import { useVocabulary } from '../../inspector/use-vocabulary.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { settingsQuery } from '../queries.ts';
import { useChangeSettings } from '../settings/use-change-settings.ts';
import { useMay } from '../use-may.ts';
import classes from './Gallery.module.css';

type EventName = (typeof renamableEvents)[number];

/** What this product calls some of the events that playbooks and signals are written with. */
export function EventNamesForm({ names }: { names: readonly EventName[] }) {
  const { data } = useQuery(settingsQuery);
  return data ? <Fields key={names.join()} names={names} known={data.eventNames} /> : null;
}

function Fields({ names, known }: { names: readonly EventName[]; known: Settings['eventNames'] }) {
  const { t } = useTranslation(['pages', 'shell']);
  const may = useMay();
  const change = useChangeSettings();
  const queryClient = useQueryClient();
  const seen = useVocabulary()?.events.map(({ name }) => name) ?? [];
  const form = useForm({
    initialValues: Object.fromEntries(names.map((name) => [fieldOf(name), known[name] ?? ''])),
  });
  function save(values: Record<string, string>) {
    const eventNames = { ...known };
    for (const name of names) {
      const own = values[fieldOf(name)]?.trim();
      if (own && own !== name) eventNames[name] = own;
      else delete eventNames[name];
    }
    change.mutate(
      { eventNames },
      {
        onSuccess: async () => {
          form.resetDirty(values);
          await queryClient.invalidateQueries({ queryKey: ['playbooks'] });
        },
      },
    );
  }
  return (
    <form onSubmit={form.onSubmit(save)} className={classes.form} aria-label={t('gallery.names.title')}>
      <Stack gap="sm">
        <div>
          <h4 className={classes.subheading}>{t('gallery.names.title')}</h4>
          <p className={classes.hint}>{t(may('admin') ? 'gallery.names.about' : 'gallery.adminOnly')}</p>
        </div>
        <div className={classes.fields}>
          {names.map((name) => (
            <Autocomplete
              key={name}
              size="sm"
              label={name}
              description={t(`gallery.names.meaning.${name}`)}
              placeholder={name}
              data={seen}
              limit={40}
              disabled={!may('admin')}
              {...form.getInputProps(fieldOf(name))}
            />
          ))}
        </div>
        <ErrorNotice error={change.error} />
        {may('admin') && (
          <Group>
            <Button
              type="submit"
              size="sm"
              variant="default"
              loading={change.isPending}
              disabled={!form.isDirty()}
            >
              {t('gallery.names.save')}
            </Button>
          </Group>
        )}
      </Stack>
    </form>
  );
}

/** The form library reads dots and spaces in names of fields as paths. */
function fieldOf(name: EventName): string {
  return name.replaceAll(' ', '_');
}
