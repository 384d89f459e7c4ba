import { Button, Group, Skeleton, Stack, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconArrowLeft } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { type TemplateBody, templateBody } from '../../../shared/template.ts';
import { api } from '../../api-client.ts';
import { currentLanguage } from '../../i18n/language.ts';
import { EmailPreview } from '../../inspector/EmailPreview.tsx';
import { readBy } from '../../schemas-there.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { ButtonLink } from '../../ui/links.tsx';
import { tellError } from '../../ui/notify.ts';
import { Panel } from '../../ui/Panel.tsx';
import { tellWithUndo } from '../../ui/tell-with-undo.tsx';
import { lettersQuery } from '../gallery/read-playbooks.ts';
import { useMay } from '../use-may.ts';
import { NEW_TEMPLATE } from './new-template.ts';
import classes from './TemplateForm.module.css';

const route = getRouteApi('/inside/settings/templates/$key');
const blank: TemplateBody = { key: '', name: '', subject: '', preheader: '', body: '' };

/** One template with its preview; a new one when the address says so. */
export function TemplateForm() {
  const { t } = useTranslation('pages');
  const { key } = route.useParams();
  const { from } = route.useSearch();
  const isNew = key === NEW_TEMPLATE;
  const letters = useQuery({ ...lettersQuery(currentLanguage()), enabled: isNew && from !== undefined });
  // A letter that is not there any more leaves an empty form.
  const letter = letters.data && (letters.data.items.find((one) => one.key === from) ?? blank);
  const template = useQuery({
    queryKey: ['template', key],
    queryFn: ({ signal }) => api.getTemplate({ params: { key }, signal }),
    enabled: !isNew,
  });
  const { data } = template;
  const error = template.error ?? letters.error;
  return (
    <>
      <div>
        <ButtonLink
          to="/settings/$section"
          params={{ section: 'templates' }}
          variant="subtle"
          leftSection={<IconArrowLeft size={15} aria-hidden />}
        >
          {t('settings.templates.back')}
        </ButtonLink>
      </div>
      <ErrorNotice error={error} />
      {!isNew && !data && !error && <Skeleton height={420} radius="lg" />}
      {isNew && (!from || letter) && (
        <TemplateFields key={from ?? NEW_TEMPLATE} initial={letter ?? blank} isNew />
      )}
      {data && <TemplateFields key={data.revision} initial={data} isNew={false} />}
    </>
  );
}

function TemplateFields({ initial, isNew }: { initial: TemplateBody; isNew: boolean }) {
  const { t } = useTranslation(['pages', 'shell']);
  const may = useMay();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const needed = (text: string) => (text.trim() ? null : t('settings.templates.needed'));
  const { key, name, subject, preheader = '', body } = initial;
  const form = useForm({
    initialValues: { key, name, subject, preheader, body },
    validate: {
      key: (text) => (readBy(templateBody.shape.key, text) ? null : t('settings.templates.keyInvalid')),
      name: needed,
      subject: needed,
      body: needed,
    },
  });
  const was = { key, name, subject, body, ...(preheader && { preheader }) };
  async function lookAnew() {
    await queryClient.invalidateQueries({ queryKey: ['templates'] });
    await queryClient.invalidateQueries({ queryKey: ['template'] });
  }
  const putBack = (call: Promise<unknown>) => void call.then(lookAnew, tellError);
  async function leave() {
    await lookAnew();
    await navigate({ to: '/settings/$section', params: { section: 'templates' } });
  }
  const save = useMutation({
    mutationFn: ({ preheader, ...rest }: typeof form.values) => {
      const body = preheader.trim() ? { ...rest, preheader } : rest;
      return isNew ? api.createTemplate({ body }) : api.saveTemplate({ params: { key }, body });
    },
    onSuccess: async ({ key }) => {
      tellWithUndo(t('settings.templates.saved'), () =>
        putBack(
          isNew ? api.deleteTemplate({ params: { key } }) : api.saveTemplate({ params: { key }, body: was }),
        ),
      );
      await leave();
    },
  });
  const remove = useMutation({
    mutationFn: () => api.deleteTemplate({ params: { key } }),
    onSuccess: async () => {
      tellWithUndo(t('settings.templates.deleted'), () => putBack(api.createTemplate({ body: was })));
      await leave();
    },
    onError: tellError,
  });
  return (
    <div className={classes.columns}>
      <Panel title={isNew ? t('settings.templates.new') : name}>
        <form onSubmit={form.onSubmit((values) => save.mutate(values))}>
          <Stack>
            <TextInput size="sm" label={t('settings.templates.name')} {...form.getInputProps('name')} />
            <TextInput
              size="sm"
              label={t('settings.templates.key')}
              description={t('settings.templates.keyHint')}
              readOnly={!isNew}
              {...form.getInputProps('key')}
            />
            <TextInput size="sm" label={t('settings.templates.subject')} {...form.getInputProps('subject')} />
            <TextInput
              size="sm"
              label={t('settings.templates.preheader')}
              description={t('settings.templates.preheaderHint')}
              {...form.getInputProps('preheader')}
            />
            <Textarea
              size="sm"
              label={t('settings.templates.body')}
              description={t('settings.templates.bodyHint')}
              autosize
              minRows={12}
              maxRows={30}
              spellCheck={false}
              styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 13 } }}
              {...form.getInputProps('body')}
            />
            <ErrorNotice error={save.error} />
            {may('marketer') && (
              <Group justify="space-between">
                <Button type="submit" size="sm" loading={save.isPending}>
                  {t('shell:common.save')}
                </Button>
                {!isNew && (
                  <Button
                    size="sm"
                    variant="subtle"
                    color="red"
                    loading={remove.isPending}
                    onClick={() => remove.mutate()}
                  >
                    {t('shell:common.remove')}
                  </Button>
                )}
              </Group>
            )}
          </Stack>
        </form>
      </Panel>
      <Panel title={t('settings.templates.preview')}>
        <EmailPreview {...form.values} height={520} />
      </Panel>
    </div>
  );
}
