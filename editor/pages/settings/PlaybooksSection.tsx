import { useTranslation } from 'react-i18next';
import { renamableEvents } from '../../../shared/playbooks/names.ts';
import { linkNames } from '../../../shared/settings.ts';
import { Panel } from '../../ui/Panel.tsx';
import { EventNamesForm } from '../gallery/EventNamesForm.tsx';
import { LinksForm } from '../gallery/LinksForm.tsx';

/** What playbooks have to know about this product: names of events, addresses of pages. */
export function PlaybooksSection() {
  const { t } = useTranslation('pages');
  return (
    <Panel title={t('gallery.section.names')} about={t('gallery.section.namesAbout')}>
      <EventNamesForm names={renamableEvents} />
      <LinksForm names={linkNames} />
    </Panel>
  );
}
