import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Journey, walk } from '../support/journey.ts';

const folder = join(import.meta.dirname, '../golden');

interface Golden extends Journey {
  it: string;
  tells: string[];
}

describe('golden journeys', () => {
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  for (const file of files) {
    const journeys = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Golden[];
    describe(file.replace('.json', ''), () => {
      for (const journey of journeys) {
        it(journey.it, () => {
          expect(walk(journey).lines).toEqual(journey.tells);
        });
      }
    });
  }
});
