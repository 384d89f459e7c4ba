import {
  type ConditionScope,
  everywhere,
  type FactDefinition,
} from '../../shared/vocabulary/fact-definition.ts';
import { type FactName, factNames, facts } from '../../shared/vocabulary/facts.ts';
import { type OperatorDefinition, operatorNames, operators } from '../../shared/vocabulary/operators.ts';
import { isWordKey, wordsFor } from '../../shared/vocabulary/words.ts';

/** The reference of facts and operators, as docs/conditions.md has it: made from the catalogue. */
export function conditionReference(): string {
  const sections = [introduction, ...factNames.map(factSection), operatorSection()];
  return `${sections.join('\n\n')}\n`;
}

const introduction = `# Conditions

A condition is [json-rules-engine](https://github.com/CacheControl/json-rules-engine) JSON: \`all\` or \`any\` at the root,
\`all\`, \`any\` and \`not\` inside, and rules of \`fact\`, \`params\`, \`path\`, \`operator\` and \`value\`. Windows are rolling and
end now; a day is 24 hours. Whole UTC days, today included, count for \`distinctDays\`, \`trend\`, \`daysNearLimit\`, who the
most active member is, and changes of health. What is missing passes \`notEqual\`, \`notIn\` and \`not\`; ask \`exists\` beside such a rule.

Made from \`shared/vocabulary\`; write it anew with \`npm run test:unit -- --update test/house/conditions.test.ts\`.`;

function factSection(name: FactName): string {
  const { path, params, scopes, subjects } = facts[name];
  const rows = Object.entries(params).map(
    ([param, { required, input, choices, default: standing, measures }]) =>
      `| \`${param}\` | ${said(`params.${param}`)} | ${choices?.map((choice) => `\`${choice}\``).join(', ') ?? input} | ${
        required ? 'required' : standing === undefined ? '' : `\`${standing}\``
      } | ${measures?.map((measure) => `\`${measure}\``).join(', ') ?? ''} |`,
  );
  return [
    `## \`${name}\`: ${said(`facts.${name}`)}`,
    said(`about.${name}`),
    `Value: ${kindOf(facts[name])}. Usable ${placesOf(scopes)}${subjects.length === 1 ? `, about ${subjects[0]}s only` : ''}.${
      path ? ' Rules name a `path`, such as `$.name`.' : ''
    }`,
    ...(rows.length > 0
      ? [
          ['| parameter | means | takes | when left out | only for |', '|---|---|---|---|---|', ...rows].join(
            '\n',
          ),
        ]
      : []),
  ].join('\n\n');
}

/** The value's type and unit, measure by measure where they differ. */
function kindOf({ valueType, unit, params }: FactDefinition): string {
  const of = (given: Record<string, unknown>) => [valueType(given), unit(given)].filter(Boolean).join(', ');
  const measures = params.measure?.choices ?? [];
  const kinds = new Set(measures.map((measure) => of({ measure })));
  if (kinds.size < 2) return measures[0] === undefined ? of({}) : of({ measure: measures[0] });
  return measures.map((measure) => `\`${measure}\` ${of({ measure })}`).join('; ');
}

function placesOf(scopes: readonly ConditionScope[]): string {
  return scopes === everywhere ? 'everywhere' : `in ${scopes.join(', ')}`;
}

function operatorSection(): string {
  const rows = operatorNames.map((name) => {
    const { fact, value }: OperatorDefinition = operators[name];
    return `| \`${name}\` | ${said(`operators.${name}`)} | ${fact} | ${value} |`;
  });
  return ['## Operators', ['| operator | means | of | with |', '|---|---|---|---|', ...rows].join('\n')].join(
    '\n\n',
  );
}

function said(key: string): string {
  return isWordKey(key) ? wordsFor(key, 'en') : '';
}
