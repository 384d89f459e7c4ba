import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api-client.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { ButtonLink } from '../../ui/links.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { sessionQuery } from '../queries.ts';
import { DoorFrame } from './DoorFrame.tsx';
import { doorChecks } from './door-checks.ts';
import { StartChoice } from './StartChoice.tsx';

const route = getRouteApi('/setup');

/** The first minute: make the admin with the one-time link, then choose how to start. */
export function SetupPage() {
  const { t } = useTranslation('pages');
  const search = route.useSearch();
  const [token] = useState(search.token ?? window.location.hash.slice(1));
  const [created, setCreated] = useState(false);
  const { data, error } = useQuery({
    queryKey: ['setup'],
    queryFn: ({ signal }) => api.getSetup({ signal }),
  });
  if (created) return <StartChoice />;
  if (data && !data.needed) {
    return (
      <DoorFrame title={t('doors.setup.title')} text={t('doors.setup.done')}>
        <ButtonLink to="/sign-in" size="md">
          {t('doors.setup.toSignIn')}
        </ButtonLink>
      </DoorFrame>
    );
  }
  return (
    <DoorFrame title={t('doors.setup.title')} text={t('doors.setup.text')}>
      <ErrorNotice error={error} />
      {token ? (
        <SetupForm token={token} onCreated={() => setCreated(true)} />
      ) : (
        <Notice tone="warn">{t('doors.setup.noToken')}</Notice>
      )}
    </DoorFrame>
  );
}

function SetupForm({ token, onCreated }: { token: string; onCreated: () => void }) {
  const { t } = useTranslation('pages');
  const queryClient = useQueryClient();
  const form = useForm({
    initialValues: { name: '', email: '', password: '' },
    validate: doorChecks(t),
    validateInputOnBlur: true,
  });
  const setUp = useMutation({
    mutationFn: (values: typeof form.values) => api.setUp({ body: { token, ...values } }),
    onSuccess: (session) => {
      queryClient.setQueryData(sessionQuery.queryKey, session);
      onCreated();
    },
  });
  return (
    <form onSubmit={form.onSubmit((values) => setUp.mutate(values))} noValidate>
      <div style={{ display: 'grid', gap: 14 }}>
        <TextInput
          size="sm"
          label={t('doors.name')}
          autoComplete="name"
          data-autofocus
          {...form.getInputProps('name')}
        />
        <TextInput
          size="sm"
          type="email"
          label={t('doors.email')}
          autoComplete="username"
          {...form.getInputProps('email')}
        />
        <PasswordInput
          size="sm"
          label={t('doors.password')}
          description={t('doors.passwordHint')}
          autoComplete="new-password"
          {...form.getInputProps('password')}
        />
        <ErrorNotice error={setUp.error} />
        <Button type="submit" size="md" loading={setUp.isPending}>
          {t('doors.setup.submit')}
        </Button>
      </div>
    </form>
  );
}
