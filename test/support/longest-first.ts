import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take tens of seconds, many of them waiting: whoever begins them last waits for them alone. */
const LONG = [
  'chaos/kill.',
  'use-cases/demo/',
  'http/start.',
  'use-cases/golden.',
  'embedded-mongo/crash.',
  'contracts/faults.',
  'delivery/live-mail.',
  'use-cases/workflows/migrate.',
  'use-cases/workflows/enrol.',
  'scheduler/scheduler.',
  'embedded-mongo/supervisor.',
  'contracts/stores.',
  'use-cases/counting/counting.',
  'chaos/turmoil.',
];

/** Long as well, but of a kind of which one runs at a time: by the middle of the others its turn has come. */
const LATER = 'chaos/';

/** Starts the longest test files first, so that the others run beside them; else as Vitest orders them. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const startsWith = (part: string) => (file: TestSpecification) =>
      relative('test', file.moduleId).startsWith(part);
    const long = LONG.flatMap((part) => sorted.filter(startsWith(part)));
    const others = sorted.filter((file) => !long.includes(file));
    const later = others.filter(startsWith(LATER));
    const short = others.filter((file) => !later.includes(file));
    const half = Math.floor(short.length / 2);
    return [...long, ...short.slice(0, half), ...later, ...short.slice(half)];
  }
}
