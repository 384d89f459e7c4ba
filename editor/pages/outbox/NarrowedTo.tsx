import { Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { TextLink } from '../../ui/links.tsx';
import { reasonText } from '../../ui/reason-text.ts';
import { workflowQuery } from '../workflow-editor/queries.ts';

/** Which messages are shown, where it is those of one workflow and one reason, and the way back to all. */
export function NarrowedTo({ workflow, reason }: { workflow: string; reason: string }) {
  const { t } = useTranslation('pages');
  const name = useQuery(workflowQuery(workflow)).data?.name ?? workflow;
  return (
    <Group gap="sm">
      <Text size="sm">{t('running.reasons.ofReason', { name, reason: reasonText(reason) })}</Text>
      <TextLink to="/outbox" search={{}} size="sm">
        {t('running.reasons.all')}
      </TextLink>
    </Group>
  );
}
