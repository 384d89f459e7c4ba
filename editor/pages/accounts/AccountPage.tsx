import { Skeleton } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ApiProblem, api } from '../../api-client.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { ButtonLink, IconLink } from '../../ui/links.tsx';
import { PageBody } from '../../ui/PageBody.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { CasePanel } from '../cases/CasePanel.tsx';
import columns from '../contacts/ContactPage.module.css';
import { Timeline } from '../contacts/Timeline.tsx';
import { TraitsPanel } from '../contacts/TraitsPanel.tsx';
import { ActivityPanel } from '../risk/ActivityPanel.tsx';
import { HealthMark } from '../risk/HealthMark.tsx';
import { HealthPanel } from '../risk/HealthPanel.tsx';
import { AccountMenu } from '../risk/NextStep.tsx';
import { OpenSignals } from '../risk/OpenSignals.tsx';
import { useMay } from '../use-may.ts';
import { AccountDetails } from './AccountDetails.tsx';
import { DeleteAccount } from './DeleteAccount.tsx';
import { GoingOn } from './GoingOn.tsx';
import { MembersPanel } from './MembersPanel.tsx';
import { MetersPanel } from './MetersPanel.tsx';

const route = getRouteApi('/inside/accounts/$id');

/** One account: how it stands and why, its rescue, what happened, who belongs to it. */
export function AccountPage() {
  const { t } = useTranslation('pages');
  const { id } = route.useParams();
  const { kind } = route.useSearch();
  const navigate = route.useNavigate();
  const may = useMay();
  const { data, error, refetch } = useQuery({
    queryKey: ['account', id],
    queryFn: ({ signal }) => api.getAccount({ params: { id }, signal }),
    refetchInterval: 30_000,
  });
  const gone = !data && error instanceof ApiProblem && error.code === 'ACCOUNT_UNKNOWN';
  return (
    <>
      <PageHeader
        title={data?.name ?? id}
        before={
          <IconLink to="/accounts" aria-label={t('accounts.back')}>
            <IconArrowLeft size={18} aria-hidden />
          </IconLink>
        }
        beside={data && <HealthMark score={data.health} band={data.band} />}
        about={data?.name === undefined ? undefined : id}
      >
        {data && may('admin') && <DeleteAccount account={data} />}
        {data && may('marketer') && <AccountMenu account={data} />}
      </PageHeader>
      <PageBody>
        {gone && (
          <EmptyState title={t('accounts.gone')} text={t('accounts.goneText')}>
            <ButtonLink to="/accounts" size="sm" variant="default">
              {t('accounts.back')}
            </ButtonLink>
          </EmptyState>
        )}
        {!gone && <ErrorNotice error={data ? null : error} onRetry={() => void refetch()} />}
        {!error && !data && <Skeleton height={320} radius="lg" />}
        {data && (
          <div className={columns.columns}>
            <div className={columns.side}>
              <CasePanel account={data} />
              <OpenSignals of={{ account: id }} />
              <ActivityPanel of={{ account: id }} />
              <MetersPanel id={id} meters={data.meters} />
              <Timeline
                of={{ account: id }}
                kind={kind}
                onKind={(value) =>
                  void navigate({ search: (was) => ({ ...was, kind: value }), replace: true })
                }
              />
            </div>
            <div className={columns.side}>
              <HealthPanel of={{ account: id }} />
              <AccountDetails account={data} />
              <GoingOn id={id} />
              <MembersPanel id={id} total={data.members} />
              <TraitsPanel traits={data.traits} />
            </div>
          </div>
        )}
      </PageBody>
    </>
  );
}
