import {
  ActionIcon,
  Autocomplete,
  Button,
  Input,
  NumberInput,
  SegmentedControl,
  Textarea,
  TextInput,
} from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { withOptional } from '../../shared/steps/step-definition.ts';
import { useDraft } from '../draft/draft-store.ts';
import { ConditionBuilder } from './ConditionBuilder.tsx';
import { blankRule } from './condition-tree.ts';
import { DurationField } from './DurationField.tsx';
import classes from './fields.module.css';
import { ReentryFields } from './ReentryFields.tsx';
import { SendWindowFields } from './SendWindowFields.tsx';
import { LimitFields, SubjectFields } from './SubjectFields.tsx';
import { orAbsent, setEntry, setOptional, setWorkflow } from './set-step.ts';
import { useVocabulary } from './use-vocabulary.ts';

/** The settings of the workflow as a whole, shown while no step is selected. */
export function WorkflowForm() {
  const { t } = useTranslation('inspector');
  const workflow = useDraft(({ history }) => history.present);
  return (
    <div className={classes.form}>
      <TextInput
        label={t('name')}
        required
        maxLength={200}
        data-path="name"
        value={workflow.name}
        onChange={(event) => setWorkflow({ name: event.currentTarget.value }, 'name')}
      />
      <Textarea
        label={t('workflow.description')}
        autosize
        minRows={2}
        maxRows={8}
        data-path="description"
        value={workflow.description ?? ''}
        onChange={(event) => setOptional('description', orAbsent(event.currentTarget.value), 'description')}
      />
      <TextInput
        label={t('workflow.key')}
        description={t('workflow.keyHint')}
        maxLength={120}
        data-path="key"
        value={workflow.key ?? ''}
        onChange={(event) => setOptional('key', orAbsent(keyLike(event.currentTarget.value)), 'key')}
      />
      <SubjectFields />
      <h3>{t('reentry.title')}</h3>
      <ReentryFields />
      <NumberInput
        label={t('workflow.control')}
        description={t('workflow.controlHint')}
        min={0}
        max={100}
        clampBehavior="strict"
        suffix=" %"
        data-path="entry.holdoutPercent"
        value={workflow.entry.holdoutPercent}
        onChange={(value) =>
          setEntry((was) => ({ ...was, holdoutPercent: Number(value) || 0 }), 'entry.holdoutPercent')
        }
      />
      <h3>{t('workflow.goal')}</h3>
      <p className={classes.note}>{t('workflow.goalHint')}</p>
      <ConditionBuilder
        label={t('workflow.goal')}
        value={workflow.goal?.when}
        path="goal.when"
        scope="goal"
        subject={workflow.subject}
        onChange={(when) =>
          setOptional('goal', when && { when, within: workflow.goal?.within ?? '30d' }, 'goal.when')
        }
      />
      {workflow.goal && (
        <DurationField
          label={t('workflow.goalWithin')}
          value={workflow.goal.within}
          path="goal.within"
          onChange={(within) =>
            workflow.goal && setOptional('goal', { ...workflow.goal, within }, 'goal.within')
          }
        />
      )}
      <h3>{t('workflow.exits')}</h3>
      <p className={classes.note}>{t('workflow.exitsHint')}</p>
      <EventExits />
      <h3>{t('sending.title')}</h3>
      <Input.Wrapper
        label={t('sending.label')}
        labelElement="div"
        description={t(`sending.${workflow.sending}Hint`)}
      >
        <SegmentedControl
          fullWidth
          size="xs"
          mt={6}
          aria-label={t('sending.label')}
          value={workflow.sending}
          onChange={(value) => setWorkflow({ sending: value === 'review' ? 'review' : 'auto' })}
          data={(['auto', 'review'] as const).map((value) => ({ value, label: t(`sending.${value}`) }))}
        />
      </Input.Wrapper>
      <SendWindowFields />
      <h3>{t('limits.title')}</h3>
      <LimitFields />
    </div>
  );
}

/** Events that end everybody's way through the workflow at once. */
function EventExits() {
  const { t } = useTranslation('inspector');
  const exits = useDraft(({ history }) => history.present.exit);
  const vocabulary = useVocabulary();
  const set = (index: number, next: (typeof exits)[number], field?: string) =>
    setWorkflow({ exit: exits.map((each, at) => (at === index ? next : each)) }, field);
  return (
    <>
      {exits.map((exit, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: exits have no identity but their place.
        <div key={index} className={classes.path} data-path={`exit.${index}`}>
          <div className={classes.pathHead}>
            <Autocomplete
              size="xs"
              label={t('trigger.event')}
              maxLength={200}
              data={vocabulary?.events.map(({ name }) => name) ?? []}
              value={exit.event}
              onChange={(event) => set(index, { ...exit, event }, `exit.${index}.event`)}
            />
            <ActionIcon
              aria-label={t('workflow.removeExit', { event: exit.event })}
              onClick={() => setWorkflow({ exit: exits.filter((_, at) => at !== index) })}
            >
              <IconTrash size={16} />
            </ActionIcon>
          </div>
          {exit.where ? (
            <ConditionBuilder
              label={t('trigger.where')}
              value={exit.where}
              path={`exit.${index}.where`}
              scope="where"
              onChange={(where) => set(index, withOptional(exit, 'where', where), `exit.${index}.where`)}
            />
          ) : (
            <div>
              <Button
                size="compact-xs"
                variant="subtle"
                onClick={() => set(index, { ...exit, where: { all: [blankRule(true)] } })}
              >
                {t('condition.addWhere')}
              </Button>
            </div>
          )}
        </div>
      ))}
      <div>
        <Button
          variant="light"
          leftSection={<IconPlus size={15} />}
          onClick={() => setWorkflow({ exit: [...exits, { event: '' }] })}
        >
          {t('workflow.addExit')}
        </Button>
      </div>
    </>
  );
}

/** What somebody types as a key, in the letters a key may have. */
function keyLike(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .replace(/^-+/, '');
}
