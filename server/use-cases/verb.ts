import type { AnswerOf, BodyOf, PathParams, QueryOf, RouteName, Routes } from '../../shared/api.ts';
import type { Role } from '../../shared/people.ts';
import type { Runtime } from './runtime.ts';

/** Who is asking: a person, an API key, or Mooring itself. */
export interface Actor {
  type: 'person' | 'key' | 'system';
  id: string;
  name: string;
  role: Role;
}

/** What people call the actor: programs by the name of their key. */
export function nameOf({ name, id }: Actor): string {
  return name || id;
}

/** The actor's id as audit lines and versions keep it: of a program, of Mooring itself, or of a person. */
export function idOf({ type, id }: Actor): string {
  if (type === 'key') return `key:${id}`;
  return type === 'system' ? 'system' : id;
}

/** One call of a route, parsed by its schemas. */
export interface VerbCall<Name extends RouteName> {
  params: PathParams<Routes[Name]['path']>;
  query: QueryOf<Name>;
  body: BodyOf<Name>;
  actor: Actor;
  /** The ETag the caller read, without quotes. */
  ifMatch?: string | undefined;
  /** Aborted when the caller has gone: what only reads may stop. */
  signal?: AbortSignal | undefined;
}

/** A use case behind a route: typed by the route table, knows nothing of HTTP, throws Problems. */
export type Verb<Name extends RouteName> = (
  runtime: Runtime,
  call: VerbCall<Name>,
) => Promise<AnswerOf<Name>>;
