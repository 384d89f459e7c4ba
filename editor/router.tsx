import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  Outlet,
  parseSearchWith,
  redirect,
  stringifySearchWith,
} from '@tanstack/react-router';
import { ApiProblem } from './api-client.ts';
import { lazyPart } from './lazy-part.ts';
import { sessionQuery } from './pages/queries.ts';
import { CrashPage } from './pages/shell/CrashPage.tsx';
import { NotFoundOutside } from './pages/shell/NotFoundPage.tsx';
import { onSignedOut, queryClient } from './query-client.ts';
import {
  accountsSearch,
  atRiskSearch,
  connectSearch,
  contactsSearch,
  gallerySearch,
  outboxSearch,
  reportsSearch,
  segmentsSearch,
  setupSearch,
  signInSearch,
  storySearch,
  tasksSearch,
  templateSearch,
  workflowsSearch,
} from './search-params.ts';

const root = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  component: Outlet,
  errorComponent: CrashPage,
  notFoundComponent: NotFoundOutside,
});

const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  validateSearch: setupSearch,
  component: lazyPart(() => import('./pages/doors/SetupPage.tsx'), 'SetupPage', 'rest'),
});
const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: signInSearch,
  component: lazyPart(() => import('./pages/doors/SignInPage.tsx'), 'SignInPage'),
});
const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitation/$token',
  component: lazyPart(() => import('./pages/doors/InvitationPage.tsx'), 'InvitationPage', 'rest'),
});

/** Everything behind the sign-in; nothing of it is drawn before the server says who is there. */
const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  component: lazyPart(() => import('./pages/shell/Shell.tsx'), 'Shell', 'frame'),
  beforeLoad: async ({ context, location }) => {
    try {
      await context.queryClient.ensureQueryData(sessionQuery);
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 401)
        throw redirect({ to: '/sign-in', search: location.href === '/' ? {} : { next: location.href } });
      throw error;
    }
  },
});

const index = createRoute({
  getParentRoute: () => inside,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/workflows', replace: true });
  },
});
const workflows = createRoute({
  getParentRoute: () => inside,
  path: '/workflows',
  validateSearch: workflowsSearch,
  component: lazyPart(() => import('./pages/workflows/WorkflowsPage.tsx'), 'WorkflowsPage', 'frame', 'lists'),
});
const gallery = createRoute({
  getParentRoute: () => inside,
  path: '/workflows/new',
  validateSearch: gallerySearch,
  component: lazyPart(() => import('./pages/gallery/GalleryPage.tsx'), 'GalleryPage', 'rest'),
});
const workflow = createRoute({
  getParentRoute: () => inside,
  path: '/workflows/$id',
  component: lazyPart(() => import('./pages/WorkflowEditorPage.tsx'), 'WorkflowEditorPage', 'frame', 'drawn'),
});

const contacts = createRoute({
  getParentRoute: () => inside,
  path: '/contacts',
  validateSearch: contactsSearch,
  component: lazyPart(() => import('./pages/contacts/ContactsPage.tsx'), 'ContactsPage', 'rest'),
});
const contact = createRoute({
  getParentRoute: () => inside,
  path: '/contacts/$userId',
  validateSearch: storySearch,
  component: lazyPart(() => import('./pages/contacts/ContactPage.tsx'), 'ContactPage', 'rest'),
});
const atRisk = createRoute({
  getParentRoute: () => inside,
  path: '/at-risk',
  validateSearch: atRiskSearch,
  component: lazyPart(() => import('./pages/risk/AtRiskPage.tsx'), 'AtRiskPage', 'rest'),
});
const accounts = createRoute({
  getParentRoute: () => inside,
  path: '/accounts',
  validateSearch: accountsSearch,
  component: lazyPart(() => import('./pages/accounts/AccountsPage.tsx'), 'AccountsPage', 'rest'),
});
const account = createRoute({
  getParentRoute: () => inside,
  path: '/accounts/$id',
  validateSearch: storySearch,
  component: lazyPart(() => import('./pages/accounts/AccountPage.tsx'), 'AccountPage', 'rest'),
});
const segments = createRoute({
  getParentRoute: () => inside,
  path: '/segments',
  validateSearch: segmentsSearch,
  component: lazyPart(() => import('./pages/segments/SegmentsPage.tsx'), 'SegmentsPage', 'rest'),
});
const segment = createRoute({
  getParentRoute: () => inside,
  path: '/segments/$key',
  component: lazyPart(() => import('./pages/segments/SegmentPage.tsx'), 'SegmentPage', 'rest'),
});
const tasks = createRoute({
  getParentRoute: () => inside,
  path: '/tasks',
  validateSearch: tasksSearch,
  component: lazyPart(() => import('./pages/tasks/TasksPage.tsx'), 'TasksPage', 'rest'),
});
const outbox = createRoute({
  getParentRoute: () => inside,
  path: '/outbox',
  validateSearch: outboxSearch,
  component: lazyPart(() => import('./pages/outbox/OutboxPage.tsx'), 'OutboxPage', 'rest'),
});
const reports = createRoute({
  getParentRoute: () => inside,
  path: '/reports',
  validateSearch: reportsSearch,
  component: lazyPart(() => import('./pages/reports/ChurnPage.tsx'), 'ChurnPage', 'rest'),
});
const connect = createRoute({
  getParentRoute: () => inside,
  path: '/connect',
  validateSearch: connectSearch,
  component: lazyPart(() => import('./pages/connect/ConnectPage.tsx'), 'ConnectPage', 'rest'),
});
const hook = createRoute({
  getParentRoute: () => inside,
  path: '/connect/hooks/$id',
  component: lazyPart(() => import('./pages/connect/HookPage.tsx'), 'HookPage', 'rest'),
});
const settings = createRoute({
  getParentRoute: () => inside,
  path: '/settings',
  component: lazyPart(() => import('./pages/settings/SettingsPage.tsx'), 'SettingsPage', 'rest'),
});
const settingsIndex = createRoute({
  getParentRoute: () => settings,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/settings/$section', params: { section: 'workspace' }, replace: true });
  },
});
const settingsSection = createRoute({
  getParentRoute: () => settings,
  path: '/$section',
  component: lazyPart(() => import('./pages/settings/SettingsSection.tsx'), 'SettingsSection', 'rest'),
});
const templateForm = createRoute({
  getParentRoute: () => settings,
  path: '/templates/$key',
  validateSearch: templateSearch,
  component: lazyPart(() => import('./pages/settings/TemplateForm.tsx'), 'TemplateForm', 'rest'),
});

const signalForm = createRoute({
  getParentRoute: () => settings,
  path: '/signals/$key',
  component: lazyPart(() => import('./pages/settings/SignalForm.tsx'), 'SignalForm', 'rest'),
});

/** All pages and their addresses. */
export const router = createRouter({
  routeTree: root.addChildren([
    setup,
    signIn,
    invitation,
    inside.addChildren([
      index,
      workflows,
      gallery,
      workflow,
      contacts,
      contact,
      atRisk,
      accounts,
      account,
      segments,
      segment,
      tasks,
      outbox,
      reports,
      connect,
      hook,
      settings.addChildren([settingsIndex, settingsSection, templateForm, signalForm]),
    ]),
  ]),
  context: { queryClient },
  // A page that breaks leaves the shell around it, and with it the way to the others.
  defaultErrorComponent: CrashPage,
  defaultPreload: 'intent',
  // Filters stay readable in the address: plain text, no JSON.
  parseSearch: parseSearchWith((value) => value),
  stringifySearch: stringifySearchWith(String),
  scrollRestoration: true,
});

onSignedOut(() => {
  const here = router.state.location;
  if (here.pathname === '/sign-in') return;
  queryClient.clear();
  void router.navigate({ to: '/sign-in', search: { next: here.href } });
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
