import { Autocomplete } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { renamableEvents } from '../../../shared/playbooks/names.ts';
import { useVocabulary } from '../../inspector/use-vocabulary.ts';
import { settingsQuery } from '../queries.ts';
import { SettingForm, withTyped } from './SettingForm.tsx';

type EventName = (typeof renamableEvents)[number];

/** What this product calls some of the events that playbooks and signals are written with. */
export function EventNamesForm({ names }: { names: readonly EventName[] }) {
  const { t } = useTranslation('pages');
  const { data } = useQuery(settingsQuery);
  const seen = useVocabulary()?.events.map(({ name }) => name) ?? [];
  if (!data) return null;
  const known = data.eventNames;
  return (
    <SettingForm
      key={names.join()}
      title={t('gallery.names.title')}
      about={t('gallery.names.about')}
      save={t('gallery.names.save')}
      initialValues={Object.fromEntries(names.map((name) => [fieldOf(name), known[name] ?? '']))}
      toSettings={(values) => ({
        eventNames: withTyped(known, names, (name) => {
          const own = values[fieldOf(name)];
          return own?.trim() === name ? undefined : own;
        }),
      })}
    >
      {(form, isReadOnly) =>
        names.map((name) => (
          <Autocomplete
            key={name}
            size="sm"
            label={name}
            description={t(`gallery.names.meaning.${name}`)}
            placeholder={name}
            data={seen}
            limit={40}
            disabled={isReadOnly}
            {...form.getInputProps(fieldOf(name))}
          />
        ))
      }
    </SettingForm>
  );
}

/** The form library reads dots and spaces in names of fields as paths. */
function fieldOf(name: EventName): string {
  return name.replaceAll(' ', '_');
}
