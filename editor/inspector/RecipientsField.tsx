import { MultiSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type RecipientKind, recipientKinds } from '../../shared/recipients.ts';

interface RecipientsFieldProps {
  label: string;
  description: string;
  path: string;
  value: readonly RecipientKind[] | undefined;
  onChange: (value: RecipientKind[] | undefined) => void;
}

/** Whom messages of an account go to, in the order in which they are tried: the order of choosing. */
export function RecipientsField({ label, description, path, value, onChange }: RecipientsFieldProps) {
  const { t } = useTranslation(['inspector', 'words']);
  return (
    <MultiSelect
      size="xs"
      label={label}
      description={description}
      placeholder={value ? undefined : t('subject.usual')}
      data-path={path}
      clearable
      clearButtonProps={{ 'aria-label': t('subject.clear') }}
      data={recipientKinds.map((kind) => ({ value: kind, label: t(`words:recipients.${kind}`) }))}
      value={[...(value ?? [])]}
      onChange={(chosen) => {
        const kinds = chosen.flatMap((each) => recipientKinds.find((kind) => kind === each) ?? []);
        onChange(kinds.length > 0 ? kinds : undefined);
      }}
    />
  );
}
