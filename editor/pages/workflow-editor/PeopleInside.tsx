import { Radio, Select, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { AnswerOf } from '../../../shared/api.ts';
import type { Workflow } from '../../../shared/workflow.ts';
import { spokenName } from '../../canvas/step-words.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { impactQuery } from './queries.ts';

/** What is chosen about those inside; `places` says where the people of steps go that are gone. */
export interface MoveChoice {
  migrate: 'stay' | 'move';
  places: Record<string, string>;
}

const LEAVE = 'exit';

/** The steps with people that a draft no longer has, or of which it has made something else. */
export function goneSteps(inside: AnswerOf<'workflowImpact'>['inside'], draft: Workflow) {
  return inside.filter(({ step, kind }) => {
    const now = draft.steps[step]?.kind;
    return now === undefined || (kind !== undefined && kind !== now);
  });
}

interface PeopleInsideProps {
  id: string;
  draft: Workflow;
  choice: MoveChoice;
  onChange: (choice: MoveChoice) => void;
}

/** Who is inside, and whether they stay on their version or move onto the new one. */
export function PeopleInside({ id, draft, choice, onChange }: PeopleInsideProps) {
  const { t } = useTranslation('canvas');
  const { data, error } = useQuery(impactQuery(id));
  const inside = data?.inside.reduce((sum, { count }) => sum + count, 0);
  const gone = data ? goneSteps(data.inside, draft) : [];
  return (
    <section>
      <h3>{t('publish.people')}</h3>
      <ErrorNotice error={error} />
      {!error && inside === undefined && <p>{t('publish.loading')}</p>}
      {inside === 0 && <p>{t('publish.nobodyInside')}</p>}
      {inside !== undefined && inside > 0 && (
        <Stack gap="sm">
          <Radio.Group
            label={t('publish.insideNow', { count: inside })}
            value={choice.migrate}
            onChange={(value) => onChange({ ...choice, migrate: value === 'move' ? 'move' : 'stay' })}
          >
            <Stack gap={6} mt={6}>
              <Radio size="sm" value="stay" label={t('publish.stay')} />
              <Radio size="sm" value="move" label={t('publish.move')} description={t('publish.moveHint')} />
            </Stack>
          </Radio.Group>
          {choice.migrate === 'move' &&
            gone.map(({ step, name, count }) => (
              <Select
                key={step}
                size="sm"
                required
                label={t('publish.placeOf', { name: name ?? step, count })}
                placeholder={t('publish.choosePlace')}
                data={[
                  ...Object.entries(draft.steps)
                    .filter(([, of]) => of.kind !== 'exit')
                    .map(([value, of]) => ({ value, label: spokenName(of) })),
                  { value: LEAVE, label: t('publish.leave') },
                ]}
                value={choice.places[step] ?? null}
                onChange={(place) =>
                  place !== null && onChange({ ...choice, places: { ...choice.places, [step]: place } })
                }
              />
            ))}
        </Stack>
      )}
    </section>
  );
}
