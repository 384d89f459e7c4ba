import { describe, expect, it } from 'vitest';
import { factNames, facts } from '../../shared/vocabulary/facts.ts';
import { operatorNames } from '../../shared/vocabulary/operators.ts';
import { conditionReference } from './condition-reference.ts';

describe('the reference of conditions', () => {
  it('has every fact, parameter and operator', async () => {
    const reference = conditionReference();
    for (const name of factNames) {
      expect(reference).toContain(`## \`${name}\``);
      for (const param of Object.keys(facts[name].params)) expect(reference).toContain(`| \`${param}\` |`);
    }
    for (const name of operatorNames) expect(reference).toContain(`| \`${name}\` |`);
    await expect(reference).toMatchFileSnapshot('../../docs/conditions.md');
  });
});
