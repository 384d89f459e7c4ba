import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type LinkName, settings } from '../../../shared/settings.ts';
import { readBy } from '../../schemas-there.ts';
import { settingsQuery } from '../queries.ts';
import { SettingForm, withTyped } from './SettingForm.tsx';

/** The addresses of the pages that letters lead to. */
export function LinksForm({ names }: { names: readonly LinkName[] }) {
  const { t } = useTranslation('pages');
  const { data } = useQuery(settingsQuery);
  if (!data) return null;
  const known = data.links;
  const isAddress = (text: string) =>
    text.trim() === '' || readBy(settings.shape.links, { app: text.trim() }) !== undefined;
  return (
    <SettingForm
      key={names.join()}
      title={t('gallery.links.title')}
      about={t('gallery.links.about')}
      save={t('gallery.links.save')}
      initialValues={Object.fromEntries(names.map((name) => [name, known[name] ?? '']))}
      check={(text) => (isAddress(text) ? null : t('gallery.links.invalid'))}
      toSettings={(values) => ({ links: withTyped(known, names, (name) => values[name]) })}
    >
      {(form, isReadOnly) =>
        names.map((name) => (
          <TextInput
            key={name}
            size="sm"
            type="url"
            label={t(`gallery.links.names.${name}`)}
            placeholder="https://app.example.com/…"
            disabled={isReadOnly}
            {...form.getInputProps(name)}
          />
        ))
      }
    </SettingForm>
  );
}
