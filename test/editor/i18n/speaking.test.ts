import i18next from 'i18next';
import { describe, expect, it } from 'vitest';
import { ApiProblem } from '../../../editor/api-client.ts';
import { chooseLanguage } from '../../../editor/i18n/language.ts';
import { errorText, problemText } from '../../../editor/i18n/problem-text.ts';
import { sentenceText } from '../../../editor/i18n/sentence-text.ts';
import { definitionOf, stepKinds, steps } from '../../../shared/steps/index.ts';
import { triggerKinds, triggerSummary, triggers } from '../../../shared/triggers/index.ts';
import { speaking } from '../../support/language.ts';

speaking('en');

describe('the chosen language', () => {
  it('counts in its own plural forms', async () => {
    const said: string[] = [];
    for (const language of ['pl', 'ru'] as const) {
      await chooseLanguage(language);
      for (const count of [1, 3, 5, 22, 2_318]) said.push(i18next.t('pages:workflows.errors', { count }));
    }
    expect(said.map((text) => text.replace(/\s/g, ' '))).toEqual([
      '1 problem',
      '3 problemy',
      '5 problemów',
      '22 problemy',
      '2 318 problemów',
      '1 проблема',
      '3 проблемы',
      '5 проблем',
      '22 проблемы',
      '2 318 проблем',
    ]);
  });

  it('has a word for every summary that steps and triggers can give', async () => {
    for (const language of ['en', 'pl', 'ru'] as const) {
      await chooseLanguage(language);
      const sentences = [
        ...stepKinds.map((kind) => definitionOf({ kind }).summary(steps[kind].blank())),
        ...triggerKinds.map((kind) => triggerSummary(triggers[kind].blank())),
      ];
      for (const sentence of sentences) {
        expect(i18next.exists(sentence.key, { ns: 'words', ...sentence.values }), sentence.key).toBe(true);
      }
    }
  });

  it('says durations inside summaries in words', async () => {
    const wait = { key: 'steps.wait.summary', values: { for: '3d' } };
    const said: string[] = [];
    for (const language of ['en', 'pl', 'ru'] as const) {
      await chooseLanguage(language);
      said.push(sentenceText(wait).replace(/\s/g, ' '));
    }
    expect(said).toEqual(['Wait 3 days', 'Czekaj: 3 dni', 'Ждать: 3 дня']);
  });
});

describe('the text of a problem', () => {
  it('is the sentence of its code, with our own words among the facts translated', async () => {
    await chooseLanguage('pl');
    const problem = new ApiProblem('WORKFLOW_NOT_LIVE', 409, 'This workflow is paused.', {
      status: 'paused',
    });
    expect(problemText(problem)).toBe(
      'Stan tego scenariusza to „Wstrzymany”. Najpierw go opublikuj lub wznów.',
    );
  });

  it('is the sentence it came with when the code is not known here', async () => {
    await chooseLanguage('ru');
    expect(problemText({ code: 'FROM_THE_FUTURE', facts: {}, message: 'Do this.' })).toBe('Do this.');
  });

  it('is the sentence it came with when facts are missing', () => {
    expect(problemText({ code: 'CONTACT_UNKNOWN', facts: {}, message: 'No contact.' })).toBe('No contact.');
  });

  it('does not show the inside of a fault that is not a problem', async () => {
    await chooseLanguage('en');
    expect(errorText(new TypeError('x is not a function'))).toMatch(/^Something went wrong/);
  });
});
