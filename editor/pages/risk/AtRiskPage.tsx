import { IconLifebuoy } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { riskDirections } from '../../../shared/risk.ts';
import { api } from '../../api-client.ts';
import { atRiskSearch } from '../../search-params.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { FilterSelect } from '../../ui/FilterSelect.tsx';
import { FilterTabs } from '../../ui/FilterTabs.tsx';
import { ButtonLink } from '../../ui/links.tsx';
import { PageBody } from '../../ui/PageBody.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { sortingOf } from '../../ui/sorting.ts';
import { Toolbar, ToolbarGroup } from '../../ui/Toolbar.tsx';
import { AccountBulkBar } from '../accounts/AccountBulkBar.tsx';
import { sessionQuery } from '../queries.ts';
import { useList } from '../use-list.ts';
import { useMay } from '../use-may.ts';
import { ViewMenu } from '../views/ViewMenu.tsx';
import { AccountFilters } from './AccountFilters.tsx';
import classes from './AtRiskPage.module.css';
import { CardForecast } from './CardForecast.tsx';
import { RiskTable } from './RiskTable.tsx';
import { RiskTrend } from './RiskTrend.tsx';
import { useSignals } from './use-signals.ts';

const route = getRouteApi('/inside/at-risk');

/** Who is at risk, how much they pay and why, what is already done about it, and the next step one click away. */
export function AtRiskPage() {
  const { t } = useTranslation(['pages', 'shell']);
  const filters = route.useSearch();
  const { sort, direction, plan, manager, signal, month } = filters;
  const narrowed = { plan, manager, signal };
  const navigate = useNavigate({ from: '/at-risk' });
  const me = useQuery(sessionQuery).data?.person.email;
  const may = useMay();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const list = useList(
    ['accounts', 'at-risk', sort, direction, narrowed],
    (place, abort) => api.listAtRisk({ query: { sort, direction, ...narrowed, ...place }, signal: abort }),
    { every: 30_000 },
  );
  const rows = list.rows ?? [];
  const change = (part: Partial<typeof filters>) =>
    void navigate({ search: (was) => ({ ...was, ...part }), replace: true });
  const chosen = rows.filter(({ id }) => selected.has(id));
  const isNarrowed = [plan, manager, signal].some((value) => value !== undefined);
  return (
    <>
      <PageHeader
        title={t('risk.title')}
        about={t('risk.about')}
        beside={
          <ViewMenu
            place="at-risk"
            filters={{ sort, direction, plan, manager, signal }}
            onChoose={(chosen) => void navigate({ search: { ...atRiskSearch(chosen), month } })}
          />
        }
      />
      <PageBody>
        <div className={classes.overview}>
          <RiskTrend filters={narrowed} />
          <CardForecast month={month} onMonth={(value) => change({ month: value })} />
        </div>
        <Toolbar>
          <FilterTabs
            label={t('risk.views.label')}
            value={viewOf(manager, me)}
            options={[
              { value: 'all', label: t('risk.views.all') },
              { value: 'mine', label: t('risk.views.mine') },
              { value: 'nobody', label: t('risk.views.nobody') },
            ]}
            onChange={(view) =>
              change({ manager: view === 'mine' ? me : view === 'nobody' ? 'none' : undefined })
            }
          />
          <ToolbarGroup>
            <SignalFilter value={signal} onChange={(value) => change({ signal: value })} />
            <AccountFilters plan={plan} manager={manager} onChange={change} />
          </ToolbarGroup>
        </Toolbar>
        {chosen.length > 0 && <AccountBulkBar accounts={chosen} onDone={() => setSelected(new Set())} />}
        <ErrorNotice error={list.error} onRetry={list.retry} />
        {!list.error && (
          <Panel flush>
            <RiskTable
              rows={list.rows}
              selection={may('marketer') ? { selected, onChange: setSelected } : undefined}
              sorting={sortingOf({ sort, direction }, riskDirections, change)}
              paging={list.paging}
              empty={
                isNarrowed ? (
                  <EmptyState title={t('accounts.noMatch')} text={t('accounts.noMatchText')}>
                    <ButtonLink to="/at-risk" search={{}} size="sm" variant="default">
                      {t('shell:common.clear')}
                    </ButtonLink>
                  </EmptyState>
                ) : (
                  <EmptyState icon={IconLifebuoy} title={t('risk.empty')} text={t('risk.emptyText')}>
                    <ButtonLink to="/accounts" size="sm" variant="default">
                      {t('risk.toAccounts')}
                    </ButtonLink>
                  </EmptyState>
                )
              }
            />
          </Panel>
        )}
      </PageBody>
    </>
  );
}

function viewOf(manager: string | undefined, me: string | undefined): 'all' | 'mine' | 'nobody' | 'other' {
  if (manager === undefined) return 'all';
  if (manager === 'none') return 'nobody';
  return manager === me ? 'mine' : 'other';
}

function SignalFilter({
  value,
  onChange,
}: {
  value: string | undefined;
  onChange: (key: string | undefined) => void;
}) {
  const { t } = useTranslation('pages');
  const signals = [...useSignals().values()].filter(({ good, subject }) => !good && subject === 'account');
  return (
    <FilterSelect
      w={200}
      label={t('risk.signal')}
      all={t('risk.anySignal')}
      data={signals.map(({ key, name }) => ({ value: key, label: name }))}
      value={value}
      onChange={onChange}
    />
  );
}
