import { Anchor, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { routes } from '../../../shared/api.ts';
import type { ImportView } from '../../../shared/table.ts';
import { addressOf } from '../../api-client.ts';

/** What the last check or import counted, and the list of refused rows. */
export function ImportOutcome({ table }: { table: ImportView }) {
  const { t } = useTranslation('pages');
  const { rows, refused = 0, state } = table;
  if (rows === undefined) return null;
  return (
    <Text size="sm" role="status">
      {t(state === 'done' ? 'tables.imported' : 'tables.checked', { kept: rows - refused, rows, refused })}{' '}
      {refused > 0 && (
        <Anchor size="sm" href={addressOf(routes.getImportRefusals.path, { id: table.id })} download>
          {t('tables.refusals')}
        </Anchor>
      )}
    </Text>
  );
}
