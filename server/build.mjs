import { buildWhenStale } from './build-when-stale.mjs';

try {
  await buildWhenStale();
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
