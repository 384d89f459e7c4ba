import { beforeAll, describe, expect, it, vi } from 'vitest';
import { startLanguage } from '../../editor/i18n/language.ts';
import { recipe, recipeNames } from '../../editor/pages/workflows/recipes.ts';
import { validateWorkflow } from '../../shared/validate-workflow.ts';

beforeAll(async () => {
  vi.stubGlobal('document', { documentElement: { lang: '' } });
  await startLanguage('en');
});

describe.each(recipeNames)('the recipe “%s”', (name) => {
  it('can be published as it is', () => {
    expect(validateWorkflow(recipe(name)).filter(({ severity }) => severity === 'error')).toEqual([]);
  });
});
