import { Button, PasswordInput, Skeleton, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api } from '../../api-client.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { sessionQuery } from '../queries.ts';
import { DoorFrame } from './DoorFrame.tsx';
import { doorChecks } from './door-checks.ts';

const route = getRouteApi('/invitation/$token');

/** Takes up an invitation: a name and a password, and one is in. */
export function InvitationPage() {
  const { t } = useTranslation(['pages', 'words']);
  const { token } = route.useParams();
  const { data, error } = useQuery({
    queryKey: ['invitation', token],
    queryFn: ({ signal }) => api.getInvitation({ params: { token }, signal }),
    retry: false,
  });
  const role = data && t(`words:roles.${data.role}`);
  const text =
    data?.invitedBy === undefined
      ? role && t('doors.invitation.textAnonymous', { role })
      : t('doors.invitation.text', { invitedBy: data.invitedBy, role });
  return (
    <DoorFrame title={t('doors.invitation.title')} text={text}>
      <ErrorNotice error={error} />
      {!data && !error && <Skeleton height={180} />}
      {data && <AcceptForm token={token} email={data.email} />}
    </DoorFrame>
  );
}

function AcceptForm({ token, email }: { token: string; email: string }) {
  const { t } = useTranslation('pages');
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const { name, password } = doorChecks(t);
  const form = useForm({
    initialValues: { name: '', password: '' },
    validate: { name, password },
    validateInputOnBlur: true,
  });
  const accept = useMutation({
    mutationFn: (body: typeof form.values) => api.acceptInvitation({ params: { token }, body }),
    onSuccess: (session) => {
      queryClient.setQueryData(sessionQuery.queryKey, session);
      void navigate({ to: '/workflows' });
    },
  });
  return (
    <form onSubmit={form.onSubmit((values) => accept.mutate(values))} noValidate>
      <div style={{ display: 'grid', gap: 14 }}>
        <TextInput
          size="sm"
          type="email"
          label={t('doors.email')}
          value={email}
          readOnly
          autoComplete="username"
        />
        <TextInput
          size="sm"
          label={t('doors.name')}
          autoComplete="name"
          autoFocus
          {...form.getInputProps('name')}
        />
        <PasswordInput
          size="sm"
          label={t('doors.password')}
          description={t('doors.passwordHint')}
          autoComplete="new-password"
          {...form.getInputProps('password')}
        />
        <ErrorNotice error={accept.error} />
        <Button type="submit" size="md" loading={accept.isPending}>
          {t('doors.invitation.submit')}
        </Button>
      </div>
    </form>
  );
}
