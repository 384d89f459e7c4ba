import { VisuallyHidden } from '@mantine/core';
import { IconCircleCheck, IconCircleDashed } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { renamableEvents } from '../../../shared/playbooks/names.ts';
import type { PlaybookView } from '../../../shared/playbooks/view.ts';
import { linkNames } from '../../../shared/settings.ts';
import { subjectOf } from '../../../shared/vocabulary/subjects.ts';
import { currentLanguage } from '../../i18n/language.ts';
import { EventNamesForm } from './EventNamesForm.tsx';
import classes from './Gallery.module.css';
import { LinksForm } from './LinksForm.tsx';
import { signalName } from './read-playbooks.ts';

/** What a playbook reads of the world, what of that was seen here, and where to say what this product calls it. */
export function PlaybookNeeds({ playbook }: { playbook: PlaybookView }) {
  const { t } = useTranslation('pages');
  const { events, fields, meters, signals, linksMissing } = playbook.needs;
  const language = currentLanguage();
  const renamable = renamableEvents.filter((name) => events.some((event) => event.name === name));
  const links = linkNames.filter((name) => linksMissing.includes(name));
  return (
    <section>
      <h3 className={classes.heading}>{t('gallery.needs')}</h3>
      <ul className={classes.needs}>
        {events.map(({ name, own, isHere }) => (
          <Need key={name} isHere={isHere} kind={t('gallery.event')}>
            {own === name ? name : t('gallery.named', { own, name })}
          </Need>
        ))}
        {fields.map(({ name, isHere }) => (
          <Need key={name} isHere={isHere} kind={t('gallery.field')}>
            {fieldName(name)}
          </Need>
        ))}
        {meters.map(({ name, isHere }) => (
          <Need key={name} isHere={isHere} kind={t('gallery.meter')}>
            {name}
          </Need>
        ))}
        {signals.map((key) => (
          <Need key={key} isHere kind={t('gallery.signal')}>
            {signalName(key)}
          </Need>
        ))}
      </ul>
      {renamable.length > 0 && <EventNamesForm names={renamable} />}
      {links.length > 0 && <LinksForm names={links} />}
    </section>
  );

  function fieldName(path: string): string {
    const [fact = '', ...keys] = path.split('.');
    const leaf = { fact, path: `$.${keys.join('.')}`, operator: 'exists', value: true };
    return subjectOf(leaf, language, () => '');
  }
}

function Need({ kind, isHere, children }: { kind: string; isHere: boolean; children: string }) {
  const { t } = useTranslation('pages');
  const Icon = isHere ? IconCircleCheck : IconCircleDashed;
  return (
    <li data-here={isHere || undefined}>
      <Icon size={17} aria-hidden />
      <span>
        <b>{children}</b> <small>{kind}</small>
        <VisuallyHidden>: {t(isHere ? 'gallery.here' : 'gallery.notHere')}</VisuallyHidden>
      </span>
      {!isHere && <em aria-hidden>{t('gallery.notHere')}</em>}
    </li>
  );
}
