import type { Maybe } from '../bson/values.ts';

/** The variables an expression can read (`$$name`), innermost first. */
export type Vars = Binding | undefined;

export interface Binding {
  readonly name: string;
  readonly value: Maybe;
  readonly next: Vars;
}

/** A compiled expression: its value for a document, or nothing when that is missing. */
export type Expression = (root: Maybe, vars: Vars) => Maybe;

/** What an operator may ask while it is being compiled. */
export interface Compiler {
  /** Compiles an operand that sees the outer variables and `names` besides. */
  compile(operand: Maybe, names?: readonly string[]): Expression;
}

/** Compiles one operator's operand. */
export type Operator = (operand: Maybe, compiler: Compiler) => Expression;

/** Adds a variable in front of others. */
export function bind(name: string, value: Maybe, next: Vars): Binding {
  return { name, value, next };
}

/** The value of a variable that is known to exist; missing otherwise. */
export function lookUp(name: string, vars: Vars): Maybe {
  for (let v = vars; v; v = v.next) if (v.name === name) return v.value;
  return undefined;
}
