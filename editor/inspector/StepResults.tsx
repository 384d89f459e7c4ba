import { Button } from '@mantine/core';
import { IconPlayerPlay, IconTrophy } from '@tabler/icons-react';
import { Trans, useTranslation } from 'react-i18next';
import { exitsOf } from '../../shared/steps/index.ts';
import type { WorkflowCounts } from '../../shared/workflow-view.ts';
import { exitLabel, stepName } from '../canvas/step-words.ts';
import { shareOfExit, useCounts } from '../draft/counts-store.ts';
import { useDraft } from '../draft/draft-store.ts';
import { TRIGGER } from '../draft/place.ts';
import { formatNumber, formatShare } from '../i18n/format.ts';
import classes from './Inspector.module.css';
import { openTest } from './open-test.ts';

/** How people fared at a step, at the trigger, or (null) in the whole workflow. */
export function StepResults({ id }: { id: string | null }) {
  const { t, i18n } = useTranslation(['inspector', 'canvas']);
  const counts = useCounts((state) => state.counts);
  const step = useDraft(({ history }) => (id === null ? undefined : history.present.steps[id]));
  if (!counts || counts.entered === 0) {
    return (
      <div className={classes.empty}>
        <p>{t('results.nobody')}</p>
        <Button variant="light" leftSection={<IconPlayerPlay size={15} />} onClick={openTest}>
          {t('canvas:stats.tryOut')}
        </Button>
      </div>
    );
  }
  if (!step || id === null || id === TRIGGER) {
    return (
      <dl className={classes.figures}>
        <Figure label={t('results.entered')} value={formatNumber(counts.entered)} />
        <Figure label={t('results.inside')} value={formatNumber(counts.inside)} />
        <Figure
          label={t('results.goals')}
          value={formatNumber(counts.goals)}
          note={formatShare(counts.goals / counts.entered, i18n.language)}
        />
      </dl>
    );
  }
  const own = counts.steps[id];
  if (!own) return <p className={classes.empty}>{t('results.nobodyHere', { name: stepName(step) })}</p>;
  const exits = exitsOf(step);
  return (
    <>
      <dl className={classes.figures}>
        <Figure label={t('results.entered')} value={formatNumber(own.entered)} />
        <Figure label={t('results.here')} value={formatNumber(own.here)} />
        {step.kind === 'send-email' && <MailFigures counts={own} />}
        {step.kind === 'create-task' && own.tasks && (
          <>
            <Figure label={t('results.done')} value={formatNumber(own.tasks.done)} />
            <Figure label={t('results.saved')} value={formatNumber(own.tasks.saved)} />
            <Figure label={t('results.open')} value={formatNumber(own.tasks.open)} />
          </>
        )}
      </dl>
      {exits.length > 1 && (
        <section className={classes.shares} aria-label={t('results.ways')}>
          <h3>{t('results.ways')}</h3>
          {exits.map(({ id: exit }) => {
            const share = shareOfExit(counts, id, exit) ?? 0;
            return (
              <div key={exit} className={classes.share}>
                <span>
                  {exitLabel(step, exit)}
                  {own.paths?.leads === exit && (
                    <b className={classes.leads}>
                      <IconTrophy size={14} stroke={2} aria-hidden /> {t('results.leads')}
                    </b>
                  )}
                </span>
                <b>{formatShare(share, i18n.language)}</b>
                <span className={classes.meter} aria-hidden>
                  <i style={{ width: `${share * 100}%` }} />
                </span>
                <small>
                  <Trans ns="inspector" i18nKey="results.people" count={own.exits[exit] ?? 0} />
                  {own.paths && ` · ${t('results.reached', { share: goalShare(own, exit) })}`}
                </small>
              </div>
            );
          })}
          {own.paths && <p className={classes.rule}>{t('results.leadsWhen')}</p>}
        </section>
      )}
    </>
  );
}

/** Of those who took a path, the share of those who reached the goal. */
function goalShare({ exits, paths }: WorkflowCounts['steps'][string], exit: string): string {
  const taken = exits[exit] ?? 0;
  return formatShare(taken > 0 ? (paths?.goals[exit] ?? 0) / taken : 0);
}

/** How many were sent; how many opened and clicked where anybody was seen to: nobody is watched unless asked. */
function MailFigures({ counts: { exits, mail } }: { counts: WorkflowCounts['steps'][string] }) {
  const { t, i18n } = useTranslation('inspector');
  const sent = exits.sent ?? 0;
  const share = (count: number) => (sent > 0 ? formatShare(Math.min(1, count / sent), i18n.language) : '');
  return (
    <>
      <Figure label={t('results.sent')} value={formatNumber(sent)} />
      {mail && (
        <>
          <Figure label={t('results.opened')} value={formatNumber(mail.opened)} note={share(mail.opened)} />
          <Figure
            label={t('results.clicked')}
            value={formatNumber(mail.clicked)}
            note={share(mail.clicked)}
          />
        </>
      )}
    </>
  );
}

function Figure({ label, value, note }: { label: string; value: string; note?: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        {value} {note && <small>{note}</small>}
      </dd>
    </div>
  );
}
