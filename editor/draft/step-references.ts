import type { Step } from '../../shared/steps/index.ts';

/** A step whose conditions ask about earlier steps, asking about those same steps under their new ids. */
export function withReferences(step: Step, names: ReadonlyMap<string, string>): Step {
  return rewritten(step, names) as Step;
}

function rewritten(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((each) => rewritten(each, names));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, each]) => [key, rewritten(each, names)]);
  const copy = Object.fromEntries(entries) as Record<string, unknown>;
  if (copy.fact !== 'enrolment' || typeof copy.path !== 'string') return copy;
  const [root, id = '', ...rest] = copy.path.split('.');
  const name = names.get(id);
  return name === undefined ? copy : { ...copy, path: [root, name, ...rest].join('.') };
}
