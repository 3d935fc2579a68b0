// docs/metrics-glossary.md: every number with its definition, from the tables in libs/metrics.
import { loadSource } from './load-source.mjs';
import { cell } from './markdown-cell.mjs';

const HEAD = `<!-- Generated from libs/metrics by \`npm run docs:generate\`. Do not edit. -->

# Metrics

One definition per number: what a report, a sheet or a file calls by these keys is computed by one function.
`;

function renderTable(title, rows) {
  const lines = rows.map(({ metricKey, fullName, definition, unit, undefinedWhen, source }) => {
    const absent = undefinedWhen === '' ? '' : ` Absent: ${cell(undefinedWhen)}.`;
    return `| \`${metricKey}\` | ${cell(fullName)} | ${cell(definition)}.${absent} | ${cell(unit)} | ${cell(source)} |`;
  });
  const head = ['| key | name | definition | unit | source |', '|---|---|---|---|---|'];
  return ['', `## ${title}`, '', ...head, ...lines];
}

/** The text of docs/metrics-glossary.md. */
export async function metricsDocument() {
  const { metricsGlossary, portfolioGlossary } = await loadSource('libs/metrics/src/index.ts');
  const lines = [
    HEAD.trimEnd(),
    ...renderTable('Of a run and its benchmark', metricsGlossary()),
    ...renderTable('Of a portfolio', portfolioGlossary()),
  ];
  return `${lines
    .join('\n')
    .replace(/\.\. Absent/g, '. Absent')
    .replace(/\.\. \|/g, '. |')}\n`;
}
