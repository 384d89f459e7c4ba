import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PageBody } from '../../ui/PageBody.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { useMay } from '../use-may.ts';
import { BillingPanel } from './BillingPanel.tsx';
import { CallList } from './CallList.tsx';
import { Checklist } from './Checklist.tsx';
import classes from './ConnectPage.module.css';
import { HooksPanel } from './HooksPanel.tsx';
import { KeyPanel } from './KeyPanel.tsx';
import { MeterEventsPanel } from './MeterEventsPanel.tsx';
import { SnippetPanel } from './SnippetPanel.tsx';
import { TestEventButton } from './TestEventButton.tsx';

/** Where a developer connects their product: a key, a snippet, a test, and every call as it arrives. */
export function ConnectPage() {
  const { t } = useTranslation('pages');
  const may = useMay();
  // Kept in this page only: a write key must not lie about in the browser's storage.
  const [writeKey, setWriteKey] = useState('');
  return (
    <>
      <PageHeader title={t('connect.title')} about={t('connect.about')}>
        <TestEventButton writeKey={writeKey} />
      </PageHeader>
      <PageBody>
        <div className={classes.columns}>
          <div className={classes.column}>
            <KeyPanel writeKey={writeKey} onKey={setWriteKey} />
            <SnippetPanel writeKey={writeKey} />
          </div>
          <Checklist />
        </div>
        <BillingPanel />
        {may('manager') && <HooksPanel />}
        {may('admin') && <MeterEventsPanel />}
        <CallList />
      </PageBody>
    </>
  );
}
