import { TagsInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { siteOrigin } from '../../../shared/people.ts';
import { readBy } from '../../schemas-there.ts';

const MOST = 50;

/** The sites that may use a browser key, as origins; none means any site. */
export function SitesField({
  value,
  onChange,
}: {
  value: readonly string[];
  onChange: (sites: string[]) => void;
}) {
  const { t } = useTranslation('pages');
  return (
    <TagsInput
      size="sm"
      label={t('settings.keys.sites')}
      description={t('settings.keys.sitesHint')}
      placeholder="https://app.example.com"
      maxTags={MOST}
      acceptValueOnBlur
      value={[...value]}
      onChange={(sites) => onChange([...new Set(sites.map(originOf))])}
    />
  );
}

/** The origin of an address, with `https://` where somebody left it out; what is none is refused by the server. */
function originOf(site: string): string {
  const address = site.includes('://') ? site : `https://${site}`;
  return readBy(siteOrigin, address) ?? site;
}
