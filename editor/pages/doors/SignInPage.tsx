import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api } from '../../api-client.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { sessionQuery } from '../queries.ts';
import { DoorFrame } from './DoorFrame.tsx';

const route = getRouteApi('/sign-in');

/** Signs in and goes on to where one wanted to go. */
export function SignInPage() {
  const { t } = useTranslation('pages');
  const { next } = route.useSearch();
  const router = useRouter();
  const queryClient = useQueryClient();
  const setup = useQuery({ queryKey: ['setup'], queryFn: ({ signal }) => api.getSetup({ signal }) });
  const form = useForm({ initialValues: { email: '', password: '' } });
  const signIn = useMutation({
    mutationFn: (body: typeof form.values) => api.signIn({ body }),
    onSuccess: (session) => {
      queryClient.setQueryData(sessionQuery.queryKey, session);
      router.history.push(isOwnPath(next) ? next : '/workflows');
    },
    onError: () => form.setFieldValue('password', ''),
  });
  return (
    <DoorFrame title={t('doors.signIn.title')}>
      {setup.data?.needed && <Notice tone="info">{t('doors.signIn.needed')}</Notice>}
      <form onSubmit={form.onSubmit((values) => signIn.mutate(values))}>
        <div style={{ display: 'grid', gap: 14 }}>
          <TextInput
            size="sm"
            type="email"
            label={t('doors.email')}
            autoComplete="username"
            required
            withAsterisk={false}
            autoFocus
            {...form.getInputProps('email')}
          />
          <PasswordInput
            size="sm"
            label={t('doors.password')}
            autoComplete="current-password"
            required
            withAsterisk={false}
            {...form.getInputProps('password')}
          />
          <ErrorNotice error={signIn.error} />
          <Button type="submit" size="md" loading={signIn.isPending}>
            {t('doors.signIn.submit')}
          </Button>
        </div>
      </form>
    </DoorFrame>
  );
}

/** Whether an address stays here: a link must not send people elsewhere after they typed their password. */
function isOwnPath(path: string | undefined): path is string {
  return path !== undefined && /^\/(?![/\\])/.test(path);
}
