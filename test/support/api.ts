/** The keys that tests start a server with. */
export const testKeys = {
  MOORING_ADMIN_EMAIL: 'admin@company.test',
  MOORING_ADMIN_PASSWORD: 'correct horse battery staple',
  MOORING_API_KEY: 'mk_api_for_tests_0123456789',
  MOORING_WRITE_KEY: 'mk_write_for_tests_0123456789',
} as const;

export interface ApiAnswer {
  status: number;
  body: unknown;
  headers: Headers;
}

/** Calls the API of a server as a script would: bearer key, JSON in and out, the status whatever it is. */
export async function callApi(
  url: string,
  method: string,
  path: string,
  options: { body?: unknown; headers?: Record<string, string> } = {},
): Promise<ApiAnswer> {
  const response = await fetch(url + path, {
    method,
    headers: {
      authorization: `Bearer ${testKeys.MOORING_API_KEY}`,
      ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...options.headers,
    },
    ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    body: text === '' ? undefined : JSON.parse(text),
    headers: response.headers,
  };
}

/** Sends calls to /v1/batch with the write key. */
export function sendBatch(url: string, batch: readonly Record<string, unknown>[]): Promise<ApiAnswer> {
  return callApi(url, 'POST', '/v1/batch', {
    body: { batch },
    headers: { authorization: `Basic ${Buffer.from(`${testKeys.MOORING_WRITE_KEY}:`).toString('base64')}` },
  });
}

/** Every item of a list, page by page. */
export async function listAll<Item>(url: string, path: string): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | null = null;
  do {
    const join = path.includes('?') ? '&' : '?';
    const { status, body } = await callApi(
      url,
      'GET',
      `${path}${join}limit=200${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`,
    );
    if (status !== 200) throw new Error(`${path} answered ${status}: ${JSON.stringify(body)}`);
    const page = body as { items: Item[]; next: string | null };
    items.push(...page.items);
    cursor = page.next;
  } while (cursor !== null);
  return items;
}

/** Asks again until the answer satisfies; fails with what was last seen. */
export async function eventually<Value>(
  ask: () => Promise<Value>,
  satisfies: (value: Value) => boolean,
  seconds = 60,
): Promise<Value> {
  const until = performance.now() + seconds * 1_000;
  let seen: unknown;
  while (performance.now() < until) {
    try {
      const value = await ask();
      if (satisfies(value)) return value;
      seen = value;
    } catch (fault) {
      seen = fault;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(
    `not within ${seconds} s; last seen: ${seen instanceof Error ? seen.stack : JSON.stringify(seen)?.slice(0, 2_000)}`,
  );
}
