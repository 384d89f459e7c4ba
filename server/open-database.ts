import type { Logger } from 'pino';
import { closeAll } from './close-all.ts';
import { type Config, ConfigError } from './config.ts';
import type { EmbeddedDatabase } from './embedded-mongo/index.ts';
import { databaseLog } from './log.ts';
import { connectMongo, type Database } from './mongo/connect.ts';

/** How long the connection, and then the database, may take to close, in milliseconds. */
const LONGEST_CLOSE = 7_000;

/** What the database is called where the URI names none. */
const NAME = 'mooring';

/**
 * Connects to `MONGODB_URI`; without it starts the embedded database in the data directory, or joins the one another
 * process of ours runs there. Closing also stops what was started here.
 */
export async function openDatabase(
  config: Pick<Config, 'mongodbUri' | 'dataDir'>,
  log: Logger,
): Promise<Database> {
  if (config.mongodbUri) {
    const isNamed = /^mongodb(\+srv)?:\/\/[^/]+\/[^?]/.test(config.mongodbUri);
    return connectMongo(config.mongodbUri, isNamed ? {} : { name: NAME });
  }
  const embedded = await startEmbedded(config.dataDir, log);
  try {
    const database = await connectMongo(embedded.uri, { name: NAME });
    return {
      ...database,
      close: () => closeAll([embedded.stop, database.close], log, LONGEST_CLOSE),
    };
  } catch (error) {
    await embedded.stop();
    throw error;
  }
}

async function startEmbedded(dir: string, log: Logger): Promise<EmbeddedDatabase> {
  // Loaded only where it is used: beside a real MongoDB it would be dead weight.
  const { startEmbeddedDatabase } = await import('./embedded-mongo/index.ts');
  try {
    return await startEmbeddedDatabase({ dir, join: true, log: databaseLog(log) });
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new ConfigError(`DATA_DIR: the embedded database does not start in ${dir}. ${why}`, { cause });
  }
}
