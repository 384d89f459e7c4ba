import type { StepCheck } from './step-definition.ts';

/** Reports exits of one step that share a name; `taken` are names the step has by itself. */
export function checkExitIds(
  ids: readonly string[],
  taken: readonly string[],
  field: string,
  { name, report }: StepCheck,
): void {
  const seen = new Set(taken);
  ids.forEach((id, index) => {
    if (seen.has(id)) report('PATH_ID_TWICE', `${field}.${index}.id`, { step: name, id });
    seen.add(id);
  });
}
