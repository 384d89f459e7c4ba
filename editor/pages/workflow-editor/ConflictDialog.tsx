import { Button, Modal, SegmentedControl } from '@mantine/core';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Workflow } from '../../../shared/workflow.ts';
import { nameIn, spokenName, summaryOf } from '../../canvas/step-words.ts';
import { newIds, useDraft } from '../../draft/draft-store.ts';
import { type MergeConflict, mergeWorkflows, type Side } from '../../draft/merge-workflows.ts';
import { targetAt } from '../../draft/place.ts';
import { decide, takeTheirs, useSaving } from '../../draft/saving.ts';
import classes from './sheets.module.css';

interface ConflictDialogProps {
  opened: boolean;
  onClose: () => void;
}

/** Two people changed the same things: both versions stand side by side, and nothing is lost before the choice. */
export function ConflictDialog({ opened, onClose }: ConflictDialogProps) {
  const { t } = useTranslation(['canvas', 'shell']);
  const conflict = useSaving((saving) => saving.conflict);
  useEffect(() => {
    if (opened) void takeTheirs();
  }, [opened]);
  return (
    <Modal
      size="lg"
      opened={opened}
      onClose={onClose}
      title={t('saving.conflictTitle')}
      closeButtonProps={{ 'aria-label': t('shell:common.close') }}
    >
      {conflict ? <Choices conflict={conflict} onClose={onClose} /> : <p>{t('shell:common.loading')}</p>}
    </Modal>
  );
}

function Choices({
  conflict,
  onClose,
}: {
  conflict: { theirs: Workflow; base: Workflow };
  onClose: () => void;
}) {
  const { t } = useTranslation('canvas');
  const mine = useDraft(({ history }) => history.present);
  const [sides, setSides] = useState<ReadonlyMap<string | null, Side>>(new Map());
  const { conflicts, cutOff } = useMemo(
    () => mergeWorkflows(conflict.base, mine, conflict.theirs, newIds(), (id) => sides.get(id) ?? 'mine'),
    [conflict, mine, sides],
  );
  const all = (side: Side) => setSides(new Map(conflicts.map(({ step }) => [step, side])));
  return (
    <div className={classes.sheet}>
      <p>{t('saving.conflictText')}</p>
      {conflicts.length > 1 && (
        <div className={classes.buttons}>
          <Button variant="subtle" onClick={() => all('mine')}>
            {t('saving.mine')}
          </Button>
          <Button variant="subtle" onClick={() => all('theirs')}>
            {t('saving.theirs')}
          </Button>
        </div>
      )}
      {conflicts.map((each) => (
        <Choice
          key={each.step ?? ''}
          conflict={each}
          mine={mine}
          theirs={conflict.theirs}
          side={sides.get(each.step) ?? 'mine'}
          onChoose={(side) => setSides(new Map([...sides, [each.step, side]]))}
        />
      ))}
      {cutOff.length > 0 && <p>{t('saving.cutOff', { count: cutOff.length })}</p>}
      <div className={classes.buttons}>
        <Button variant="subtle" color="gray" onClick={onClose}>
          {t('saving.later')}
        </Button>
        <Button
          onClick={() => {
            decide((id) => sides.get(id) ?? 'mine');
            onClose();
          }}
        >
          {t('saving.join')}
        </Button>
      </div>
    </div>
  );
}

interface ChoiceProps {
  conflict: MergeConflict;
  mine: Workflow;
  theirs: Workflow;
  side: Side;
  onChoose: (side: Side) => void;
}

function Choice({ conflict, mine, theirs, side, onChoose }: ChoiceProps) {
  const { t } = useTranslation('canvas');
  const { step: id } = conflict;
  const step = id === null ? undefined : (mine.steps[id] ?? theirs.steps[id]);
  const name = step ? spokenName(step) : t('saving.workflowSettings');
  const say = (workflow: Workflow) => sayVersion(workflow, conflict, t);
  return (
    <section className={classes.choice}>
      <h3>{name}</h3>
      <div className={classes.versions}>
        <p data-chosen={side === 'mine' || undefined}>{say(mine)}</p>
        <p data-chosen={side === 'theirs' || undefined}>{say(theirs)}</p>
      </div>
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label={name}
        value={side}
        onChange={(value) => onChoose(value === 'theirs' ? 'theirs' : 'mine')}
        data={[
          { value: 'mine', label: t('saving.mineSide') },
          { value: 'theirs', label: t('saving.theirsSide') },
        ]}
      />
    </section>
  );
}

/** What one side made of the thing both changed, in a few lines. */
function sayVersion(
  workflow: Workflow,
  { step: id, about }: MergeConflict,
  t: ReturnType<typeof useTranslation<'canvas'>>['t'],
): string {
  if (id === null)
    return about
      .map((key) => wordsOf(Reflect.get(workflow, key) ?? Reflect.get(workflow.entry, key)))
      .join('\n');
  const step = workflow.steps[id];
  if (!step) return t('saving.isDeleted');
  const lines = about.map((each) => {
    if (each === 'deleted' || each === 'kind') return `${spokenName(step)}\n${summaryOf(step)}`;
    if (!each.startsWith('next:')) return wordsOf(Reflect.get(step, each));
    const to = targetAt(workflow, { from: id, exit: each.slice('next:'.length) });
    return to === undefined ? '–' : t('saving.leadsElsewhere', { name: nameIn(workflow, to) });
  });
  return lines.join('\n');
}

function wordsOf(value: unknown): string {
  if (value === undefined) return '–';
  return typeof value === 'object' ? JSON.stringify(value, null, 1) : String(value);
}
