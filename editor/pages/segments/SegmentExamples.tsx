import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { RootCondition } from '../../../shared/condition.ts';
import { api } from '../../api-client.ts';
import { tellError } from '../../ui/notify.ts';
import { tellWithUndo } from '../../ui/tell-with-undo.tsx';

/** Segments that nearly everybody needs, of accounts; what they ask for comes with the first calls and with billing. */
const examples = {
  quiet: {
    all: [
      {
        fact: 'event',
        params: { event: 'Signed In', measure: 'daysSinceLast' },
        operator: 'greaterThanInclusive',
        value: 21,
      },
    ],
  },
  renewing: {
    all: [
      {
        fact: 'date',
        params: { path: '$.account.renewsAt', measure: 'daysUntil' },
        operator: 'greaterThanInclusive',
        value: 0,
      },
      {
        fact: 'date',
        params: { path: '$.account.renewsAt', measure: 'daysUntil' },
        operator: 'lessThanInclusive',
        value: 90,
      },
    ],
  },
  large: { all: [{ fact: 'account', path: '$.mrr', operator: 'greaterThanInclusive', value: 1_000 }] },
} satisfies Record<string, RootCondition>;
const names = Object.keys(examples) as (keyof typeof examples)[];

/** Makes a segment from an example at once; its page says how to change it. */
export function SegmentExamples() {
  const { t } = useTranslation('pages');
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const lookAnew = () => queryClient.invalidateQueries({ queryKey: ['segments'] });
  const make = useMutation({
    mutationFn: (example: keyof typeof examples) =>
      api.createSegment({
        body: {
          key: `${example}-accounts`,
          name: t(`segments.examples.${example}`),
          subject: 'account',
          when: examples[example],
        },
      }),
    onSuccess: async ({ key, name }) => {
      await lookAnew();
      await navigate({ to: '/segments/$key', params: { key } });
      tellWithUndo(t('segments.examples.made', { name }), () => {
        const takeAway = api.archiveSegment({ params: { key } });
        void takeAway.then(lookAnew, tellError).then(() => navigate({ to: '/segments' }));
      });
    },
    onError: tellError,
  });
  return names.map((name) => (
    <Button
      key={name}
      size="sm"
      variant="default"
      loading={make.isPending && make.variables === name}
      disabled={make.isPending}
      onClick={() => make.mutate(name)}
    >
      {t(`segments.examples.${name}`)}
    </Button>
  ));
}
