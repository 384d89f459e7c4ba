import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type LinkName, type Settings, settings } from '../../../shared/settings.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { settingsQuery } from '../queries.ts';
import { useChangeSettings } from '../settings/use-change-settings.ts';
import { useMay } from '../use-may.ts';
import classes from './Gallery.module.css';

/** The addresses of the pages that letters lead to. */
export function LinksForm({ names }: { names: readonly LinkName[] }) {
  const { data } = useQuery(settingsQuery);
  return data ? <Fields key={names.join()} names={names} known={data.links} /> : null;
}

function Fields({ names, known }: { names: readonly LinkName[]; known: Settings['links'] }) {
  const { t } = useTranslation('pages');
  const may = useMay();
  const change = useChangeSettings();
  const queryClient = useQueryClient();
  const isAddress = (text: string) =>
    text.trim() === '' || settings.shape.links.safeParse({ app: text.trim() }).success;
  const form = useForm({
    initialValues: Object.fromEntries(names.map((name) => [name, known[name] ?? ''])),
    validate: Object.fromEntries(
      names.map((name) => [name, (text: string) => (isAddress(text) ? null : t('gallery.links.invalid'))]),
    ),
  });
  function save(values: Record<string, string>) {
    const links = { ...known };
    for (const name of names) {
      const address = values[name]?.trim();
      if (address) links[name] = address;
      else delete links[name];
    }
    change.mutate(
      { links },
      {
        onSuccess: async () => {
          form.resetDirty(values);
          await queryClient.invalidateQueries({ queryKey: ['playbooks'] });
        },
      },
    );
  }
  return (
    <form
      noValidate
      onSubmit={form.onSubmit(save)}
      className={classes.form}
      aria-label={t('gallery.links.title')}
    >
      <Stack gap="sm">
        <div>
          <h4 className={classes.subheading}>{t('gallery.links.title')}</h4>
          <p className={classes.hint}>{t(may('admin') ? 'gallery.links.about' : 'gallery.adminOnly')}</p>
        </div>
        <div className={classes.fields}>
          {names.map((name) => (
            <TextInput
              key={name}
              size="sm"
              type="url"
              label={t(`gallery.links.names.${name}`)}
              placeholder="https://app.example.com/…"
              disabled={!may('admin')}
              {...form.getInputProps(name)}
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
              {t('gallery.links.save')}
            </Button>
          </Group>
        )}
      </Stack>
    </form>
  );
}
