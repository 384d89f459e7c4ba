import { createHmac } from 'node:crypto';
import type { Installation, Ports } from '../../ports/index.ts';
import type { Suppression } from '../../ports/stores.ts';

/** An address as suppressions keep it. */
export function suppressionKey(address: string): string {
  return address.trim().toLowerCase();
}

/** What stands in for the address of an erased person: it stops mail without telling whose it was. */
export function erasedKey(installation: Pick<Installation, 'linkSecret'>, address: string): string {
  const hash = createHmac('sha256', installation.linkSecret).update(`erased.${suppressionKey(address)}`);
  return `erased:${hash.digest('base64url')}`;
}

/** Finds what stops mail to any of these addresses, in one query; keyed by the address as `suppressionKey` writes it. */
export async function findSuppressions(
  ports: Pick<Ports, 'suppressions' | 'installation'>,
  addresses: readonly string[],
): Promise<Map<string, Suppression>> {
  const keys = [...new Set(addresses.map(suppressionKey))].filter((key) => key !== '');
  if (keys.length === 0) return new Map();
  const hashes = new Map(keys.map((key) => [key, erasedKey(ports.installation, key)]));
  const found = await ports.suppressions.of([...keys, ...hashes.values()]);
  return new Map(
    keys.flatMap((key) => {
      const suppression = found.get(hashes.get(key) ?? '') ?? found.get(key);
      return suppression ? [[key, suppression] as const] : [];
    }),
  );
}
