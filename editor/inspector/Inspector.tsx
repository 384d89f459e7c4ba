import { ActionIcon, Button, Kbd, Tabs } from '@mantine/core';
import { IconCopy, IconNote, IconSettings, IconTrash, IconX } from '@tabler/icons-react';
import { type ReactNode, useDeferredValue, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { StepKind } from '../../shared/steps/index.ts';
import { KindIcon } from '../canvas/KindIcon.tsx';
import { kindLook } from '../canvas/kind-look.ts';
import { dayNote, kindTitle, stepName, triggerName } from '../canvas/step-words.ts';
import { useWords } from '../canvas/use-words.ts';
import { duplicate } from '../draft/commands.ts';
import { useDraft } from '../draft/draft-store.ts';
import { noteAt } from '../draft/notes.ts';
import { TRIGGER } from '../draft/place.ts';
import { focusOnCanvas, type InspectorTab, select, useView } from '../draft/view-store.ts';
import fields from './fields.module.css';
import classes from './Inspector.module.css';
import { NoteForm } from './NoteForm.tsx';
import { ProblemNotices } from './ProblemNotices.tsx';
import { StepForm } from './StepForm.tsx';
import { StepResults } from './StepResults.tsx';
import { TriggerForm } from './TriggerForm.tsx';
import { useFieldFocus } from './use-field-focus.ts';
import { WorkflowForm } from './WorkflowForm.tsx';

interface InspectorProps {
  onRemove: (id: string) => void;
  /** What the tab “Test run” shows. */
  test: ReactNode;
}

/** The right-hand side: everything about what is selected, or about the workflow. */
export function Inspector({ onRemove, test }: InspectorProps) {
  const { t } = useTranslation(['inspector', 'words', 'canvas', 'shell']);
  useWords();
  const selected = useView((view) => view.selected);
  const tab = useView((view) => view.inspectorTab);
  const isInspecting = useView((view) => view.isInspecting);
  const step = useDraft(({ history }) => (selected === null ? undefined : history.present.steps[selected]));
  const trigger = useDraft(({ history }) => triggerName(history.present));
  const triggerKind = useDraft(({ history }) => history.present.entry.trigger.kind);
  const day = useDraft(({ history }) => (selected === null ? '' : dayNote(history.present, selected)));
  const isReadOnly = useDraft((draft) => draft.isReadOnly);
  // A form has hundreds of parts. The canvas shows what was selected or added without waiting for them.
  const isFormDue = useDeferredValue(selected) === selected;
  const box = useRef<HTMLElement>(null);
  useFieldFocus(box);
  const note = useDraft(({ history }) => (selected === null ? undefined : noteAt(history.present, selected)));
  const id = selected !== null && (step || selected === TRIGGER) ? selected : null;
  const close = () => {
    const last = useView.getState().current;
    select(null);
    focusOnCanvas(last);
  };
  return (
    <aside ref={box} className={classes.inspector} aria-label={t('label')} data-inspector>
      <header className={classes.head}>
        {id === null ? (
          <span className={classes.tile} aria-hidden>
            {note ? <IconNote size={20} stroke={1.8} /> : <IconSettings size={20} stroke={1.8} />}
          </span>
        ) : (
          <KindIcon kind={step?.kind ?? 'trigger'} trigger={step ? undefined : triggerKind} />
        )}
        <div className={classes.title}>
          <span className={classes.kind} data-tone={toneOf(step?.kind, id)}>
            {note ? t('note.kind') : id === null ? t('workflow.kind') : kindTitle(step?.kind ?? 'trigger')}
          </span>
          {day && (
            <span className={classes.day} title={t('canvas:day.hint')}>
              {day}
            </span>
          )}
          <h2>
            {note ? t('note.title') : id === null ? t('workflow.title') : step ? stepName(step) : trigger}
          </h2>
        </div>
        {(id !== null || note || isInspecting) && (
          <ActionIcon
            className={id === null && !note ? classes.closeWhole : undefined}
            aria-label={t(id === null && !note ? 'shell:common.close' : 'close')}
            onClick={close}
          >
            <IconX size={18} />
          </ActionIcon>
        )}
      </header>
      <Tabs
        value={tab}
        onChange={(value) => useView.setState({ inspectorTab: (value ?? 'settings') as InspectorTab })}
        className={classes.tabs}
        keepMounted={false}
      >
        <Tabs.List className={classes.tabList}>
          <Tabs.Tab value="settings">{t('tabs.settings')}</Tabs.Tab>
          <Tabs.Tab value="results">{t('tabs.results')}</Tabs.Tab>
          <Tabs.Tab value="test">{t('tabs.test')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="settings" className={classes.body} key={id ?? selected}>
          {isFormDue && (
            <fieldset className={classes.fields} disabled={isReadOnly}>
              {id !== null && <ProblemNotices id={id} />}
              {note && selected !== null ? (
                <NoteForm id={selected} note={note} />
              ) : id === null ? (
                <WorkflowForm />
              ) : step ? (
                <div className={fields.form}>
                  <StepForm id={id} step={step} />
                </div>
              ) : (
                <TriggerForm />
              )}
            </fieldset>
          )}
        </Tabs.Panel>
        <Tabs.Panel value="results" className={classes.body}>
          <StepResults id={id} />
        </Tabs.Panel>
        <Tabs.Panel value="test" className={classes.body}>
          {test}
        </Tabs.Panel>
      </Tabs>
      {step && id !== null && step.kind !== 'exit' && !isReadOnly && (
        <footer className={classes.foot}>
          <Button variant="default" leftSection={<IconCopy size={15} />} onClick={() => duplicate(id)}>
            {t('duplicate')}
          </Button>
          <Kbd size="xs" aria-hidden>
            Ctrl D
          </Kbd>
          <Button
            variant="subtle"
            color="red"
            className={classes.delete}
            leftSection={<IconTrash size={15} />}
            onClick={() => onRemove(id)}
          >
            {t('delete')}
          </Button>
          <Kbd size="xs" aria-hidden>
            Del
          </Kbd>
        </footer>
      )}
    </aside>
  );
}

function toneOf(kind: StepKind | undefined, id: string | null): string {
  if (id === TRIGGER) return 'trigger';
  return kind === undefined ? 'plain' : kindLook[kind].tone;
}
