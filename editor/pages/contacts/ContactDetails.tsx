import { useTranslation } from 'react-i18next';
import type { ContactView } from '../../../shared/contact.ts';
import { formatNumber } from '../../i18n/format.ts';
import { Chip } from '../../ui/Chip.tsx';
import { Facts } from '../../ui/Facts.tsx';
import { TextLink } from '../../ui/links.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { useMoney } from '../risk/use-money.ts';

/** What is known of a contact at a glance: account, plan, worth, where and when. */
export function ContactDetails({ contact }: { contact: ContactView }) {
  const { t } = useTranslation('pages');
  const { account } = contact;
  const money = useMoney();
  const number = (value: number | undefined) => (value === undefined ? undefined : formatNumber(value));
  return (
    <Panel title={t('contacts.one.details')}>
      <Facts
        of={[
          [
            t('contacts.one.account'),
            account && (
              <TextLink key="account" size="sm" to="/accounts/$id" params={{ id: account.id }}>
                {account.name ?? account.id}
              </TextLink>
            ),
          ],
          [t('contacts.one.plan'), account?.plan],
          [t('contacts.one.mrr'), account?.mrr === undefined ? undefined : money(account.mrr)],
          [t('contacts.one.seats'), number(account?.seats)],
          [t('contacts.one.zone'), contact.zone],
          [t('contacts.one.locale'), contact.locale],
          [t('contacts.one.appeared'), <Moment key="appeared" at={contact.appearedAt} />],
          [t('contacts.one.seen'), <Moment key="seen" at={contact.lastSeenAt} />],
          [
            t('contacts.one.tags'),
            contact.tags.length > 0 ? (
              <span key="tags" style={{ display: 'flex', flexWrap: 'wrap', gap: 4 }}>
                {contact.tags.map((tag) => (
                  <Chip key={tag}>{tag}</Chip>
                ))}
              </span>
            ) : undefined,
          ],
        ]}
      />
    </Panel>
  );
}
