import { Button, Group, NumberInput, Select, Skeleton, Stack, Textarea, TextInput } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RootCondition } from '../../../shared/condition.ts';
import { SIGNAL_FORMAT, type Signal, type SignalView } from '../../../shared/signal.ts';
import { api } from '../../api-client.ts';
import { ConditionBuilder } from '../../inspector/ConditionBuilder.tsx';
import { DurationField } from '../../inspector/DurationField.tsx';
import { ask } from '../../ui/ask.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { ButtonLink } from '../../ui/links.tsx';
import { tell, tellError } from '../../ui/notify.ts';
import { Panel } from '../../ui/Panel.tsx';
import { tellWithUndo } from '../../ui/tell-with-undo.tsx';
import { useMay } from '../use-may.ts';
import { SignalNeeds } from './SignalNeeds.tsx';
import { SignalOpenings } from './SignalOpenings.tsx';
import { NEW_SIGNAL, signalQuery } from './signal-queries.ts';
import classes from './TemplateForm.module.css';

const route = getRouteApi('/inside/settings/signals/$key');

/** A signal while it is written: without rules yet it cannot be saved. */
type SignalDraft = Omit<Signal, 'opensWhen'> & { opensWhen: RootCondition | undefined };

const blank: SignalDraft = {
  format: SIGNAL_FORMAT,
  key: '',
  name: '',
  message: '',
  subject: 'account',
  severity: 'medium',
  weight: 5,
  cooldown: '7d',
  good: false,
  opensWhen: undefined,
};

/** One signal: what it means, when it opens and resolves, and for whom it is open; a new one when the address says so. */
export function SignalForm() {
  const { t } = useTranslation('pages');
  const { key } = route.useParams();
  const isNew = key === NEW_SIGNAL;
  const { data, error } = useQuery(signalQuery(key));
  return (
    <>
      <div>
        <ButtonLink
          to="/settings/$section"
          params={{ section: 'signals' }}
          variant="subtle"
          leftSection={<IconArrowLeft size={15} aria-hidden />}
        >
          {t('signals.back')}
        </ButtonLink>
      </div>
      <ErrorNotice error={error} />
      {!isNew && !data && !error && <Skeleton height={420} radius="lg" />}
      {isNew && <SignalFields initial={blank} />}
      {data && (
        <div className={classes.columns}>
          <SignalFields key={data.etag} initial={data.document} view={data} />
          <Stack>
            <SignalOpenings signal={data.key} />
            <SignalNeeds needs={data.needs} />
          </Stack>
        </div>
      )}
    </>
  );
}

function SignalFields({ initial, view }: { initial: SignalDraft; view?: SignalView }) {
  const { t } = useTranslation(['pages', 'shell']);
  const may = useMay();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [draft, setDraft] = useState(initial);
  const set = (part: Partial<SignalDraft>) => setDraft((was) => ({ ...was, ...part }));
  const mayEdit = may('marketer');

  const renew = () =>
    Promise.all(['signals', 'signal'].map((key) => queryClient.invalidateQueries({ queryKey: [key] })));
  async function leave(message: string, putBack?: () => Promise<unknown>) {
    if (putBack) tellWithUndo(message, () => void putBack().then(renew, tellError));
    else tell(message);
    await renew();
    await navigate({ to: '/settings/$section', params: { section: 'signals' } });
  }
  const asItWas = ({ key, etag }: SignalView) =>
    api.saveSignal({ params: { key }, body: initial, ifMatch: etag });
  /** Made anew it is on; people for whom it was open are found anew as well. */
  async function makeAnew(was: SignalView): Promise<void> {
    await api.createSignal({ body: initial });
    if (!was.on) await api.switchSignal({ params: { key: was.key }, body: { on: false } });
  }
  const save = useMutation({
    mutationFn: () =>
      view
        ? api.saveSignal({ params: { key: view.key }, body: draft, ifMatch: view.etag })
        : api.createSignal({ body: draft }),
    onSuccess: (saved) => leave(t('signals.saved'), view && (() => asItWas(saved))),
  });
  const reset = useMutation({
    mutationFn: () => api.resetSignal({ params: { key: draft.key } }),
    onSuccess: (shipped) => leave(t('signals.wasReset'), () => asItWas(shipped)),
    onError: tellError,
  });
  const remove = useMutation({
    mutationFn: () => api.deleteSignal({ params: { key: draft.key } }),
    onSuccess: () => leave(t('signals.deleted'), view && (() => makeAnew(view))),
    onError: tellError,
  });
  /** Its openings are over for good. */
  async function askToDelete() {
    const isSure = await ask({
      title: t('signals.deleteTitle', { name: draft.name }),
      text: t('signals.deleteText'),
      confirm: t('shell:common.remove'),
      grave: true,
    });
    if (isSure) remove.mutate();
  }

  return (
    <Panel title={view ? view.name : t('signals.new')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <Stack>
          <TextInput
            size="sm"
            label={t('signals.name')}
            required
            value={draft.name}
            onChange={({ currentTarget }) => set({ name: currentTarget.value })}
          />
          <TextInput
            size="sm"
            label={t('signals.key')}
            description={t('signals.keyHint')}
            required
            readOnly={view !== undefined}
            value={draft.key}
            onChange={({ currentTarget }) => set({ key: currentTarget.value })}
          />
          <Textarea
            size="sm"
            label={t('signals.message')}
            description={t('signals.messageHint')}
            autosize
            maxLength={500}
            value={draft.message}
            onChange={({ currentTarget }) => set({ message: currentTarget.value })}
          />
          <Group grow align="end">
            <Select
              size="sm"
              label={t('signals.whose')}
              allowDeselect={false}
              disabled={view !== undefined}
              data={(['account', 'contact'] as const).map((value) => ({
                value,
                label: t(`signals.subject.${value}`),
              }))}
              value={draft.subject}
              onChange={(subject) => subject && set({ subject: subject as Signal['subject'] })}
            />
            <Select
              size="sm"
              label={t('signals.columns.severity')}
              allowDeselect={false}
              data={(['low', 'medium', 'high'] as const).map((value) => ({
                value,
                label: t(`signals.severity.${value}`),
              }))}
              value={draft.severity}
              onChange={(severity) => severity && set({ severity: severity as Signal['severity'] })}
            />
          </Group>
          <Group grow align="end">
            <NumberInput
              size="sm"
              label={t('signals.weight')}
              min={0}
              max={100}
              allowDecimal={false}
              clampBehavior="strict"
              value={draft.weight}
              onChange={(weight) => set({ weight: Math.trunc(Number(weight)) || 0 })}
            />
            <DurationField
              label={t('signals.cooldown')}
              path="cooldown"
              value={draft.cooldown ?? '1d'}
              onChange={(cooldown) => set({ cooldown })}
            />
          </Group>
          <fieldset className={classes.rules}>
            <legend>{t('signals.opens')}</legend>
            <ConditionBuilder
              label={t('signals.opens')}
              value={draft.opensWhen}
              path="opensWhen"
              scope="signal"
              subject={draft.subject}
              isUncounted
              onChange={(opensWhen) => set({ opensWhen })}
            />
          </fieldset>
          <fieldset className={classes.rules}>
            <legend>{t('signals.resolves')}</legend>
            <p>{t('signals.resolvesHint')}</p>
            <ConditionBuilder
              label={t('signals.resolves')}
              value={draft.resolvesWhen}
              path="resolvesWhen"
              scope="signal"
              subject={draft.subject}
              isUncounted
              onChange={(resolvesWhen) => set({ resolvesWhen })}
            />
          </fieldset>
          <ErrorNotice error={save.error} />
          {mayEdit && (
            <Group justify="space-between">
              <Button type="submit" size="sm" loading={save.isPending}>
                {t('shell:common.save')}
              </Button>
              {view?.shipped && view.edited && (
                <Button size="sm" variant="default" loading={reset.isPending} onClick={() => reset.mutate()}>
                  {t('signals.reset')}
                </Button>
              )}
              {view && !view.shipped && (
                <Button size="sm" variant="subtle" color="red" onClick={() => void askToDelete()}>
                  {t('shell:common.remove')}
                </Button>
              )}
            </Group>
          )}
        </Stack>
      </form>
    </Panel>
  );
}
