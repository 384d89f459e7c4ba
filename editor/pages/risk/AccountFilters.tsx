import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../api-client.ts';
import { FilterSelect } from '../../ui/FilterSelect.tsx';
import { usePeople } from './use-people.ts';

interface AccountFiltersProps {
  plan: string | undefined;
  manager: string | undefined;
  onChange: (change: { plan?: string | undefined; manager?: string | undefined }) => void;
}

/** Narrows a list of accounts to a plan and to those one person looks after. */
export function AccountFilters({ plan, manager, onChange }: AccountFiltersProps) {
  const { t } = useTranslation('pages');
  const people = usePeople();
  const plans = useQuery({
    queryKey: ['plans'],
    queryFn: ({ signal }) => api.listPlans({ signal }),
    staleTime: 60_000,
  }).data?.plans;
  return (
    <>
      <FilterSelect
        w={170}
        label={t('accounts.plan')}
        all={t('accounts.anyPlan')}
        data={[...new Set([...(plans ?? []), ...(plan === undefined ? [] : [plan])])]}
        value={plan}
        onChange={(value) => onChange({ plan: value })}
      />
      <FilterSelect
        w={200}
        label={t('accounts.manager')}
        all={t('accounts.anyManager')}
        data={[
          { value: 'none', label: t('accounts.noManager') },
          ...people.map(({ email, name }) => ({ value: email, label: name || email })),
        ]}
        value={manager}
        onChange={(value) => onChange({ manager: value })}
      />
    </>
  );
}
