import type { Doc } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { aggregateCommand, isWritingAggregate, writingAggregateCommand } from './aggregate.ts';
import { bulkWriteCommand } from './bulk-write.ts';
import { catalogueCommands } from './catalogue.ts';
import type { Command, Reply } from './command.ts';
import { countCommands } from './count.ts';
import { deleteCommand } from './delete.ts';
import { diagnosticCommands } from './diagnostics.ts';
import { explainCommand } from './explain.ts';
import { cursorCommands } from './find.ts';
import { findAndModifyCommand } from './find-and-modify.ts';
import { connectionCommands } from './hello.ts';
import { indexCommands } from './indexes.ts';
import { insertCommand } from './insert.ts';
import { sizeCommands } from './sizes.ts';
import { updateCommand } from './update.ts';
import { validateCommand } from './validate.ts';

const commands = new Map<string, Command>(
  Object.entries<Command>({
    ...connectionCommands,
    ...cursorCommands,
    ...countCommands,
    ...catalogueCommands,
    ...indexCommands,
    ...diagnosticCommands,
    ...sizeCommands,
    validate: validateCommand,
    listCommands: { kind: 'read', options: [], run: listCommands },
    insert: insertCommand,
    update: updateCommand,
    delete: deleteCommand,
    findAndModify: findAndModifyCommand,
    findandmodify: findAndModifyCommand,
    bulkWrite: bulkWriteCommand,
    explain: explainCommand,
  }),
);

const noUsers =
  'it has no users, and whoever reaches its socket may do everything; set MONGODB_URI to use a MongoDB that has';
const noReplicas = 'it runs alone; set MONGODB_URI to use a replica set';

/** MongoDB's commands that are known and refused, and what to do instead. */
const refused: Record<string, string> = {
  saslStart: noUsers,
  saslContinue: noUsers,
  authenticate: noUsers,
  createUser: noUsers,
  updateUser: noUsers,
  dropUser: noUsers,
  usersInfo: noUsers,
  rolesInfo: noUsers,
  createRole: noUsers,
  grantRolesToUser: noUsers,
  mapReduce: 'use an aggregation',
  replSetInitiate: noReplicas,
  shutdown: 'stop the process that serves it',
  killOp: 'give commands a maxTimeMS, or close their connection',
  fsync: 'every acknowledged write is on the disk already; copy it with `mooring backup`',
  profile: 'use explain, top and currentOp',
  setFeatureCompatibilityVersion: 'its data are brought to the format of the program that opens them',
  setParameter: 'it has nothing to set',
  dbHash: 'use validate',
  convertToCapped: 'use an index with expireAfterSeconds',
  createSearchIndexes: 'set MONGODB_URI to use a MongoDB that has search indexes',
};

/** The command of that name; one that does not exist or is not supported is refused. */
export function commandNamed(name: string, command: Doc): Command {
  if (name === 'aggregate') return isWritingAggregate(command) ? writingAggregateCommand : aggregateCommand;
  const found = commands.get(name);
  if (found) return found;
  if (name === 'commitTransaction' || name === 'abortTransaction') {
    fail(
      263,
      'Transactions are not supported by the embedded database; set MONGODB_URI to use a replica set',
    );
  }
  if (name === 'replSetGetStatus' || name === 'replSetGetConfig') fail(76, 'not running with --replSet');
  if (name === 'compact') {
    fail(
      115,
      'The embedded database compacts its file only while it is not served: stop it and run `mooring compact`',
    );
  }
  if (Object.hasOwn(refused, name)) {
    fail(115, `The command ${name} is not supported by the embedded database: ${refused[name]}.`);
  }
  return fail(59, `no such command: '${name}'`);
}

function listCommands(): Reply {
  const names = [...commands.keys(), 'aggregate'].sort();
  const entries = names.map((name) => [
    name,
    { help: '', requiresAuth: false, secondaryOk: false, adminOnly: false },
  ]);
  return { commands: Object.fromEntries(entries) };
}
