import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chaos } from './chaos.ts';
import { conditions } from './conditions.ts';
import { count } from './count.ts';
import { csv } from './csv.ts';
import { editor } from './editor.ts';
import { embedded } from './embedded.ts';
import { engine } from './engine.ts';
import { footprint } from './footprint.ts';
import { ingestion } from './ingestion.ts';
import { install } from './install.ts';
import { kill } from './kill.ts';
import { latency } from './latency.ts';
import { isReached, type Measurement, ratioOf } from './measurement.ts';
import { signals } from './signals.ts';
import { sweep } from './sweep.ts';
import { lineOf, tableOf } from './table.ts';

const benches = [
  conditions,
  ingestion,
  latency,
  csv,
  footprint,
  install,
  embedded,
  kill,
  sweep,
  signals,
  count,
  chaos,
  editor,
  engine,
];
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !benches.some((bench) => bench.name === name));

if (unknown.length > 0) {
  console.error(`There is no ${unknown.join(', ')}. Choose from:`);
  for (const { name, about } of benches) console.error(`  ${name.padEnd(12)} ${about}`);
  process.exit(1);
}

const all: (Measurement & { bench: string })[] = [];
for (const { name, about, isLong, run } of benches) {
  if (asked.length > 0 ? !asked.includes(name) : isLong) continue;
  console.log(`\n${name}: ${about}`);
  const measurements = await run((one) => console.log(lineOf(one)));
  console.log(`\n${tableOf(measurements)}`);
  all.push(...measurements.map((measurement) => ({ bench: name, ...measurement })));
}

const folder = fileURLToPath(new URL('../../bench-results', import.meta.url));
mkdirSync(folder, { recursive: true });
const at = new Date().toISOString();
const file = join(folder, `${at.replaceAll(/[:.]/g, '-')}.json`);
const machine = { node: process.version, cores: cpus().length, memory: totalmem(), cpu: cpus()[0]?.model };
const results = all.map((one) => ({ ...one, ratio: ratioOf(one), reached: isReached(one) }));
writeFileSync(file, `${JSON.stringify({ at, machine, results }, null, 2)}\n`);
console.log(`\nWritten to bench-results/${at.replaceAll(/[:.]/g, '-')}.json`);
process.exit(0);
