import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../api-client.ts';
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
      <Select
        size="sm"
        w={170}
        aria-label={t('accounts.plan')}
        placeholder={t('accounts.anyPlan')}
        data={[...new Set([...(plans ?? []), ...(plan === undefined ? [] : [plan])])]}
        value={plan ?? null}
        clearable
        clearButtonProps={{ 'aria-label': t('accounts.anyPlan') }}
        onChange={(value) => onChange({ plan: value ?? undefined })}
      />
      <Select
        size="sm"
        w={200}
        aria-label={t('accounts.manager')}
        placeholder={t('accounts.anyManager')}
        data={[
          { value: 'none', label: t('accounts.noManager') },
          ...people.map(({ email, name }) => ({ value: email, label: name || email })),
        ]}
        value={manager ?? null}
        clearable
        clearButtonProps={{ 'aria-label': t('accounts.anyManager') }}
        onChange={(value) => onChange({ manager: value ?? undefined })}
      />
    </>
  );
}
