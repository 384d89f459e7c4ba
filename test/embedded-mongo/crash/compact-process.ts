import { compactData } from '../../../server/embedded-mongo/index.ts';

/** Compacts a directory's database, over and over, until it is killed. */
process.on('disconnect', () => process.exit(0));
process.send?.('ready');
for (;;) await compactData(process.argv[2] ?? '');
