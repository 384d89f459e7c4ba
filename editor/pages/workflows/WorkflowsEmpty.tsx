import { Button } from '@mantine/core';
import { IconArrowRight, IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { blankWorkflow } from '../../../shared/workflow.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { FourVerbs } from '../../ui/FourVerbs.tsx';
import { useMay } from '../use-may.ts';
import { RecipePicture } from './RecipePicture.tsx';
import { recipe, recipeNames } from './recipes.ts';
import { useCreateWorkflow } from './use-create-workflow.ts';
import classes from './WorkflowsEmpty.module.css';

/** What stands before the first workflow: what workflows are for, and two to begin with. */
export function WorkflowsEmpty() {
  const { t } = useTranslation('pages');
  const may = useMay();
  const create = useCreateWorkflow();
  return (
    <EmptyState
      picture={<FourVerbs layout="row" />}
      title={t('workflows.empty.title')}
      text={t('workflows.empty.text')}
    >
      {may('marketer') && (
        <div className={classes.start}>
          <Button
            size="sm"
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={() => create.mutate(blankWorkflow(t('workflows.untitled')))}
          >
            {t('workflows.new')}
          </Button>
          <h3 className={classes.heading}>{t('workflows.empty.recipes')}</h3>
          <ul className={classes.recipes}>
            {recipeNames.map((name) => (
              <li key={name}>
                <button
                  type="button"
                  className={classes.recipe}
                  disabled={create.isPending}
                  onClick={() => create.mutate(recipe(name))}
                >
                  <RecipePicture name={name} />
                  <span className={classes.words}>
                    <strong>
                      {t(`workflows.recipes.${name}.name`)}
                      <IconArrowRight size={15} aria-hidden />
                    </strong>
                    {t(`workflows.recipes.${name}.text`)}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
    </EmptyState>
  );
}
