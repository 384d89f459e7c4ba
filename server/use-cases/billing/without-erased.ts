import { personalFields } from '../../../shared/billing.ts';
import { erasedKey } from '../delivery/suppression-keys.ts';
import type { Runtime } from '../runtime.ts';

type Told = Record<string, unknown>;

/** Objects of the provider without what tells who somebody is, where that is somebody who was erased. */
export async function withoutErased<Objects extends readonly (Told | undefined)[]>(
  { suppressions, installation }: Pick<Runtime, 'suppressions' | 'installation'>,
  objects: Objects,
): Promise<Objects> {
  const keys = new Map(
    objects.flatMap(emailsOf).map((email) => [email, erasedKey(installation, email)] as const),
  );
  if (keys.size === 0) return objects;
  const erased = await suppressions.of([...keys.values()]);
  const isErased = (email: string) => erased.has(keys.get(email) ?? '');
  return objects.map((told) =>
    emailsOf(told).some(isErased) ? withoutPerson(told ?? {}) : told,
  ) as unknown as Objects;
}

function emailsOf(told: Told | undefined): string[] {
  const details = told?.billing_details as { email?: unknown } | null | undefined;
  return [told?.email, told?.customer_email, told?.receipt_email, details?.email].filter(
    (email) => typeof email === 'string',
  );
}

function withoutPerson(told: Told): Told {
  return Object.fromEntries(Object.entries(told).filter(([field]) => !personalFields.includes(field)));
}
