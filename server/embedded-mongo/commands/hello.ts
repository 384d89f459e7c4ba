import { isTruthy } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { largestDocument } from '../store/collection.ts';
import type { Command, CommandContext, Reply } from './command.ts';

/** The largest message accepted, in bytes. */
export const largestMessage = 48_000_000;

/** The most statements in one write command. */
export const largestWriteBatch = 100_000;

/** The version whose behaviour is followed. */
export const serverVersion = '7.0.0';

// Drivers send all kinds of fields along with a greeting.
const helloOptions = [
  'helloOk',
  'client',
  'compression',
  'backpressure',
  'topologyVersion',
  'maxAwaitTimeMS',
  'loadBalanced',
  'saslSupportedMechs',
  'speculativeAuthenticate',
  'hostInfo',
  'internalClient',
  'forShell',
];

function greet(context: CommandContext): Reply {
  return {
    ...(context.name === 'hello' ? {} : { ismaster: true }),
    isWritablePrimary: true,
    helloOk: true,
    maxBsonObjectSize: largestDocument,
    maxMessageSizeBytes: largestMessage,
    maxWriteBatchSize: largestWriteBatch,
    localTime: new Date(),
    logicalSessionTimeoutMinutes: 30,
    connectionId: context.connectionId,
    minWireVersion: 0,
    maxWireVersion: 21,
    readOnly: false,
  };
}

const greeting: Command = { kind: 'read', options: helloOptions, run: greet };

const nothing = (...options: string[]): Command => ({ kind: 'read', options, run: () => ({}) });

/** What tools ask for before they begin. */
const parameters = {
  featureCompatibilityVersion: { version: '7.0' },
  authenticationMechanisms: [],
  enableTestCommands: false,
  ttlMonitorEnabled: true,
};

function getParameter({ command }: CommandContext): Reply {
  if (command.get('getParameter') === '*' || isTruthy(command.get('allParameters'))) return parameters;
  const asked = Object.entries(parameters).filter(([name]) => command.has(name));
  return asked.length > 0 ? Object.fromEntries(asked) : fail(72, 'no option found to get');
}

/** The commands a driver sends on its own account. */
export const connectionCommands: Record<string, Command> = {
  hello: greeting,
  isMaster: greeting,
  ismaster: greeting,
  ping: nothing(),
  endSessions: nothing(),
  refreshSessions: nothing(),
  killSessions: nothing(),
  startSession: nothing(),
  logout: nothing(),
  // No plans are kept.
  planCacheClear: nothing('query', 'projection', 'sort'),
  connectionStatus: {
    kind: 'read',
    options: ['showPrivileges'],
    run: ({ command }) => ({
      authInfo: {
        authenticatedUsers: [],
        authenticatedUserRoles: [],
        ...(isTruthy(command.get('showPrivileges')) ? { authenticatedUserPrivileges: [] } : {}),
      },
    }),
  },
  buildInfo: { kind: 'read', options: [], run: buildInfo },
  buildinfo: { kind: 'read', options: [], run: buildInfo },
  whatsmyuri: { kind: 'read', options: [], run: () => ({ you: 'local' }) },
  getParameter: { kind: 'read', options: [...Object.keys(parameters), 'allParameters'], run: getParameter },
};

function buildInfo(): Reply {
  return {
    version: serverVersion,
    versionArray: [7, 0, 0, 0],
    gitVersion: 'embedded',
    modules: ['embedded'],
    bits: 64,
    debug: false,
    maxBsonObjectSize: largestDocument,
    storageEngines: ['lmdb'],
  };
}
