import type { RuntimeOf } from './step-runtime.ts';

/** Takes the first path whose condition holds. */
export const branch: RuntimeOf<'branch'> = {
  stops: false,
  conditions: ({ paths }) => Object.fromEntries(paths.map(({ id, when }) => [id, when])),
  arrive({ paths }, here) {
    const tried: string[] = [];
    const taken = paths.find(({ id }) => {
      tried.push(id);
      return here.holds(id);
    });
    here.decided(tried);
    return { exit: taken?.id ?? 'otherwise' };
  },
};
