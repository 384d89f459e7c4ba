import { lazyRouteComponent } from '@tanstack/react-router';
import { type TextPart, textsThere } from './i18n/language.ts';
import { loadPart } from './load-part.ts';

type Parts = Parameters<typeof lazyRouteComponent>[0] extends () => Promise<infer Of> ? Of : never;

/** A component that is loaded when it is first drawn, or by its `preload`, together with the texts it is drawn with. */
export function lazyPart<Module extends Parts, Name extends keyof Module>(
  load: () => Promise<Module>,
  name: Name,
  ...texts: TextPart[]
) {
  return lazyRouteComponent(async () => {
    const [loaded] = await Promise.all([loadPart(load), textsThere(...texts)]);
    return loaded;
  }, name);
}
