import { Group, Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { HookProof } from '../../../shared/hook.ts';

const kinds = ['token', 'hmac', 'basic', 'paddle'] as const;

const blank: Record<HookProof['kind'], HookProof> = {
  token: { kind: 'token', header: 'Authorization' },
  hmac: { kind: 'hmac', header: 'X-Signature', encoding: 'hex' },
  basic: { kind: 'basic' },
  paddle: { kind: 'paddle' },
};

/** How the sender of a webhook proves who it is. */
export function ProofFields({ proof, onChange }: { proof: HookProof; onChange: (proof: HookProof) => void }) {
  const { t } = useTranslation('pages');
  return (
    <Group align="start" grow>
      <Select
        size="sm"
        label={t('hooks.proof')}
        description={t(`hooks.proofText.${proof.kind}`)}
        allowDeselect={false}
        data={kinds.map((value) => ({ value, label: t(`hooks.proofs.${value}`) }))}
        value={proof.kind}
        onChange={(kind) => kind && onChange(blank[kind as HookProof['kind']])}
      />
      {(proof.kind === 'token' || proof.kind === 'hmac') && (
        <TextInput
          size="sm"
          label={t('hooks.header')}
          description={t(proof.kind === 'token' ? 'hooks.headerToken' : 'hooks.headerHmac')}
          required={proof.kind === 'hmac'}
          maxLength={100}
          value={proof.header}
          onChange={({ currentTarget }) => onChange({ ...proof, header: currentTarget.value.trim() })}
        />
      )}
      {proof.kind === 'hmac' && (
        <Select
          size="sm"
          label={t('hooks.encoding')}
          description={t('hooks.encodingText')}
          allowDeselect={false}
          data={['hex', 'base64']}
          value={proof.encoding}
          onChange={(encoding) => encoding && onChange({ ...proof, encoding: encoding as 'hex' | 'base64' })}
        />
      )}
    </Group>
  );
}
