import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take tens of seconds, most of it waiting: whoever begins them last waits for them alone. */
const LONG = [
  'chaos/',
  'use-cases/demo/',
  'http/start.',
  'embedded-mongo/supervisor.',
  'scheduler/',
  'embedded-mongo/crash.',
];

/** Starts the longest test files first, so that the others run beside them; else as Vitest orders them. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const at = LONG.findIndex((part) => relative('test', moduleId).startsWith(part));
      return at < 0 ? LONG.length : at;
    };
    return (await super.sort(files)).sort((one, other) => rank(one) - rank(other));
  }
}
