import i18next from 'i18next';
import { caseStage } from '../../../shared/case.ts';
import { consentSources, consentSubjects } from '../../../shared/consent.ts';
import { consent, type TimelineItem } from '../../../shared/contact.ts';
import { healthBand } from '../../../shared/standing.ts';
import { isStepKind } from '../../../shared/steps/index.ts';
import { reasonText } from '../../ui/reason-text.ts';

/** Where the words of a kind of item are looked for, in order. */
const groups: Partial<Record<TimelineItem['kind'], readonly string[]>> = {
  step: ['exits', 'endings'],
  ended: ['endings', 'status'],
  message: ['status'],
  task: ['outcome', 'status'],
};

/** The title of an item: a step without a name goes by its kind. */
export function titleText({ kind, title }: TimelineItem): string {
  if (kind === 'consent') {
    const [of, topic = ''] = title.split(/: (.*)/s);
    const subject = consentSubjects.find((each) => each === of);
    return subject ? i18next.t(`pages:contacts.consents.of.${subject}`, { topic }) : title;
  }
  return kind === 'step' && isStepKind(title) ? i18next.t(`words:steps.${title}.title`) : title;
}

/** What came of an item: exits, states, outcomes and reasons are words of ours; anything else stands as it came. */
export function detailText({ kind, detail = '' }: TimelineItem): string {
  if (kind === 'case') {
    const stage = caseStage.options.find((each) => each === detail);
    return stage ? i18next.t(`pages:cases.stage.${stage}`) : i18next.t('pages:cases.noted');
  }
  if (kind === 'health') {
    const band = healthBand.options.find((each) => each === detail);
    return band ? i18next.t(`pages:risk.band.${band}`) : detail;
  }
  if (kind === 'consent') {
    const [to, how] = detail.split(': ');
    const said = consent.options.find((each) => each === to);
    const source = consentSources.find((each) => each === how);
    if (!said || !source) return detail;
    const told = i18next.t(`pages:contacts.consents.source.${source}`);
    return `${i18next.t(`words:consent.${said}`)} · ${told}`;
  }
  const event = /^event:(.+)$/s.exec(detail)?.[1];
  if (event !== undefined) return i18next.t('words:endings.event', { event });
  const [state = '', reason] = kind === 'message' || kind === 'step' ? detail.split(/: (.*)/s) : [detail];
  const key = groups[kind]
    ?.map((group) => `${group}.${state}`)
    .find((key) => i18next.exists(key, { ns: 'words' }));
  const word = key === undefined ? state : i18next.t(key as 'exits.yes', { ns: 'words' });
  return reason ? `${word} · ${reasonText(reason)}` : word;
}
