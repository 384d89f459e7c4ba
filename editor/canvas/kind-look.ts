import {
  IconAlertTriangle,
  IconArrowsSplit2,
  IconBellRinging,
  IconBolt,
  IconCalendarEvent,
  IconCalendarTime,
  IconChecklist,
  IconClockHour4,
  IconClockQuestion,
  IconFlag,
  IconForms,
  IconGitBranch,
  IconHandClick,
  IconListCheck,
  IconMail,
  IconPlayerPlay,
  IconPlayerStop,
  IconUserEdit,
  IconUsersGroup,
  IconWebhook,
  type TablerIcon,
} from '@tabler/icons-react';
import type { StepKind } from '../../shared/steps/index.ts';
import type { TriggerKind } from '../../shared/triggers/index.ts';

export type LookName = StepKind | 'trigger';

/** The picture of each kind of trigger. */
export const triggerIcons: Record<TriggerKind, TablerIcon> = {
  event: IconBolt,
  condition: IconListCheck,
  segment: IconUsersGroup,
  signal: IconAlertTriangle,
  attribute: IconForms,
  date: IconCalendarEvent,
  schedule: IconCalendarTime,
  manual: IconHandClick,
};

/** The picture and the colour family of each kind, the same on canvas, palette, inspector and outline. */
export const kindLook: Record<
  LookName,
  { icon: TablerIcon; tone: 'trigger' | 'rule' | 'split' | 'wait' | 'action' | 'plain' }
> = {
  trigger: { icon: IconBolt, tone: 'trigger' },
  'send-email': { icon: IconMail, tone: 'action' },
  'create-task': { icon: IconChecklist, tone: 'action' },
  'notify-team': { icon: IconBellRinging, tone: 'action' },
  branch: { icon: IconGitBranch, tone: 'rule' },
  split: { icon: IconArrowsSplit2, tone: 'split' },
  wait: { icon: IconClockHour4, tone: 'wait' },
  'wait-until': { icon: IconClockQuestion, tone: 'wait' },
  'update-contact': { icon: IconUserEdit, tone: 'action' },
  'call-webhook': { icon: IconWebhook, tone: 'action' },
  'start-workflow': { icon: IconPlayerPlay, tone: 'action' },
  'stop-workflow': { icon: IconPlayerStop, tone: 'action' },
  exit: { icon: IconFlag, tone: 'plain' },
};
