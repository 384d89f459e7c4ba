export { type LogLine, type ServedDatabase, type ServeOptions, serveDatabase } from './server.ts';
export { backupData, CopyError, type CopyReport, compactData, restoreData } from './store/copies.ts';
export { reservedRoom, roomForData } from './store/disk-room.ts';
export { AlreadyServedError } from './store/ownership.ts';
export { type EmbeddedDatabase, type StartOptions, startEmbeddedDatabase } from './supervisor.ts';
