import { Button, Text, VisuallyHidden } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BillingStatus } from '../../../shared/billing.ts';
import { api } from '../../api-client.ts';
import { CodeBlock, CopyField } from '../../ui/CopyField.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { JobProgress } from '../../ui/JobProgress.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { tell } from '../../ui/notify.ts';
import { useMay } from '../use-may.ts';
import classes from './ConnectPage.module.css';

/** What Stripe is to send: everything that becomes an event or a field of an account here. */
const notices = [
  'customer.*',
  'customer.subscription.*',
  'invoice.paid',
  'invoice.payment_failed',
  'invoice.voided',
  'invoice.marked_uncollectible',
  'payment_method.*',
  'charge.dispute.*',
];

/** How Stripe is connected, step by step, and how far that is. */
export function StripeSteps({ status }: { status: BillingStatus }) {
  const { t } = useTranslation('pages');
  const { missing, lastNoticeAt, address, mapped, open } = status;
  const hasSecret = !missing.includes('STRIPE_WEBHOOK_SECRET');
  const hasKey = !missing.includes('STRIPE_API_KEY');
  return (
    <ol className={classes.checks}>
      <Step title={t('billing.steps.address')} done={lastNoticeAt !== undefined}>
        <p>{t('billing.steps.addressText')}</p>
        <CopyField label={t('billing.address')} value={address} />
        <details className={classes.more}>
          <summary>{t('billing.steps.notices')}</summary>
          <CodeBlock label={t('billing.steps.notices')} code={notices.join('\n')} />
        </details>
      </Step>
      <Step title={t('billing.steps.secret')} done={hasSecret}>
        <p>{t(hasSecret ? 'billing.steps.secretSet' : 'billing.steps.secretText')}</p>
        {!hasSecret && <CodeBlock label={t('billing.steps.secret')} code="STRIPE_WEBHOOK_SECRET=whsec_…" />}
      </Step>
      <Step title={t('billing.steps.key')} done={hasKey}>
        <p>{t(hasKey ? 'billing.steps.keySet' : 'billing.steps.keyText')}</p>
        {hasKey ? <BackFill /> : <CodeBlock label={t('billing.steps.key')} code="STRIPE_API_KEY=rk_live_…" />}
      </Step>
      <Step title={t('billing.steps.match')} done={mapped > 0 && open === 0}>
        <Text size="sm" c="dimmed">
          {t('billing.connected', { mapped, open })}{' '}
          {lastNoticeAt ? (
            <>
              {t('billing.steps.last')} <Moment at={lastNoticeAt} />
            </>
          ) : (
            t('billing.steps.silent')
          )}
        </Text>
      </Step>
    </ol>
  );
}

function Step({ title, done, children }: { title: string; done: boolean; children: ReactNode }) {
  const { t } = useTranslation('pages');
  return (
    <li>
      <span className={classes.mark} data-done={done || undefined}>
        {done && <IconCheck size={14} stroke={2.6} aria-hidden />}
      </span>
      <div className={classes.step}>
        <strong>
          {title}
          <VisuallyHidden> ({t(done ? 'connect.steps.done' : 'connect.steps.open')})</VisuallyHidden>
        </strong>
        {children}
      </div>
    </li>
  );
}

/** Reads every customer and subscription there is, once; it starts no workflow. */
function BackFill() {
  const { t } = useTranslation('pages');
  const may = useMay();
  const queryClient = useQueryClient();
  const [failure, setFailure] = useState<Error>();
  const start = useMutation({
    mutationFn: () => api.backfillBilling(),
    onMutate: () => setFailure(undefined),
  });
  const job = failure ? undefined : start.data?.job;
  if (!may('manager')) return null;
  async function finish() {
    tell(t('billing.steps.filled'));
    start.reset();
    await queryClient.invalidateQueries({ queryKey: ['billing'] });
  }
  return (
    <>
      <ErrorNotice error={start.error ?? failure} />
      {job === undefined ? (
        <Button size="sm" variant="default" loading={start.isPending} onClick={() => start.mutate()}>
          {t('billing.steps.fill')}
        </Button>
      ) : (
        <JobProgress
          job={job}
          label={t('billing.steps.filling')}
          onDone={() => void finish()}
          onFailed={setFailure}
        />
      )}
    </>
  );
}
