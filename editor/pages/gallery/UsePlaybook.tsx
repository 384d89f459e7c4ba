import { Button, Group, Radio, Select, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlaybookView } from '../../../shared/playbooks/view.ts';
import { api } from '../../api-client.ts';
import { currentLanguage } from '../../i18n/language.ts';
import { isLanguage, type Language, languageNames, languages } from '../../i18n/languages.ts';
import { tellError } from '../../ui/notify.ts';
import { useMay } from '../use-may.ts';
import classes from './Gallery.module.css';

/** Makes the playbook’s workflow: in which language it writes, and what has to be answered first. */
export function UsePlaybook({ playbook }: { playbook: PlaybookView }) {
  const { t } = useTranslation('pages');
  const may = useMay();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [language, setLanguage] = useState<Language>(currentLanguage());
  const [answer, setAnswer] = useState<string>();
  const make = useMutation({
    mutationFn: () =>
      api.createFromPlaybook({
        params: { key: playbook.key },
        body: { language, ...(answer === undefined ? {} : { answer }) },
      }),
    onSuccess: async (workflow) => {
      await queryClient.invalidateQueries({ queryKey: ['workflows'] });
      await navigate({ to: '/workflows/$id', params: { id: workflow.id } });
    },
    onError: tellError,
  });
  if (!may('marketer')) return null;
  const { question } = playbook;
  return (
    <section className={classes.use}>
      <Stack gap="sm">
        {question && (
          <Radio.Group label={question.text} value={answer ?? ''} onChange={setAnswer} size="sm">
            <Stack gap={8} mt={8}>
              {question.answers.map(({ id, text }) => (
                <Radio key={id} value={id} label={text} />
              ))}
            </Stack>
          </Radio.Group>
        )}
        <Group align="flex-end" justify="space-between">
          <Select
            size="sm"
            w={200}
            label={t('gallery.language')}
            data={languages.map((value) => ({ value, label: languageNames[value] }))}
            value={language}
            onChange={(value) => isLanguage(value) && setLanguage(value)}
          />
          <Button
            size="sm"
            loading={make.isPending}
            disabled={question !== undefined && answer === undefined}
            onClick={() => make.mutate()}
          >
            {t('gallery.use')}
          </Button>
        </Group>
        <p className={classes.hint}>
          {t(question && answer === undefined ? 'gallery.answerFirst' : 'gallery.useHint')}
        </p>
      </Stack>
    </section>
  );
}
