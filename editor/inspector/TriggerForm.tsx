import { Autocomplete, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { withOptional } from '../../shared/steps/step-definition.ts';
import { triggerKinds, triggers } from '../../shared/triggers/index.ts';
import { useDraft } from '../draft/draft-store.ts';
import { CalendarTriggerFields } from './CalendarTriggerFields.tsx';
import { ConditionBuilder } from './ConditionBuilder.tsx';
import classes from './fields.module.css';
import { NamedTriggerFields } from './NamedTriggerFields.tsx';
import { ReentryFields } from './ReentryFields.tsx';
import { setEntry } from './set-step.ts';
import { useVocabulary } from './use-vocabulary.ts';

/** What lets people in: an event or a hand, and who of them may enter. */
export function TriggerForm() {
  const { t } = useTranslation(['inspector', 'words']);
  const entry = useDraft(({ history }) => history.present.entry);
  const subject = useDraft(({ history }) => history.present.subject);
  const vocabulary = useVocabulary();
  const { trigger } = entry;
  const chooseKind = (value: string | null) => {
    const kind = triggerKinds.find((each) => each === value);
    if (kind && kind !== trigger.kind) setEntry((was) => ({ ...was, trigger: triggers[kind].blank() }));
  };
  return (
    <div className={classes.form}>
      <Select
        size="xs"
        label={t('trigger.kind')}
        allowDeselect={false}
        value={trigger.kind}
        onChange={chooseKind}
        data={triggerKinds.map((value) => ({ value, label: t(`words:triggers.${value}.title`) }))}
      />
      {trigger.kind === 'event' ? (
        <>
          <Autocomplete
            size="xs"
            label={t('trigger.event')}
            required
            maxLength={200}
            data-path="entry.trigger.event"
            placeholder={t('trigger.eventHint')}
            data={vocabulary?.events.map(({ name }) => name) ?? []}
            value={trigger.event}
            onChange={(event) =>
              setEntry((was) => ({ ...was, trigger: { ...trigger, event } }), 'entry.trigger.event')
            }
          />
          <h3>{t('trigger.where')}</h3>
          <p className={classes.note}>{t('trigger.whereHint')}</p>
          <ConditionBuilder
            label={t('trigger.where')}
            value={trigger.where}
            path="entry.trigger.where"
            scope="where"
            onChange={(where) =>
              setEntry(
                (was) => ({ ...was, trigger: withOptional(trigger, 'where', where) }),
                'entry.trigger.where',
              )
            }
          />
        </>
      ) : (
        <p className={classes.note}>{t(`trigger.${trigger.kind}Hint`)}</p>
      )}
      {(trigger.kind === 'attribute' || trigger.kind === 'date' || trigger.kind === 'schedule') && (
        <CalendarTriggerFields trigger={trigger} />
      )}
      {(trigger.kind === 'segment' || trigger.kind === 'signal') && <NamedTriggerFields trigger={trigger} />}
      <h3>{t(trigger.kind === 'condition' ? 'trigger.begins' : 'trigger.when')}</h3>
      <p className={classes.note}>
        {t(trigger.kind === 'condition' ? 'trigger.beginsHint' : 'trigger.whenHint')}
      </p>
      <ConditionBuilder
        label={t(trigger.kind === 'condition' ? 'trigger.begins' : 'trigger.when')}
        value={entry.when}
        path="entry.when"
        scope="entry"
        subject={subject}
        onChange={(when) => setEntry((was) => withOptional(was, 'when', when), 'entry.when')}
      />
      <h3>{t('reentry.title')}</h3>
      <ReentryFields />
    </div>
  );
}
