import { Button, Skeleton } from '@mantine/core';
import { IconArrowLeft, IconMail, IconRoute } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ContactView, displayName } from '../../../shared/contact.ts';
import { ApiProblem, api } from '../../api-client.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { ButtonLink, IconLink } from '../../ui/links.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { PageBody } from '../../ui/PageBody.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { reasonText } from '../../ui/reason-text.ts';
import { StartDialog } from '../many/StartDialog.tsx';
import { WriteDialog } from '../many/WriteDialog.tsx';
import { ActivityPanel } from '../risk/ActivityPanel.tsx';
import { HealthPanel } from '../risk/HealthPanel.tsx';
import { OpenSignals } from '../risk/OpenSignals.tsx';
import { useMay } from '../use-may.ts';
import { ContactDetails } from './ContactDetails.tsx';
import classes from './ContactPage.module.css';
import { EraseDialog } from './EraseDialog.tsx';
import { InsideNow } from './InsideNow.tsx';
import { MailPermission } from './MailPermission.tsx';
import { PermissionPanel } from './PermissionPanel.tsx';
import { Timeline } from './Timeline.tsx';
import { TraitsPanel } from './TraitsPanel.tsx';
import { WhyPanel } from './WhyPanel.tsx';

const route = getRouteApi('/inside/contacts/$userId');

/** One contact: who they are, what happened, and what can be done for them. */
export function ContactPage() {
  const { t } = useTranslation(['pages', 'shell']);
  const { userId } = route.useParams();
  const { kind } = route.useSearch();
  const navigate = route.useNavigate();
  const { data, error, refetch } = useQuery({
    queryKey: ['contact', userId],
    queryFn: ({ signal }) => api.getContact({ params: { userId }, signal }),
  });
  const gone = error instanceof ApiProblem && error.code === 'CONTACT_UNKNOWN';
  const name = data ? (data.name ?? displayName(data)) : userId;
  return (
    <>
      <PageHeader
        title={name}
        before={
          <IconLink to="/contacts" aria-label={t('contacts.one.back')}>
            <IconArrowLeft size={18} aria-hidden />
          </IconLink>
        }
        beside={data && <MailPermission contact={data} />}
        about={data?.email}
      >
        {data && <ContactActions contact={data} name={name} />}
      </PageHeader>
      <PageBody>
        {gone && (
          <EmptyState title={t('contacts.one.gone')} text={t('contacts.one.goneText')}>
            <ButtonLink to="/contacts" size="sm" variant="default">
              {t('contacts.one.back')}
            </ButtonLink>
          </EmptyState>
        )}
        {!gone && <ErrorNotice error={data ? null : error} onRetry={() => void refetch()} />}
        {!error && !data && <Skeleton height={320} radius="lg" />}
        {data && (
          <>
            {data.suppressed && (
              <Notice tone="warn">
                {t('contacts.one.suppressed', { reason: reasonText(data.suppressed) })}
              </Notice>
            )}
            <div className={classes.columns}>
              <div className={classes.side}>
                <OpenSignals of={{ contact: userId }} />
                <ActivityPanel of={{ contact: userId }} />
                <Timeline
                  of={{ contact: userId }}
                  kind={kind}
                  onKind={(value) =>
                    void navigate({ search: (was) => ({ ...was, kind: value }), replace: true })
                  }
                />
              </div>
              <div className={classes.side}>
                <HealthPanel of={{ contact: userId }} />
                <ContactDetails contact={data} />
                <InsideNow userId={userId} />
                <PermissionPanel contact={data} userId={userId} />
                <TraitsPanel traits={data.traits} />
                <WhyPanel userId={userId} />
              </div>
            </div>
          </>
        )}
      </PageBody>
    </>
  );
}

function ContactActions({ contact, name }: { contact: ContactView; name: string }) {
  const { t } = useTranslation('pages');
  const may = useMay();
  const [open, setOpen] = useState<'enrol' | 'erase' | 'write'>();
  const { userId } = contact;
  // Anonymous visitors cannot enter workflows; they become known with the first identify.
  if (userId === undefined) return null;
  const close = () => setOpen(undefined);
  return (
    <>
      {may('admin') && (
        <Button size="sm" variant="subtle" color="red" onClick={() => setOpen('erase')}>
          {t('contacts.erase.button')}
        </Button>
      )}
      {may('marketer') && contact.email !== undefined && (
        <Button
          size="sm"
          variant="default"
          leftSection={<IconMail size={16} aria-hidden />}
          onClick={() => setOpen('write')}
        >
          {t('risk.actions.write')}
        </Button>
      )}
      {may('marketer') && (
        <Button
          size="sm"
          variant="default"
          leftSection={<IconRoute size={16} aria-hidden />}
          onClick={() => setOpen('enrol')}
        >
          {t('contacts.enrol.button')}
        </Button>
      )}
      {open === 'enrol' && <StartDialog of="contacts" chosen={[{ id: userId, name }]} onClose={close} />}
      {open === 'write' && <WriteDialog of="contacts" chosen={[{ id: userId, name }]} onClose={close} />}
      {open === 'erase' && <EraseDialog userId={userId} name={name} onClose={close} />}
    </>
  );
}
