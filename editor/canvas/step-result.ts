import i18next from 'i18next';
import { exitsOf, type Step } from '../../shared/steps/index.ts';
import type { WorkflowCounts } from '../../shared/workflow-view.ts';
import { shareOfExit } from '../draft/counts-store.ts';
import { TRIGGER } from '../draft/place.ts';
import { formatShare } from '../i18n/format.ts';
import { exitLabel } from './step-words.ts';

/** More paths than these have no room on a card; their shares stand at the lines anyway. */
const MOST_PATHS = 3;

/**
 * What came of a step (undefined: of the trigger), as short as a card has room for: an e-mail was sent and opened, a
 * task done, a split divided people. Empty while there is nothing to tell.
 */
export function resultText(step: Step | undefined, id: string, counts: WorkflowCounts): string {
  if (id === TRIGGER) {
    if (counts.today > 0) return i18next.t('result.today', { ns: 'canvas', count: counts.today });
    if (counts.goals === 0 || counts.entered === 0) return '';
    return i18next.t('result.goal', { ns: 'canvas', share: percent(counts.goals / counts.entered) });
  }
  const own = counts.steps[id];
  if (!step || !own) return '';
  switch (step.kind) {
    case 'send-email':
      return mailText(own.exits.sent ?? 0, own.mail);
    case 'create-task':
      return own.tasks ? taskText(own.tasks) : '';
    case 'split': {
      const leads = own.paths?.leads;
      return leads === undefined
        ? sharesText(step, id, counts)
        : i18next.t('result.leads', { ns: 'canvas', path: exitLabel(step, leads) });
    }
    case 'call-webhook': {
      const failed = own.exits.failed ?? 0;
      return failed > 0 ? i18next.t('result.failed', { ns: 'canvas', count: failed }) : '';
    }
    default:
      return '';
  }
}

/** All numbers of a step or the trigger in one line, for whoever hears them: entered, here now, what came of it. */
export function numbersText(step: Step | undefined, id: string, counts: WorkflowCounts): string {
  const own = counts.steps[id];
  const entered = id === TRIGGER ? counts.entered : (own?.entered ?? 0);
  const here = own?.here ?? 0;
  return [
    plain(i18next.t('entered', { ns: 'canvas', count: entered })),
    ...(here > 0 ? [plain(i18next.t('here', { ns: 'canvas', count: here }))] : []),
    resultText(step, id, counts),
  ]
    .filter((part) => part !== '')
    .join(', ');
}

/** An e-mail: how many opened and clicked it where anybody is seen to, else how many were sent. */
function mailText(sent: number, mail: { opened: number; clicked: number } | undefined): string {
  const ns = 'canvas';
  if (sent === 0) return '';
  if (!mail) return i18next.t('result.sent', { ns, count: sent });
  const opened = i18next.t('result.opened', { ns, share: percent(mail.opened / sent) });
  if (mail.clicked === 0) return opened;
  return `${opened} · ${i18next.t('result.clicked', { ns, share: percent(mail.clicked / sent) })}`;
}

/** A task: how many are done and saved somebody, else how many of them are open. */
function taskText({ open, done, saved }: { open: number; done: number; saved: number }): string {
  const ns = 'canvas';
  const parts = [
    ...(done > 0 ? [i18next.t('result.done', { ns, count: done })] : []),
    ...(saved > 0 ? [i18next.t('result.saved', { ns, count: saved })] : []),
    ...(open > 0 && saved === 0 ? [i18next.t('result.open', { ns, count: open })] : []),
  ];
  return parts.join(' · ');
}

function sharesText(step: Step, id: string, counts: WorkflowCounts): string {
  const exits = exitsOf(step);
  if (exits.length > MOST_PATHS || shareOfExit(counts, id, exits[0]?.id ?? '') === undefined) return '';
  return exits
    .map(({ id: exit }) => `${exitLabel(step, exit)} ${percent(shareOfExit(counts, id, exit) ?? 0)}`)
    .join(' · ');
}

/** In whole percent; more than all there cannot be, whatever was deleted meanwhile. */
function percent(share: number): string {
  return formatShare(Math.min(1, Math.round(share * 100) / 100));
}

/** A text without the marks that make its number bold. */
function plain(text: string): string {
  return text.replace(/<\/?b>/g, '');
}
