import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ProblemCode, problems } from '../../shared/problems.ts';
import { root } from './source-files.ts';

/** The reference of all problems, as docs/problems.md has it: grouped as the catalogue is. */
export function problemReference(): string {
  const sections = sectionsOfCatalogue().map(({ title, codes }) =>
    [`## ${title}`, '', '| code | status | says |', '|---|---|---|', ...codes.map(row)].join('\n'),
  );
  return `${[introduction, ...sections].join('\n\n')}\n`;
}

const introduction = `# Problems

Every failure a person or program can meet, by its stable code. A failed request answers a body of type
\`application/problem+json\` (RFC 9457) with \`code\`, \`title\`, \`status\` and \`detail\`; \`detail\` is the sentence below with its
\`{{slots}}\` filled. Branch on the code, show the sentence.

Made from \`shared/problems.ts\`; write it anew with \`npm run test:unit -- --update test/house/problems.test.ts\`.`;

function row(code: ProblemCode): string {
  const { status, say } = problems[code];
  return `| \`${code}\` | ${status} | ${say.replaceAll('|', '\\|')} |`;
}

/** The comments that stand alone in the catalogue are its headings. */
function sectionsOfCatalogue(): { title: string; codes: ProblemCode[] }[] {
  const text = readFileSync(join(root, 'shared/problems.ts'), 'utf8');
  const sections: { title: string; codes: ProblemCode[] }[] = [];
  for (const match of text.matchAll(/^ {2}\/\/ (?<title>.+)$|^ {2}(?<code>[A-Z][A-Z_]+): \{/gm)) {
    const { title, code } = match.groups ?? {};
    if (title) sections.push({ title, codes: [] });
    else if (code && Object.hasOwn(problems, code)) sections.at(-1)?.codes.push(code as ProblemCode);
  }
  return sections;
}
