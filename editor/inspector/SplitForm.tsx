import { ActionIcon, Button, NumberInput, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { StepOf } from '../../shared/steps/index.ts';
import { sharesOf } from '../../shared/steps/split.ts';
import { withOptional } from '../../shared/steps/step-definition.ts';
import { exitLabel } from '../canvas/step-words.ts';
import { changeDraft } from '../draft/draft-store.ts';
import { closeOpenEnds, dropCutOff } from '../draft/open-ends.ts';
import classes from './fields.module.css';
import { orAbsent, setStep } from './set-step.ts';

type Split = StepOf<'split'>;

/** The shares of a split. */
export function SplitForm({ id, step }: { id: string; step: Split }) {
  const { t } = useTranslation('inspector');
  const shares = sharesOf(step.paths);
  const restructure = (next: Split) =>
    changeDraft((workflow, newId) => {
      const after = { ...workflow, steps: { ...workflow.steps, [id]: next } };
      return closeOpenEnds(dropCutOff(workflow, after), newId);
    });
  const set = (
    path: string,
    change: (was: Split['paths'][number]) => Split['paths'][number],
    field: string,
  ) =>
    setStep(
      id,
      { ...step, paths: step.paths.map((each) => (each.id === path ? change(each) : each)) },
      `${path}.${field}`,
    );
  return (
    <>
      <p className={classes.note}>{t('split.hint')}</p>
      {step.paths.map((path, index) => {
        const name = exitLabel(step, path.id);
        return (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out like a card.
          <div
            key={path.id}
            role="group"
            aria-label={t('branch.path', { name })}
            className={classes.path}
            data-path={`steps.${id}.paths.${index}`}
          >
            <div className={classes.pathHead}>
              <TextInput
                label={t('branch.pathName')}
                placeholder={name}
                maxLength={120}
                value={path.label ?? ''}
                onChange={(event) => {
                  const label = orAbsent(event.currentTarget.value);
                  set(path.id, (was) => withOptional(was, 'label', label), 'label');
                }}
              />
              {step.paths.length > 2 && (
                <ActionIcon
                  aria-label={t('branch.remove', { name })}
                  onClick={() =>
                    restructure({ ...step, paths: step.paths.filter((each) => each.id !== path.id) })
                  }
                >
                  <IconTrash size={16} />
                </ActionIcon>
              )}
            </div>
            <NumberInput
              label={t('split.weight')}
              description={t('split.share', { share: shares[index] ?? '' })}
              min={0}
              max={1_000_000}
              allowNegative={false}
              value={path.weight}
              onChange={(value) => set(path.id, (was) => ({ ...was, weight: Number(value) || 0 }), 'weight')}
            />
          </div>
        );
      })}
      <div>
        <Button
          variant="default"
          leftSection={<IconPlus size={15} />}
          disabled={step.paths.length >= 20}
          onClick={() => restructure({ ...step, paths: [...step.paths, { id: freeId(step), weight: 50 }] })}
        >
          {t('branch.addPath')}
        </Button>
      </div>
    </>
  );
}

/** The first letter that names no path yet. */
function freeId({ paths }: Split): string {
  const taken = new Set(paths.map(({ id }) => id));
  return [...'abcdefghijklmnopqrstuvwxyz'].find((letter) => !taken.has(letter)) ?? `path-${paths.length + 1}`;
}
