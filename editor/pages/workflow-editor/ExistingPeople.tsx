import { Checkbox, NumberInput, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { impactQuery } from './queries.ts';

/** Whether those enter, too, for whom the condition holds already, and how many of them a day. */
export interface ExistingChoice {
  enrolExisting: boolean;
  perDay: number | undefined;
}

interface ExistingPeopleProps {
  id: string;
  choice: ExistingChoice;
  onChange: (choice: ExistingChoice) => void;
}

/** Those for whom the condition that starts the workflow holds already, counted first. */
export function ExistingPeople({ id, choice, onChange }: ExistingPeopleProps) {
  const { t } = useTranslation('canvas');
  const matching = useQuery(impactQuery(id)).data?.matching;
  if (matching === undefined || matching === null) return null;
  return (
    <section>
      <h3>{t('publish.existing')}</h3>
      {matching === 0 ? (
        <p>{t('publish.nobodyMatches')}</p>
      ) : (
        <Stack gap="sm">
          <Checkbox
            size="sm"
            label={t('publish.enrolExisting', { count: matching })}
            description={t('publish.enrolExistingHint')}
            checked={choice.enrolExisting}
            onChange={({ currentTarget }) => onChange({ ...choice, enrolExisting: currentTarget.checked })}
          />
          {choice.enrolExisting && (
            <NumberInput
              size="sm"
              w={220}
              label={t('publish.perDay')}
              description={t('publish.perDayHint')}
              min={1}
              max={1_000_000}
              allowDecimal={false}
              clampBehavior="strict"
              value={choice.perDay ?? ''}
              onChange={(value) =>
                onChange({ ...choice, perDay: typeof value === 'number' && value >= 1 ? value : undefined })
              }
            />
          )}
        </Stack>
      )}
    </section>
  );
}
