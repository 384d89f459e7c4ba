import { Skeleton } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { IconLink } from '../../ui/links.tsx';
import { PageBody } from '../../ui/PageBody.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { HookForm } from './HookForm.tsx';
import { blankMapping, type HookDraft } from './hook-draft.ts';
import { hookQuery, NEW_HOOK } from './hook-queries.ts';

const route = getRouteApi('/inside/connect/hooks/$id');

const blank: HookDraft = {
  name: '',
  enabled: true,
  proof: { kind: 'token', header: 'Authorization' },
  mapping: blankMapping,
};

/** One webhook: who sends to it, what its payloads become, and what came lately; a new one when the address says so. */
export function HookPage() {
  const { t } = useTranslation('pages');
  const { id } = route.useParams();
  const { data, error, refetch } = useQuery(hookQuery(id));
  return (
    <>
      <PageHeader
        title={id === NEW_HOOK ? t('hooks.new') : (data?.name ?? id)}
        before={
          <IconLink to="/connect" aria-label={t('hooks.back')}>
            <IconArrowLeft size={18} aria-hidden />
          </IconLink>
        }
      />
      <PageBody>
        <ErrorNotice error={error} onRetry={() => void refetch()} />
        {id !== NEW_HOOK && !data && !error && <Skeleton height={420} radius="lg" />}
        {id === NEW_HOOK && <HookForm key={id} initial={blank} />}
        {data && <HookForm key={id} initial={data} view={data} />}
      </PageBody>
    </>
  );
}
