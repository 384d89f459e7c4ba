import { callApi } from '../support/api.ts';

/** Publishes a workflow that an event starts and that writes one e-mail to people on a plan. */
export async function publishMailer(url: string, event: string): Promise<void> {
  await publish(
    url,
    documentFor(event, {
      kind: 'send-email',
      subject: 'Hello {{ contact.traits.firstName }}',
      body: 'Hello {{ contact.traits.firstName }}, thank you.',
      next: 'end',
    }),
  );
}

/** The same with a call to another system. */
export async function publishCaller(url: string, event: string, receiver: string): Promise<void> {
  await publish(url, documentFor(event, { kind: 'call-webhook', url: receiver, next: 'end' }));
}

/** Saves and publishes a document; answers its id. */
export async function publish(url: string, document: Record<string, unknown>): Promise<string> {
  const created = await callApi(url, 'POST', '/api/workflows', { body: document });
  const { id } = created.body as { id: string };
  const published = await callApi(url, 'POST', `/api/workflows/${id}/publish`);
  if (published.status !== 200) throw new Error(`not published: ${JSON.stringify(published.body)}`);
  return id;
}

/** An event, three conditions, one step. */
function documentFor(event: string, step: Record<string, unknown>): Record<string, unknown> {
  return {
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
    start: 'act',
    steps: { act: step, end: { kind: 'exit' } },
  };
}
