import { Select } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { AccountView } from '../../../shared/account.ts';
import { api } from '../../api-client.ts';
import { formatCardMonth, formatNumber } from '../../i18n/format.ts';
import { Facts } from '../../ui/Facts.tsx';
import { TextLink } from '../../ui/links.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { tellError } from '../../ui/notify.ts';
import { Panel } from '../../ui/Panel.tsx';
import { tellWithUndo } from '../../ui/tell-with-undo.tsx';
import { useMoney } from '../risk/use-money.ts';
import { usePeople } from '../risk/use-people.ts';
import { useMay } from '../use-may.ts';

/** What an account pays for, when that ends, and who looks after it. */
export function AccountDetails({ account }: { account: AccountView }) {
  const { t } = useTranslation('pages');
  const money = useMoney();
  const { card, contact } = account;
  const cardText = [card?.brand, card?.last4].filter(Boolean).join(' ');
  return (
    <Panel title={t('contacts.one.details')}>
      <Facts
        of={[
          [t('accounts.mrr'), account.mrr === undefined ? undefined : money(account.mrr)],
          [t('accounts.plan'), account.plan],
          [t('accounts.seats'), account.seats === undefined ? undefined : formatNumber(account.seats)],
          [t('accounts.renews'), account.renewsAt && <Moment key="renews" at={account.renewsAt} />],
          [
            t('accounts.card'),
            card && (
              <span key="card">
                {cardText} {card.expiresAt && <CardEnd at={card.expiresAt} />}
              </span>
            ),
          ],
          [
            t('accounts.contact'),
            contact && (
              <TextLink key="contact" size="sm" to="/contacts/$userId" params={{ userId: contact.userId }}>
                {contact.name}
              </TextLink>
            ),
          ],
          [t('accounts.atRiskSince'), account.atRiskSince && <Moment key="since" at={account.atRiskSince} />],
          [t('accounts.manager'), <Manager key="manager" account={account} />],
        ]}
      />
    </Panel>
  );
}

function CardEnd({ at }: { at: string }) {
  const { t } = useTranslation('pages');
  return (
    <span style={{ color: 'var(--m-dim)' }}>{t('accounts.cardEnds', { month: formatCardMonth(at) })}</span>
  );
}

/** Names the success manager, whom tasks for that role go to. */
function Manager({ account }: { account: AccountView }) {
  const { t } = useTranslation('pages');
  const may = useMay();
  const people = usePeople();
  const queryClient = useQueryClient();
  const name = useMutation({
    mutationFn: (manager: string | null) =>
      api.changeAccount({ params: { id: account.id }, body: { manager } }),
    onSuccess: (view) => {
      queryClient.setQueryData(['account', account.id], view);
      tellWithUndo(t('accounts.managerTold'), () => name.mutate(account.manager ?? null));
    },
    onError: tellError,
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['accounts'] }),
  });
  if (!may('marketer')) return account.managerName ?? account.manager ?? '–';
  const known = people.map(({ email, name: label }) => ({ value: email, label: label || email }));
  const isStranger = account.manager !== undefined && !people.some(({ email }) => email === account.manager);
  return (
    <Select
      size="xs"
      aria-label={t('accounts.manager')}
      placeholder={t('accounts.noManager')}
      data={
        isStranger && account.manager !== undefined
          ? [...known, { value: account.manager, label: account.manager }]
          : known
      }
      value={account.manager ?? null}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t('accounts.noManager') }}
      disabled={name.isPending}
      onChange={(value) => name.mutate(value)}
    />
  );
}
