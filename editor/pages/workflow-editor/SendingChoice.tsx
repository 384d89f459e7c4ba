import { Radio, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { AnswerOf } from '../../../shared/api.ts';
import type { Workflow } from '../../../shared/workflow.ts';

export type Sending = Workflow['sending'];

interface SendingChoiceProps {
  value: Sending;
  onChange: (sending: Sending) => void;
  /** How much of it somebody approved so far, where a playbook asks for that first. */
  review: AnswerOf<'workflowImpact'>['review'] | undefined;
}

/** What is chosen when the sheet opens: a playbook that nobody trusts yet asks first, whatever the draft says. */
export function firstSending(draft: Sending, review: SendingChoiceProps['review']): Sending {
  return review?.isPlaybook && review.approved < review.enough ? 'review' : draft;
}

/** Whether what it does goes out by itself or after a yes. */
export function SendingChoice({ value, onChange, review }: SendingChoiceProps) {
  const { t } = useTranslation('canvas');
  return (
    <Stack gap={6} mb={8}>
      <Radio.Group
        aria-label={t('publish.sending')}
        value={value}
        onChange={(next) => onChange(next === 'review' ? 'review' : 'auto')}
      >
        <Stack gap={6}>
          <Radio size="sm" value="auto" label={t('publish.auto')} />
          <Radio size="sm" value="review" label={t('publish.review')} />
        </Stack>
      </Radio.Group>
      {review?.isPlaybook && (
        <Text size="sm" c="dimmed">
          {review.approved < review.enough
            ? t('publish.notTrusted', { approved: review.approved, enough: review.enough })
            : t('publish.trusted', { enough: review.enough })}
        </Text>
      )}
    </Stack>
  );
}
