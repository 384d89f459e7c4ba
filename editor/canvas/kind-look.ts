import {
  IconBolt,
  IconChecklist,
  IconClockHour4,
  IconFlag,
  IconGitBranch,
  IconMail,
  type TablerIcon,
} from '@tabler/icons-react';
import type { StepKind } from '../../shared/steps/index.ts';

export type LookName = StepKind | 'trigger';

/** The picture and the colour family of each kind, the same on canvas, palette, inspector and outline. */
export const kindLook: Record<
  LookName,
  { icon: TablerIcon; tone: 'trigger' | 'rule' | 'wait' | 'action' | 'plain' }
> = {
  trigger: { icon: IconBolt, tone: 'trigger' },
  'send-email': { icon: IconMail, tone: 'action' },
  'create-task': { icon: IconChecklist, tone: 'action' },
  branch: { icon: IconGitBranch, tone: 'rule' },
  wait: { icon: IconClockHour4, tone: 'wait' },
  exit: { icon: IconFlag, tone: 'plain' },
};
