import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { StepOf } from '../../shared/steps/index.ts';
import { withOptional } from '../../shared/steps/step-definition.ts';
import { exitLabel } from '../canvas/step-words.ts';
import { changeDraft, useDraft } from '../draft/draft-store.ts';
import { closeOpenEnds, dropCutOff } from '../draft/open-ends.ts';
import { withoutPath, withPath, withPathChanged, withPathMoved } from './branch-edits.ts';
import { ConditionBuilder } from './ConditionBuilder.tsx';
import classes from './fields.module.css';
import { orAbsent, setStep } from './set-step.ts';

type Branch = StepOf<'branch'>;

/** The paths of a branch in the order in which they are tried, each with its rules. */
export function BranchForm({ id, step }: { id: string; step: Branch }) {
  const { t } = useTranslation('inspector');
  const subject = useDraft(({ history }) => history.present.subject);
  const restructure = (next: Branch) =>
    changeDraft((workflow, newId) => {
      const after = { ...workflow, steps: { ...workflow.steps, [id]: next } };
      return closeOpenEnds(dropCutOff(workflow, after), newId);
    });
  const isOnly = step.paths.length === 1;
  return (
    <>
      {step.paths.map((path, index) => {
        const name = exitLabel(step, path.id);
        const at = `steps.${id}.paths.${index}`;
        return (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out like a card.
          <div
            key={path.id}
            role="group"
            aria-label={t('branch.path', { name })}
            className={isOnly ? classes.onlyPath : classes.path}
            data-path={at}
          >
            <div className={classes.pathHead}>
              <TextInput
                label={t('branch.pathName')}
                placeholder={name}
                maxLength={120}
                value={path.label ?? ''}
                onChange={(event) => {
                  const label = orAbsent(event.currentTarget.value);
                  setStep(
                    id,
                    withPathChanged(step, path.id, (was) => withOptional(was, 'label', label)),
                    `${index}.label`,
                  );
                }}
              />
              {!isOnly && (
                <>
                  <ActionIcon
                    aria-label={t('branch.moveUp', { name })}
                    disabled={index === 0}
                    onClick={() => setStep(id, withPathMoved(step, path.id, -1))}
                  >
                    <IconArrowUp size={16} />
                  </ActionIcon>
                  <ActionIcon
                    aria-label={t('branch.moveDown', { name })}
                    disabled={index === step.paths.length - 1}
                    onClick={() => setStep(id, withPathMoved(step, path.id, 1))}
                  >
                    <IconArrowDown size={16} />
                  </ActionIcon>
                  <ActionIcon
                    aria-label={t('branch.remove', { name })}
                    onClick={() => restructure(withoutPath(step, path.id))}
                  >
                    <IconTrash size={16} />
                  </ActionIcon>
                </>
              )}
            </div>
            <ConditionBuilder
              label={t('branch.rulesOf', { name })}
              value={path.when}
              path={`${at}.when`}
              scope="step"
              subject={subject}
              required
              isSmall={!isOnly}
              onChange={(when) =>
                when &&
                setStep(
                  id,
                  withPathChanged(step, path.id, (was) => ({ ...was, when })),
                  `${index}.when`,
                )
              }
            />
          </div>
        );
      })}
      <p className={classes.note}>
        {t('branch.otherwise', { name: exitLabel(step, 'otherwise') })} {!isOnly && t('branch.order')}
      </p>
      <div>
        <Button
          variant="default"
          leftSection={<IconPlus size={15} />}
          onClick={() => restructure(withPath(step, subject))}
        >
          {t('branch.addPath')}
        </Button>
      </div>
    </>
  );
}
