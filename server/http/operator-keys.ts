import { problem } from '../../shared/problems.ts';

/**
 * Refuses keys that begin with `$`, wherever they are, so that no operator ever reaches the database; drops
 * `__proto__`, which JSON can carry as an ordinary key. Walks with its own stack.
 */
export function refuseOperatorKeys(body: unknown): void {
  const stack: { value: unknown; path: string }[] = [{ value: body, path: '' }];
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { value, path } = next;
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, child] of Object.entries(value)) {
      const at = path === '' ? key : `${path}.${key}`;
      if (key.startsWith('$')) throw problem('OPERATOR_KEY_REFUSED', { path: at.slice(0, 300) });
      if (key === '__proto__') Reflect.deleteProperty(value, key);
      else if (typeof child === 'object' && child !== null) stack.push({ value: child, path: at });
    }
  }
}
