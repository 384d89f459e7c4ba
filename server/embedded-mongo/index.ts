export { type LogLine, type ServedDatabase, type ServeOptions, serveDatabase } from './server.ts';
export { type EmbeddedDatabase, type StartOptions, startEmbeddedDatabase } from './supervisor.ts';
