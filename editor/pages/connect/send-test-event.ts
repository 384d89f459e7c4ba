import { ApiProblem, problemOf } from '../../api-client.ts';

export const TEST_EVENT = 'Mooring Test Event';

/** Sends one call as a developer's program would. It names nobody, so that no contact enters a workflow by it. */
export async function sendTestEvent(writeKey: string): Promise<void> {
  const call = {
    type: 'track',
    event: TEST_EVENT,
    anonymousId: 'connect-page',
    messageId: `connect-page-${Date.now()}`,
    properties: { from: 'Connect' },
  };
  const response = await fetch('/v1/track', {
    method: 'POST',
    credentials: 'omit',
    headers: { 'content-type': 'application/json', authorization: `Basic ${btoa(`${writeKey}:`)}` },
    body: JSON.stringify(call),
  }).catch(() => {
    throw new ApiProblem('OFFLINE', 0, 'The server does not answer.');
  });
  if (!response.ok) throw problemOf(response.status, await response.json().catch(() => undefined));
}
