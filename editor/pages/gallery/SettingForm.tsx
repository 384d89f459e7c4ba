import { Button, Group, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../../shared/settings.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { useChangeSettings } from '../settings/use-change-settings.ts';
import { useMay } from '../use-may.ts';
import classes from './Gallery.module.css';

type Values = Record<string, string>;

interface SettingFormProps {
  title: string;
  about: string;
  save: string;
  initialValues: Values;
  /** Says what is wrong with a value, if anything is. */
  check?: (text: string) => string | null;
  /** The part of the settings that the values are. */
  toSettings: (values: Values) => Partial<Settings>;
  /** A field for each value. */
  children: (
    form: Pick<ReturnType<typeof useForm<Values>>, 'getInputProps'>,
    isReadOnly: boolean,
  ) => ReactNode;
}

/** What playbooks need to know of this product, asked where they are chosen and kept in the settings. */
export function SettingForm(props: SettingFormProps) {
  const { title, about, save, initialValues, check, toSettings, children } = props;
  const { t } = useTranslation('pages');
  const may = useMay();
  const change = useChangeSettings();
  const queryClient = useQueryClient();
  const form = useForm<Values>({
    initialValues,
    validate: check ? Object.fromEntries(Object.keys(initialValues).map((name) => [name, check])) : {},
  });
  const submit = (values: Values) =>
    change.mutate(toSettings(values), {
      onSuccess: async () => {
        form.resetDirty(values);
        await queryClient.invalidateQueries({ queryKey: ['playbooks'] });
      },
    });
  return (
    <form noValidate onSubmit={form.onSubmit(submit)} className={classes.form} aria-label={title}>
      <Stack gap="sm">
        <div>
          <h4 className={classes.subheading}>{title}</h4>
          <p className={classes.hint}>{may('admin') ? about : t('gallery.adminOnly')}</p>
        </div>
        <div className={classes.fields}>{children(form, !may('admin'))}</div>
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
              {save}
            </Button>
          </Group>
        )}
      </Stack>
    </form>
  );
}

/** Settings by name with the values typed for some of them; an empty one takes it away. */
export function withTyped<Name extends string>(
  known: { readonly [Key in Name]?: string | undefined },
  names: readonly Name[],
  typed: (name: Name) => string | undefined,
): Partial<Record<Name, string>> {
  const after: { [Key in Name]?: string | undefined } = { ...known };
  for (const name of names) after[name] = typed(name)?.trim();
  return Object.fromEntries(Object.entries(after).filter(([, text]) => text)) as Partial<
    Record<Name, string>
  >;
}
