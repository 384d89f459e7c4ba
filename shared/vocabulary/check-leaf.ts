import { namesPrototype, pathKeys } from '../path.ts';
import type { ProblemCode } from '../problems.ts';
import { checkValue } from './check-value.ts';
import type { FactDefinition, FactParams, FaultSurroundings } from './fact-definition.ts';
import { facts, factsIn, isFactName } from './facts.ts';
import { operatorNames, operatorUse, readOperator } from './operators.ts';

/** Reports one problem at a place in the document. */
export type Report = (
  code: ProblemCode,
  path: string,
  facts?: Record<string, string | number>,
  severity?: 'error' | 'warning',
) => void;

/** What a rule's correctness depends on besides itself. */
export interface LeafSurroundings extends FaultSurroundings {
  /** The segments and signals there are; undefined where that is not known. */
  known: KnownNames | undefined;
  /** Checks the tree inside a parameter such as `where`. */
  checkWhere(where: unknown, path: string): void;
}

/** Keys of what a condition may refer to. */
export interface KnownNames {
  segments?: ReadonlySet<string> | undefined;
  signals?: ReadonlySet<string> | undefined;
}

const leafKeys: ReadonlySet<string> = new Set(['fact', 'params', 'path', 'operator', 'value']);

/** Reports everything that is wrong with one rule: keys, fact, parameters, path, operator and value, in that order. */
export function checkLeaf(
  leaf: Record<string, unknown>,
  path: string,
  around: LeafSurroundings,
  report: Report,
): void {
  for (const key of Object.keys(leaf))
    if (!leafKeys.has(key)) report('CONDITION_KEY_UNKNOWN', below(path, key), { key: clipped(key) });
  for (const key of ['fact', 'operator', 'value'])
    if (!Object.hasOwn(leaf, key) || leaf[key] === undefined)
      report('CONDITION_KEY_MISSING', below(path, key), { key });
  const fact = checkFact(leaf.fact, path, around, report);
  // Without a fact nothing is known of paths, parameters and what can be compared; its problem is reported.
  const params = fact && checkParams(fact.name, fact.definition, leaf.params, path, around, report);
  const operator = typeof leaf.operator === 'string' ? readOperator(leaf.operator) : undefined;
  if (fact) checkPath(fact.name, fact.definition, leaf.path, path, operator?.name === 'exists', report);
  if (leaf.operator === undefined) return;
  const place = below(path, 'operator');
  const written = typeof leaf.operator === 'string' ? clipped(leaf.operator) : typeof leaf.operator;
  if (!operator)
    report('OPERATOR_UNKNOWN', place, { operator: written, operators: operatorNames.join(', ') });
  if (!operator || !fact || !params) return;
  const use = operatorUse(operator, fact.definition.valueType(params));
  if (use.ok) {
    if (leaf.value !== undefined) checkValue(leaf.value, use.shape, written, below(path, 'value'), report);
  } else if (use.why === 'swap') report('OPERATOR_SWAP', place, { operator: written });
  else {
    const type = fact.definition.valueType(params) === 'boolean' ? 'yes or no' : 'a number';
    report('OPERATOR_NOT_HERE', place, { operator: written, type });
  }
}

function checkFact(
  name: unknown,
  path: string,
  around: LeafSurroundings,
  report: Report,
): { name: string; definition: FactDefinition } | undefined {
  if (name === undefined) return undefined;
  const place = below(path, 'fact');
  if (typeof name !== 'string' || !isFactName(name)) {
    const written = typeof name === 'string' ? clipped(name) : typeof name;
    const usable = factsIn(around.scope, around.subject);
    report('FACT_UNKNOWN', place, { fact: written, facts: usable.join(', ') });
    return undefined;
  }
  const definition = facts[name];
  if (!definition.scopes.includes(around.scope)) {
    report('FACT_NOT_HERE', place, { fact: name });
    return undefined;
  }
  if (!definition.subjects.includes(around.subject)) {
    const code = around.subject === 'account' ? 'FACT_NOT_OF_ACCOUNT' : 'FACT_NOT_OF_CONTACT';
    report(code, place, { fact: name });
    return undefined;
  }
  // A question stands outside any workflow: the rule is legal, and says nothing here.
  if (name === 'trigger' && around.scope === 'question') report('TRIGGER_NOT_KNOWN', place, {}, 'warning');
  return { name, definition };
}

/** Reports the parameters' problems; answers those that are fine, so that the rest of the rule can be judged. */
function checkParams(
  fact: string,
  definition: FactDefinition,
  params: unknown,
  path: string,
  around: LeafSurroundings,
  report: Report,
): FactParams {
  const place = below(path, 'params');
  const fine: FactParams = {};
  if (params !== undefined && !isRecord(params)) {
    report('CONDITION_SHAPE', place, { path: place, detail: 'Write the parameters as an object.' });
    return fine;
  }
  const given = params ?? {};
  let sound = true;
  for (const name of Object.keys(given)) {
    const param = Object.hasOwn(definition.params, name) ? definition.params[name] : undefined;
    const at = below(place, name);
    if (!param) {
      const known = Object.keys(definition.params).join(', ') || '—';
      report('FACT_PARAM_UNKNOWN', at, { name: clipped(name), fact, params: known });
    } else if (given[name] === undefined) {
      // A draft in memory may hold what JSON would leave out.
    } else if (param.tree) {
      around.checkWhere(given[name], at);
    } else {
      const parsed = param.schema.safeParse(given[name]);
      if (parsed.success) fine[name] = given[name];
      else {
        sound = false;
        const detail = parsed.error.issues[0]?.message ?? 'It is not usable.';
        report('FACT_PARAMS', at, { name, fact, detail });
      }
    }
  }
  for (const [name, param] of Object.entries(definition.params))
    if (param.required && given[name] === undefined) {
      sound = false;
      report('FACT_PARAM_MISSING', below(place, name), { name, fact });
    }
  if (sound)
    for (const fault of definition.faults(given, around))
      report(fault.code, below(place, fault.param), fault.facts);
  if (sound) checkMeasure(definition, given, place, report);
  checkReference(fact, fine, place, around, report);
  return fine;
}

/** Reports parameters that say nothing about what is measured. */
function checkMeasure(definition: FactDefinition, given: FactParams, place: string, report: Report): void {
  const measure = String(given.measure ?? definition.params.measure?.default ?? '');
  for (const [name, { measures }] of Object.entries(definition.params))
    if (given[name] !== undefined && measures && !measures.includes(measure))
      report('FACT_PARAM_UNUSED', below(place, name), { name, measure });
}

/** Reports a segment or signal that does not exist, where it is known which do. */
function checkReference(
  fact: string,
  params: FactParams,
  place: string,
  { known }: LeafSurroundings,
  report: Report,
): void {
  const { segment, signal } = params;
  if (fact === 'segment' && typeof segment === 'string' && known?.segments && !known.segments.has(segment))
    report('SEGMENT_UNKNOWN', below(place, 'segment'), { segment: clipped(segment) });
  if (fact === 'signal' && typeof signal === 'string' && known?.signals && !known.signals.has(signal))
    report('SIGNAL_UNKNOWN', below(place, 'signal'), { signal: clipped(signal) });
}

function checkPath(
  fact: string,
  definition: FactDefinition,
  written: unknown,
  path: string,
  asksExistence: boolean,
  report: Report,
): void {
  const place = below(path, 'path');
  if (!definition.path) {
    if (written !== undefined) report('FACT_PATH_NOT_HERE', place, { fact });
    return;
  }
  if (written === undefined) {
    report('FACT_PATH_MISSING', place, { fact });
    return;
  }
  const keys = typeof written === 'string' ? pathKeys(written) : undefined;
  if (typeof written === 'string' && namesPrototype(written))
    report('FACT_PATH_PROTOTYPE', place, { path: clipped(written) });
  else if (!keys)
    report('FACT_PATH', place, { path: typeof written === 'string' ? clipped(written) : typeof written });
  else if (keys.length === 0 && !asksExistence) report('FACT_PATH_BARE', place);
}

/** The place of a key; a document's own root has an empty path. */
export function below(path: string, key: string): string {
  return path === '' ? clipped(key) : `${path}.${clipped(key)}`;
}

/** What somebody wrote, short enough for a sentence. */
export function clipped(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
