import { Collapse, UnstyledButton } from '@mantine/core';
import {
  IconAlertTriangle,
  IconBolt,
  IconBuilding,
  IconChecklist,
  IconChevronRight,
  IconCircleCheck,
  IconClockExclamation,
  IconFlag,
  IconGitMerge,
  IconHandStop,
  IconHeartbeat,
  IconLifebuoy,
  IconLogin2,
  IconMail,
  IconRoute,
  IconUserEdit,
  IconUsersMinus,
  IconUsersPlus,
  type TablerIcon,
} from '@tabler/icons-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TimelineItem } from '../../../shared/contact.ts';
import { Facts } from '../../ui/Facts.tsx';
import { TextLink } from '../../ui/links.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { RuleExplanation } from '../../ui/RuleExplanation.tsx';
import { valueLines } from '../../ui/value-lines.ts';
import type { SignalsOf } from '../risk/OpenSignals.tsx';
import { explanationsOf } from './explanations-of.ts';
import { detailText, titleText } from './item-text.ts';
import classes from './Timeline.module.css';

type Kind = TimelineItem['kind'];

const looks: Record<Kind, { icon: TablerIcon; color: 'wait' | 'trigger' | 'rule' | 'action' | 'error' }> = {
  event: { icon: IconBolt, color: 'wait' },
  identify: { icon: IconUserEdit, color: 'wait' },
  group: { icon: IconBuilding, color: 'wait' },
  alias: { icon: IconGitMerge, color: 'wait' },
  entered: { icon: IconLogin2, color: 'trigger' },
  step: { icon: IconRoute, color: 'rule' },
  ended: { icon: IconFlag, color: 'trigger' },
  message: { icon: IconMail, color: 'action' },
  task: { icon: IconChecklist, color: 'action' },
  late: { icon: IconClockExclamation, color: 'error' },
  'segment-entered': { icon: IconUsersPlus, color: 'rule' },
  'segment-left': { icon: IconUsersMinus, color: 'rule' },
  'signal-opened': { icon: IconAlertTriangle, color: 'error' },
  consent: { icon: IconHandStop, color: 'rule' },
  case: { icon: IconLifebuoy, color: 'rule' },
  health: { icon: IconHeartbeat, color: 'rule' },
  'signal-resolved': { icon: IconCircleCheck, color: 'action' },
};

interface TimelineEntryProps {
  item: TimelineItem;
  of: SignalsOf;
}

/** One line of the story; what stands behind it (properties, why a branch decided so) opens beneath. */
export function TimelineEntry({ item, of }: TimelineEntryProps) {
  const { t } = useTranslation('pages');
  const [open, setOpen] = useState(false);
  const id = useId();
  const explanations = explanationsOf(item.explanation);
  const properties = valueLines(item.properties ?? {});
  const { icon: Icon, color } = looks[item.kind];
  const hasMore = explanations.length > 0 || properties.length > 0;
  return (
    <li className={classes.item}>
      <span
        className={classes.icon}
        style={{ color: `var(--m-${color})`, background: `var(--m-${color}-bg)` }}
      >
        <Icon size={16} stroke={1.8} aria-hidden />
      </span>
      <div className={classes.body}>
        <div className={classes.line}>
          <span className={classes.kind}>{t(`contacts.timeline.kinds.${item.kind}`)}</span>
          <ItemTitle item={item} of={of} />
          {item.detail && item.detail !== 'next' && (
            <span className={classes.detail}>{detailText(item)}</span>
          )}
          {item.workflowName && item.workflowName !== item.title && (
            <span className={classes.dim}>
              {t('contacts.timeline.inWorkflow', { workflow: item.workflowName })}
            </span>
          )}
          {item.contactId && (
            <TextLink to="/contacts/$userId" params={{ userId: item.contactId }} className={classes.who}>
              {item.contactName}
            </TextLink>
          )}
          {hasMore && (
            <UnstyledButton
              className={classes.toggle}
              aria-expanded={open}
              aria-controls={id}
              onClick={() => setOpen(!open)}
            >
              <IconChevronRight size={14} aria-hidden />
              {t(explanations.length > 0 ? 'contacts.timeline.why' : 'contacts.timeline.properties')}
            </UnstyledButton>
          )}
        </div>
        {hasMore && (
          <Collapse expanded={open} id={id}>
            <div className={classes.more}>
              {explanations.map(({ path, explanation }) => (
                <RuleExplanation key={path} path={path} explanation={explanation} />
              ))}
              {properties.length > 0 && <Facts of={properties} />}
            </div>
          </Collapse>
        )}
      </div>
      <span className={classes.time}>
        <Moment at={item.at} as="time" />
      </span>
    </li>
  );
}

/** The title leads to what it names. */
function ItemTitle({ item, of }: TimelineEntryProps) {
  if (item.messageId)
    return (
      <TextLink to="/outbox" search={{ message: item.messageId }} className={classes.link}>
        {item.title}
      </TextLink>
    );
  if (item.taskId)
    return (
      <TextLink
        to="/tasks"
        search={{
          task: item.taskId,
          status: 'any',
          ...('account' in of ? { account: of.account } : { user: of.contact }),
        }}
        className={classes.link}
      >
        {item.title}
      </TextLink>
    );
  if (item.workflowId && (item.kind === 'entered' || item.kind === 'ended'))
    return (
      <TextLink to="/workflows/$id" params={{ id: item.workflowId }} className={classes.link}>
        {item.title}
      </TextLink>
    );
  if (item.kind === 'case') return null;
  // The kind says it already.
  if (item.title === item.kind) return null;
  return <span className={classes.title}>{titleText(item)}</span>;
}
