import i18next from 'i18next';
import type { ProblemCode } from '../../shared/problems.ts';
import { ApiProblem } from '../api-client.ts';
import type { English } from './languages.ts';

/** Anything that names a problem: an `ApiProblem`, or a line of a workflow's problem list. */
export interface NamedProblem {
  code: string;
  facts: Record<string, string | number>;
  /** The English sentence, for codes this version does not know. */
  message: string;
}

/** Facts whose values are words of ours, not of the people: they are translated too. */
const factWords: Record<string, keyof English['words']> = {
  status: 'status',
  role: 'roles',
  needed: 'roles',
  reason: 'reasons',
  field: 'fields',
  exit: 'exits',
};

/** A problem's sentence in the reader's language. */
export function problemText(problem: NamedProblem): string {
  const key = problem.code as ProblemCode;
  if (!i18next.exists(key, { ns: 'problems' })) return problem.message;
  const facts = Object.fromEntries(
    Object.entries(problem.facts).map(([name, value]) => [name, factText(name, value)]),
  );
  // A sentence with an unfilled slot is worse than an English one.
  const sentence = i18next.t(key, { ns: 'problems', ...facts });
  return sentence.includes('{{') ? problem.message : sentence;
}

/** What to say about anything that was thrown. */
export function errorText(error: unknown): string {
  if (error instanceof ApiProblem) return problemText(error);
  return i18next.t('unexpected', { ns: 'problems' });
}

function factText(name: string, value: string | number): string | number {
  const group = factWords[name];
  if (group === undefined) return value;
  const key = `${group}.${value}`;
  return i18next.exists(key, { ns: 'words' })
    ? String(i18next.t(key as 'exits.yes', { ns: 'words' }))
    : value;
}
