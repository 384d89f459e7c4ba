import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type WorldJourney, walkWorld } from '../support/golden-world.ts';
import { openWorld, type World } from '../support/world.ts';

const folder = join(import.meta.dirname, '../golden/world');

describe('golden journeys through a whole workspace', () => {
  let owner: World;
  beforeAll(async () => {
    owner = await openWorld();
  });
  afterAll(() => owner.close());

  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  for (const file of files) {
    const journeys = JSON.parse(readFileSync(join(folder, file), 'utf8')) as WorldJourney[];
    describe(file.replace('.json', ''), () => {
      for (const journey of journeys) {
        it(journey.it, async () => {
          expect(await walkWorld(journey, owner.database)).toEqual(journey.tells);
        });
      }
    });
  }
});
