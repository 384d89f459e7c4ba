export const snippetKinds = ['node', 'browser', 'curl'] as const;
export type SnippetKind = (typeof snippetKinds)[number];

/** What a developer pastes to send events from one kind of program. */
export interface Snippet {
  /** The command that installs what the code needs. */
  install?: string;
  code: string;
}

/** A snippet filled in with this server's address and a write key. */
export function snippet(kind: SnippetKind, host: string, writeKey: string): Snippet {
  if (kind === 'node') return { install: 'npm install @segment/analytics-node', code: node(host, writeKey) };
  if (kind === 'browser')
    return { install: 'npm install @segment/analytics-next', code: browser(host, writeKey) };
  return { code: curl(host, writeKey) };
}

function node(host: string, writeKey: string): string {
  return `import { Analytics } from '@segment/analytics-node';

const analytics = new Analytics({
  writeKey: '${writeKey}',
  host: '${host}',
});

analytics.identify({
  userId: user.id,
  traits: { email: user.email, firstName: user.firstName, plan: user.plan },
});

analytics.group({
  userId: user.id,
  groupId: account.id,
  traits: { name: account.name, plan: account.plan, mrr: account.mrr },
});

analytics.track({
  userId: user.id,
  event: 'Report Created',
  properties: { template: 'weekly' },
});`;
}

function browser(host: string, writeKey: string): string {
  const { protocol, host: name } = new URL(host);
  return `import { AnalyticsBrowser } from '@segment/analytics-next';

const analytics = AnalyticsBrowser.load({
  writeKey: '${writeKey}',
  cdnSettings: {
    integrations: {
      'Segment.io': { apiKey: '${writeKey}', apiHost: '${name}/v1', protocol: '${protocol.replace(':', '')}' },
    },
  },
});

// Page views and events of people nobody knows yet. Your server says who they are: its
// identify call carries the user's id and analytics.user().anonymousId().
analytics.page();
analytics.track('Pricing Compared', { plan: 'team' });`;
}

function curl(host: string, writeKey: string): string {
  return `curl ${host}/v1/track \\
  --user '${writeKey}:' \\
  --header 'Content-Type: application/json' \\
  --data '{
    "userId": "42",
    "event": "Report Created",
    "properties": { "template": "weekly" }
  }'`;
}
