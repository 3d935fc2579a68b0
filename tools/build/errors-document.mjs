// docs/errors.md: every error code with cause, remedy and exit code, from the catalogue in libs/core.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadSource } from './load-source.mjs';
import { cell } from './markdown-cell.mjs';
import { filesBelow, ROOT } from './repository.mjs';

const FOLDER = 'libs/core/src/errors';

const HEAD = `<!-- Generated from ${FOLDER} by \`npm run docs:generate\`. Do not edit. -->

# Errors

Every failure that a tool reports has one of these codes. They are never renamed: logs, tests and runbooks
quote them. A message says what was found, where, what was expected, and what to do next.

Several outcomes in one call: the exit code is the first present of 130, 70, 3, 4, 5, 7, 2, 1, 0. A code with
exit 0 is a warning: it does not fail the command.
`;

/** The group of codes that a source file declares: its table and the comment above it. */
async function readGroup(path) {
  const text = readFileSync(join(ROOT, path), 'utf8');
  const match = /\/\*\* (.+?) \*\/\s*export const (\w+_ERRORS) =/s.exec(text);
  if (!match) throw new Error(`${path}: expected a documented table named …_ERRORS`);
  const module = await loadSource(path);
  return { title: match[1].replace(/\s*\n \* /g, ' ').replace(/\.$/, ''), table: module[match[2]] };
}

function renderGroup({ title, table }, exitCodes) {
  const rows = Object.entries(table)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([code, { exit, cause, remedy }]) =>
        `| <a id="${code}"></a>\`${code}\` | ${exitCodes[exit]} | ${cell(cause)} | ${cell(remedy)} |`,
    );
  return [
    '',
    `## ${title}`,
    '',
    '| code | exit | cause | what to do |',
    '|---|---|---|---|',
    ...rows,
  ];
}

/** The text of docs/errors.md. */
export async function errorsDocument() {
  const { EXIT_CODES } = await loadSource('libs/core/src/exit-code.ts');
  const files = filesBelow(FOLDER).filter((path) => path.endsWith('-errors.ts'));
  const groups = [];
  for (const file of files) groups.push(await readGroup(file));
  const lines = groups.flatMap((group) => renderGroup(group, EXIT_CODES));
  return `${[HEAD.trimEnd(), ...lines].join('\n')}\n`;
}
