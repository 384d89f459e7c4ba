import type { z } from 'zod';
import { accountRoutes } from './api/accounts.ts';
import { billingRoutes } from './api/billing.ts';
import { conditionRoutes } from './api/conditions.ts';
import { contactRoutes } from './api/contacts.ts';
import { deskRoutes } from './api/desk.ts';
import { doorRoutes } from './api/doors.ts';
import { healthRoutes } from './api/health.ts';
import { hookRoutes } from './api/hooks.ts';
import { ingestionRoutes } from './api/ingestion.ts';
import { keyRoutes } from './api/keys.ts';
import { manyRoutes } from './api/many.ts';
import { messageRoutes } from './api/messages.ts';
import { playbookRoutes } from './api/playbooks.ts';
import { reportRoutes } from './api/reports.ts';
import { riskRoutes } from './api/risk.ts';
import type { Route } from './api/route.ts';
import { runningRoutes } from './api/running.ts';
import { secretRoutes } from './api/secrets.ts';
import { segmentRoutes } from './api/segments.ts';
import { signalRoutes } from './api/signals.ts';
import { suppressionRoutes } from './api/suppressions.ts';
import { tableRoutes } from './api/tables.ts';
import { taskRoutes } from './api/tasks.ts';
import { testRoutes } from './api/tests.ts';
import { textRoutes } from './api/texts.ts';
import { workflowRoutes } from './api/workflows.ts';
import { workspaceRoutes } from './api/workspace.ts';

/**
 * Every route once: the server mounts from it, the editor's client and the OpenAPI document derive from it. A route
 * cannot exist without a permission.
 */
export const routes = {
  ...doorRoutes,
  ...keyRoutes,
  ...ingestionRoutes,
  ...workflowRoutes,
  ...runningRoutes,
  ...segmentRoutes,
  ...signalRoutes,
  ...healthRoutes,
  ...conditionRoutes,
  ...contactRoutes,
  ...accountRoutes,
  ...riskRoutes,
  ...manyRoutes,
  ...messageRoutes,
  ...taskRoutes,
  ...textRoutes,
  ...suppressionRoutes,
  ...hookRoutes,
  ...tableRoutes,
  ...billingRoutes,
  ...deskRoutes,
  ...secretRoutes,
  ...testRoutes,
  ...reportRoutes,
  ...playbookRoutes,
  ...workspaceRoutes,
} as const satisfies Record<string, Route>;

export type Routes = typeof routes;
export type RouteName = keyof Routes;

/** The parameters in a route's path, as a type: `/api/workflows/:id` → `{ id: string }`. */
export type PathParams<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? { [Key in Name]: string } & PathParams<Rest>
  : Path extends `${string}:${infer Name}`
    ? { [Key in Name]: string }
    : unknown;

export type AnswerOf<Name extends RouteName> = z.infer<Routes[Name]['answer']>;
export type QueryOf<Name extends RouteName> = Routes[Name] extends { query: infer Query extends z.ZodType }
  ? z.output<Query>
  : Record<string, never>;
export type QueryInput<Name extends RouteName> = Routes[Name] extends { query: infer Query extends z.ZodType }
  ? z.input<Query>
  : undefined;
export type BodyOf<Name extends RouteName> = Routes[Name] extends { body: infer Body extends z.ZodType }
  ? z.output<Body>
  : undefined;
export type BodyInput<Name extends RouteName> = Routes[Name] extends { body: infer Body extends z.ZodType }
  ? z.input<Body>
  : undefined;
