import { startEmbeddedDatabase } from '../../server/embedded-mongo/index.ts';

// A process that owns or shares a database, for tests that end it by force.
const [dir = '', join] = process.argv.slice(2);
const database = await startEmbeddedDatabase({ dir, join: join === 'join' });
process.send?.({ uri: database.uri, pid: database.pid() });
setInterval(() => process.send?.({ uri: database.uri, pid: database.pid() }), 20);
