import { type ReactNode, Suspense, useEffect, useState } from 'react';
import { whenIdle } from './when-idle.ts';

/**
 * Around a part that nobody sees at first: it is fetched when the page is drawn and the browser has nothing to do, or
 * as soon as it is `wanted`.
 */
export function Later({ wanted = false, children }: { wanted?: boolean; children: ReactNode }) {
  const [isDue, setDue] = useState(false);
  useEffect(() => whenIdle(() => setDue(true)), []);
  return isDue || wanted ? <Suspense fallback={null}>{children}</Suspense> : null;
}
