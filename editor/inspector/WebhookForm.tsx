import { ActionIcon, Button, Select, Switch, Textarea, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { StepOf } from '../../shared/steps/index.ts';
import { withOptional } from '../../shared/steps/step-definition.ts';
import classes from './fields.module.css';
import { OwnPaths } from './OwnPaths.tsx';
import { setStep } from './set-step.ts';

type Webhook = StepOf<'call-webhook'>;

const timeouts = ['5s', '10s', '20s', '30s'] as const;

/** Which system is called, and with what. */
export function WebhookForm({ id, step }: { id: string; step: Webhook }) {
  const { t } = useTranslation('inspector');
  const at = `steps.${id}`;
  const setHeader = (index: number, change: Partial<Webhook['headers'][number]>, field: string) =>
    setStep(
      id,
      {
        ...step,
        headers: step.headers.map((each, place) => (place === index ? { ...each, ...change } : each)),
      },
      `headers.${index}.${field}`,
    );
  return (
    <>
      <TextInput
        label={t('webhook.url')}
        description={t('webhook.urlHint')}
        required
        placeholder="https://example.com/hook"
        maxLength={2_000}
        data-path={`${at}.url`}
        value={step.url}
        onChange={(event) => setStep(id, { ...step, url: event.currentTarget.value }, 'url')}
      />
      <Switch
        label={t('webhook.ownBody')}
        description={t('webhook.ownBodyHint')}
        checked={step.body !== undefined}
        onChange={(event) =>
          setStep(
            id,
            withOptional(
              step,
              'body',
              event.currentTarget.checked ? '{\n  "email": "{{ contact.email }}"\n}' : undefined,
            ),
          )
        }
      />
      {step.body !== undefined && (
        <>
          <Textarea
            label={t('webhook.body')}
            autosize
            minRows={4}
            maxRows={16}
            spellCheck={false}
            data-path={`${at}.body`}
            value={step.body}
            onChange={(event) => setStep(id, { ...step, body: event.currentTarget.value }, 'body')}
          />
          <p className={classes.note}>{t('liquidHint', { open: '{{', close: '}}' })}</p>
        </>
      )}
      <h3>{t('webhook.headers')}</h3>
      <p className={classes.note}>{t('webhook.headersHint', { open: '{{', close: '}}' })}</p>
      {step.headers.map((header, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: headers have no name of their own and are never reordered.
        <div key={index} className={classes.pathHead} data-path={`${at}.headers.${index}`}>
          <TextInput
            label={t('webhook.headerName')}
            placeholder="Authorization"
            maxLength={100}
            data-path={`${at}.headers.${index}.name`}
            value={header.name}
            onChange={(event) => setHeader(index, { name: event.currentTarget.value }, 'name')}
          />
          <TextInput
            label={t('webhook.headerValue')}
            placeholder="Bearer {{ secrets.crm }}"
            maxLength={2_000}
            data-path={`${at}.headers.${index}.value`}
            value={header.value}
            onChange={(event) => setHeader(index, { value: event.currentTarget.value }, 'value')}
          />
          <ActionIcon
            aria-label={t('webhook.removeHeader', { name: header.name || index + 1 })}
            onClick={() =>
              setStep(id, { ...step, headers: step.headers.filter((_, place) => place !== index) })
            }
          >
            <IconTrash size={16} />
          </ActionIcon>
        </div>
      ))}
      <div>
        <Button
          variant="default"
          leftSection={<IconPlus size={15} />}
          disabled={step.headers.length >= 20}
          onClick={() =>
            setStep(id, { ...step, headers: [...step.headers, { name: 'Authorization', value: '' }] })
          }
        >
          {t('webhook.addHeader')}
        </Button>
      </div>
      <Select
        label={t('webhook.timeout')}
        data={timeouts.map((value) => ({ value, label: t('webhook.seconds', { for: value }) }))}
        value={step.timeout}
        onChange={(value) => {
          const timeout = timeouts.find((each) => each === value);
          if (timeout) setStep(id, { ...step, timeout });
        }}
      />
      <OwnPaths id={id} step={step} first="ok" hint={t('webhook.ownPathHint')} label={t('webhook.ownPath')} />
    </>
  );
}
