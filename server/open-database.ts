import type { Logger } from 'pino';
import type { Config } from './config.ts';
import { databaseLog } from './log.ts';
import { connectMongo, type Database } from './mongo/connect.ts';

/** The database of this process, and the embedded one behind it where none is configured. */
export interface OpenedDatabase extends Database {
  isEmbedded: boolean;
}

/**
 * Connects to `MONGODB_URI`; without it starts the embedded database in the data directory, or joins the one another
 * process of ours runs there. Closing also stops what was started here.
 */
export async function openDatabase(
  config: Pick<Config, 'mongodbUri' | 'dataDir'>,
  options: { join: boolean; log: Logger },
): Promise<OpenedDatabase> {
  if (config.mongodbUri) return { ...(await connectMongo(config.mongodbUri)), isEmbedded: false };
  // Loaded only where it is used: most of it would be dead weight beside a real MongoDB.
  const { startEmbeddedDatabase } = await import('./embedded-mongo/index.ts');
  const embedded = await startEmbeddedDatabase({
    dir: config.dataDir,
    log: databaseLog(options.log),
    join: options.join,
  });
  try {
    const database = await connectMongo(embedded.uri);
    return {
      ...database,
      isEmbedded: true,
      async close() {
        await database.close();
        await embedded.stop();
      },
    };
  } catch (error) {
    await embedded.stop();
    throw error;
  }
}
