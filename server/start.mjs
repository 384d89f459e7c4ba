import { buildWhenStale } from './build-when-stale.mjs';

try {
  await buildWhenStale();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
const { runCli } = await import('../dist/server/cli.js');
await runCli([...process.argv.slice(0, 2), 'serve', ...process.argv.slice(2)]);
