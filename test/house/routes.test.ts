import { describe, expect, it } from 'vitest';
import { routes } from '../../shared/api.ts';
import { sourceFiles } from './source-files.ts';

describe('the table of routes', () => {
  it('has each route of each area once: of two under one name, one would vanish', () => {
    const written = sourceFiles('shared')
      .filter(({ path }) => path.startsWith('shared/api/'))
      .flatMap(({ text }) => [...text.matchAll(/^ {2}(\w+): \{\n {4}method:/gm)].map(([, name]) => name));
    expect(written.sort()).toEqual(Object.keys(routes).sort());
  });

  it('has one route for a method and an address', () => {
    const places = Object.values(routes).map(({ method, path }) => `${method} ${path.replace(/:\w+/g, ':')}`);
    expect(places.filter((place, index) => places.indexOf(place) !== index)).toEqual([]);
  });
});
