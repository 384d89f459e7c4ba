import { callApi } from '../support/api.ts';

/** Publishes a workflow that an event starts and that writes one e-mail to people on a plan. */
export async function publishMailer(url: string, event: string): Promise<void> {
  const document = {
    format: 'mooring.workflow/1',
    name: `On ${event}`,
    entry: {
      trigger: { kind: 'event', event },
      when: {
        all: [
          { fact: 'contact', path: '$.traits.plan', operator: 'in', value: ['pro', 'team'] },
          { fact: 'contact', path: '$.traits.score', operator: 'greaterThan', value: 3 },
          {
            fact: 'event',
            params: { event, measure: 'count', within: '7d' },
            operator: 'greaterThan',
            value: 0,
          },
        ],
      },
      reentry: { mode: 'always' },
    },
    start: 'mail',
    steps: {
      mail: {
        kind: 'send-email',
        subject: 'Hello {{ contact.traits.firstName }}',
        body: 'Hello {{ contact.traits.firstName }}, thank you.',
        next: 'end',
      },
      end: { kind: 'exit' },
    },
  };
  const created = await callApi(url, 'POST', '/api/workflows', { body: document });
  const { id } = created.body as { id: string };
  const published = await callApi(url, 'POST', `/api/workflows/${id}/publish`);
  if (published.status !== 200) throw new Error(`not published: ${JSON.stringify(published.body)}`);
}
