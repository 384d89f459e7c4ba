import { serveDatabase } from '../../../server/embedded-mongo/server.ts';

/** The database as a process to be killed; it deletes what has expired ten times a second. */
const { uri } = await serveDatabase({ dir: process.argv[2] ?? '', expireEvery: 100 });
process.send?.(uri);
// Whoever kills it is its parent; should that end first, so does this.
process.on('disconnect', () => process.exit(0));
