export const snippetKinds = ['node', 'browser', 'component', 'curl'] as const;
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
  if (kind === 'browser') return { code: browser(host, writeKey) };
  if (kind === 'component') return { code: component(host, writeKey) };
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
  return `<script async src="${host}/t.js" data-key="${writeKey}"></script>

<script>
  // Calls made before the snippet is here wait for it. Page views are sent by themselves; nothing is
  // stored in the browser before mooring.consent(true).
  window.mooring = window.mooring || { queue: [] };
  const say = (...call) => (mooring.loaded ? mooring[call[0]](...call.slice(1)) : mooring.queue.push([call[0], call.slice(1)]));

  say('track', 'Pricing Compared', { plan: 'team' });

  // userHash: HMAC-SHA256 of the user's id with the key's identity secret, in hex, made on your server.
  say('identify', user.id, { theme: 'dark' }, user.hash);
</script>`;
}

/** The heartbeat of what customers install on sites of their own: it speaks for an account, of no person. */
function component(host: string, writeKey: string): string {
  return `<!-- In the widget, form or chat that your customers install on their sites. -->
<script async src="${host}/t.js" data-key="${writeKey}" data-page="off"></script>

<script>
  window.mooring = window.mooring || { queue: [] };
  const say = (...call) => (mooring.loaded ? mooring[call[0]](...call.slice(1)) : mooring.queue.push([call[0], call.slice(1)]));

  // Says that the component is there, with the account's id; nothing is said of visitors. When it falls silent,
  // the signal “Removed a component” opens.
  say('component', 'chat-widget', ACCOUNT_ID);
</script>`;
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
