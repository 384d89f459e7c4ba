import { Button, Group, Modal, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TemplateBody } from '../../../shared/template.ts';
import { currentLanguage } from '../../i18n/language.ts';
import { EmailPreview } from '../../inspector/EmailPreview.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { SearchField } from '../../ui/SearchField.tsx';
import classes from './LetterGallery.module.css';
import { lettersQuery } from './read-playbooks.ts';

interface LetterGalleryProps {
  onUse: (letter: TemplateBody) => void;
  onClose: () => void;
}

/** The e-mails that come with the product, to read and to begin with. */
export function LetterGallery({ onUse, onClose }: LetterGalleryProps) {
  const { t } = useTranslation(['pages', 'shell']);
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState<TemplateBody>();
  const { data, error, refetch } = useQuery(lettersQuery(currentLanguage()));
  const wanted = search.toLowerCase();
  const shown = data?.items.filter(({ name, subject }) =>
    `${name} ${subject}`.toLowerCase().includes(wanted),
  );
  return (
    <Modal
      opened
      onClose={onClose}
      size={1080}
      title={t('gallery.letters.title')}
      closeButtonProps={{ 'aria-label': t('shell:common.close') }}
    >
      <div className={classes.columns}>
        <div className={classes.list}>
          <SearchField label={t('gallery.letters.search')} value={search} onSearch={setSearch} />
          <ErrorNotice error={error} onRetry={() => void refetch()} />
          {!data && !error && <Skeleton height={360} radius="md" />}
          {shown?.length === 0 && <p className={classes.none}>{t('gallery.letters.none')}</p>}
          <ul aria-label={t('gallery.letters.title')}>
            {shown?.map((letter) => (
              <li key={letter.key}>
                <button
                  type="button"
                  aria-pressed={letter.key === chosen?.key}
                  onClick={() => setChosen(letter)}
                >
                  <strong>{letter.subject}</strong>
                  <span>{letter.name}</span>
                </button>
              </li>
            ))}
          </ul>
        </div>
        <div>
          {chosen ? (
            <>
              <Group justify="flex-end" mb="sm">
                <Button size="sm" onClick={() => onUse(chosen)}>
                  {t('gallery.letters.use')}
                </Button>
              </Group>
              <EmailPreview
                subject={chosen.subject}
                preheader={chosen.preheader}
                body={chosen.body}
                height={460}
              />
            </>
          ) : (
            <p className={classes.none}>{t('gallery.letters.choose')}</p>
          )}
        </div>
      </div>
    </Modal>
  );
}
