import { Button, Group, Select, Stack, Switch, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type HookView, hookPresets } from '../../../shared/hook.ts';
import { api } from '../../api-client.ts';
import { CopyField } from '../../ui/CopyField.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { tell, tellError } from '../../ui/notify.ts';
import { Panel } from '../../ui/Panel.tsx';
import { tellWithUndo } from '../../ui/tell-with-undo.tsx';
import { HookDeliveries } from './HookDeliveries.tsx';
import { HookMapping } from './HookMapping.tsx';
import classes from './HookPage.module.css';
import { HookPreview } from './HookPreview.tsx';
import { blankMapping, type HookDraft } from './hook-draft.ts';
import { PayloadPicker } from './PayloadPicker.tsx';
import { ProofFields } from './ProofFields.tsx';

const presets = ['paddle', 'chargebee', 'recurly'] as const;

/** The fields of a webhook beside a payload to try them on. */
export function HookForm({ initial, view }: { initial: HookDraft; view?: HookView }) {
  const { t } = useTranslation(['pages', 'shell']);
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const { name, enabled, proof, mapping } = initial;
  const [draft, setDraft] = useState<HookDraft>({ name, enabled, proof, mapping });
  const [secret, setSecret] = useState('');
  const [payload, setPayload] = useState<unknown>();
  const set = (part: Partial<HookDraft>) => setDraft((was) => ({ ...was, ...part }));
  const save = useMutation({
    mutationFn: async () => {
      const body = { ...draft, ...(secret ? { secret } : {}) };
      return view ? api.saveHook({ params: { id: view.id }, body }) : api.createHook({ body });
    },
    onSuccess: async (saved) => {
      await queryClient.invalidateQueries({ queryKey: ['hooks'] });
      // A secret that was replaced is known to nobody any more, so that there is no way back.
      if (view && secret) tell(t('shell:common.saved'));
      else if (view) tellWithUndo(t('shell:common.saved'), () => void putBack(view));
      else if (!('secret' in saved)) await navigate({ to: '/connect/hooks/$id', params: { id: saved.id } });
      setSecret('');
    },
  });
  /** Makes it what it was when the page was opened. */
  async function putBack({ id }: HookView): Promise<void> {
    const was = { name, enabled, proof, mapping };
    try {
      await api.saveHook({ params: { id }, body: was });
      setDraft(was);
      await queryClient.invalidateQueries({ queryKey: ['hooks'] });
    } catch (fault) {
      tellError(fault);
    }
  }
  const made = save.data && 'secret' in save.data ? (save.data as HookView & { secret: string }) : undefined;
  if (made) return <Made hook={made} />;
  return (
    <form
      className={classes.columns}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <Stack>
        <Panel title={t('hooks.sender')} about={t('hooks.senderText')}>
          <Stack gap="sm">
            <Group align="end" grow>
              <TextInput
                size="sm"
                label={t('hooks.name')}
                required
                maxLength={120}
                value={draft.name}
                onChange={({ currentTarget }) => set({ name: currentTarget.value })}
              />
              <Select
                size="sm"
                label={t('hooks.preset')}
                placeholder={t('hooks.presetNone')}
                clearable
                clearButtonProps={{ 'aria-label': t('hooks.presetNone') }}
                data={presets.map((value) => ({ value, label: t(`hooks.presets.${value}`) }))}
                onChange={(key) =>
                  set(
                    key
                      ? {
                          ...hookPresets[key as (typeof presets)[number]],
                          name: draft.name || t(`hooks.presets.${key as (typeof presets)[number]}`),
                        }
                      : { mapping: blankMapping },
                  )
                }
              />
            </Group>
            <ProofFields proof={draft.proof} onChange={(next) => set({ proof: next })} />
            <TextInput
              size="sm"
              label={t('hooks.secret')}
              description={t(view ? 'hooks.secretKeep' : 'hooks.secretMade')}
              minLength={8}
              maxLength={300}
              autoComplete="off"
              spellCheck={false}
              value={secret}
              onChange={({ currentTarget }) => setSecret(currentTarget.value.trim())}
            />
            {view && <CopyField label={t('hooks.address')} value={view.address} />}
            <Switch
              label={t('hooks.enabled')}
              checked={draft.enabled}
              onChange={({ currentTarget }) => set({ enabled: currentTarget.checked })}
            />
          </Stack>
        </Panel>
        <HookMapping mapping={draft.mapping} onChange={(next) => set({ mapping: next })} />
        <ErrorNotice error={save.error} />
        <Group justify="space-between">
          <Button type="submit" size="sm" loading={save.isPending} disabled={!draft.name.trim()}>
            {t(view ? 'shell:common.save' : 'hooks.make')}
          </Button>
          {view && <DeleteButton hook={view} />}
        </Group>
      </Stack>
      <Stack>
        <PayloadPicker
          mapping={draft.mapping}
          onPayload={setPayload}
          onChange={(next) => set({ mapping: next })}
        />
        {payload !== undefined && <HookPreview mapping={draft.mapping} payload={payload} />}
        {view && <HookDeliveries id={view.id} />}
      </Stack>
    </form>
  );
}

/** What the sender must be told: shown once. */
function Made({ hook }: { hook: HookView & { secret: string } }) {
  const { t } = useTranslation('pages');
  const navigate = useNavigate();
  return (
    <Panel title={t('hooks.made', { name: hook.name })} about={t('hooks.madeText')}>
      <Stack gap="sm">
        <CopyField label={t('hooks.address')} value={hook.address} />
        <CopyField label={t('hooks.secret')} value={hook.secret} />
        <Notice tone="warn">{t('hooks.once')}</Notice>
        <Group>
          <Button
            size="sm"
            onClick={() => void navigate({ to: '/connect/hooks/$id', params: { id: hook.id } })}
          >
            {t('hooks.done')}
          </Button>
        </Group>
      </Stack>
    </Panel>
  );
}

function DeleteButton({ hook }: { hook: HookView }) {
  const { t } = useTranslation(['pages', 'shell']);
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const lookAnew = () => queryClient.invalidateQueries({ queryKey: ['hooks'] });
  const params = { id: hook.id };
  const remove = useMutation({
    mutationFn: () => api.deleteHook({ params }),
    onSuccess: async () => {
      tellWithUndo(
        t('hooks.deleted', { name: hook.name }),
        () => void api.restoreHook({ params }).then(lookAnew, tellError),
      );
      await navigate({ to: '/connect' });
      await queryClient.invalidateQueries({ queryKey: ['hooks', 'list'] });
    },
    onError: tellError,
  });
  return (
    <Button size="sm" variant="subtle" color="red" loading={remove.isPending} onClick={() => remove.mutate()}>
      {t('shell:common.remove')}
    </Button>
  );
}
