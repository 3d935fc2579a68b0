// docs/indicators.md: every indicator of the library with its definition, from the catalogue in libs/indicators.
import { loadSource } from './load-source.mjs';
import { cell } from './markdown-cell.mjs';

const HEAD = `<!-- Generated from libs/indicators by \`npm run docs:generate\`. Do not edit. -->

# Indicators

One pure function per module, over typed arrays: as many values out as bars in, NaN before the first defined
index, and the value at a bar made of that bar and earlier ones only. A directive declares a module by its path;
a strategy imports its function, the file's name in camel case:

\`\`\`ts
import { atr } from '@assay/indicators/volatility/atr';

const range = atr(bars, 14); // Float64Array of bars.length, NaN for bars 0–13
\`\`\`

- **Arguments**: the input, then the parameters, in the order of the table; those without \`=\` have no default and
  the value is the customary one. A value outside its range is a \`RangeError\` that names it; a period longer than
  the data leaves the result NaN. Input \`values\` is a series (\`bars.close\`), \`bars\` are whole bars, \`pair\` are two
  series of one length, \`bars and days\` are bars and the daily closes of another symbol.
- **Options** come last and are no numbers. \`zone\` is the calendar that days and sessions are counted on, as
  \`{ zone, startsMs, offsetsMinutes }\`: from each instant (ms UTC) the minutes to add to UTC; UTC when left out. An \`average\` is named by a
  text, \`'ema'\`.
- **First**: the first index at which every line is defined, counted from the first bar without NaN; \`days\` are the bars of a day,
  for data that begin at midnight.
- **NaN**: what a NaN in the input does. *window*: the results whose window contains it are NaN. *points*: those made from
  it are. *recursive*: the indicator begins anew behind it. *session*: days and sessions are counted by the clock and
  go on without it. Nothing stays undefined for ever.
- **Scale**: how the result grows with prices and with volumes; a tested property. \`p\` like the price, \`p²\` like its
  square, \`v\` like the volume, \`1\` not at all; \`–\` where no such rule holds.
- \`TA_…\` in the last column: compared with TA-Lib's own regression table where that has rows for it.
`;

/** How each domain folder is headed. */
const DOMAINS = {
  price: 'Price: prices, changes, oscillators',
  stats: 'Stats: windows of any series',
  structure: 'Structure: levels, channels, directional movement',
  trend: 'Trend: averages, regression, regimes, cycles',
  volatility: 'Volatility: ranges, bands, estimators',
  volume: 'Volume',
};

function rangeOf({ least, most }) {
  return most === Infinity ? `≥ ${least}` : `${least}…${most}`;
}

function argumentsOf(entry) {
  const numbers = entry.parameters.map((parameter) => {
    const { name, value, required, unit } = parameter;
    const binding = required ? `${name} (${value})` : `${name} = ${value}`;
    return `\`${binding}\` ${unit}, ${rangeOf(parameter)}`;
  });
  const options = entry.options.map(
    ({ name, value, choices }) => `\`${name} = ${value}\`: ${choices}`,
  );
  return [...numbers, ...options].join('; ');
}

function scaleOf({ scaling }) {
  if (!scaling) return '–';
  const price = ['', 'p', 'p²'][scaling.price];
  const volume = ['', 'v'][scaling.volume];
  return [price, volume].filter((text) => text !== '').join(' × ') || '1';
}

function row(entry, firstIndexText) {
  const lines = entry.lines.length === 0 ? '' : ` Lines: ${entry.lines.join(', ')}.`;
  const gaps = entry.intermittent ? ' Undefined in between by design.' : '';
  const cells = [
    `\`${entry.path}\``,
    entry.input,
    argumentsOf(entry),
    `${entry.definition}${lines}${gaps}`,
    `\`${firstIndexText(entry)}\``,
    entry.memory,
    entry.unit,
    scaleOf(entry),
    entry.source,
  ];
  return `| ${cells.map(cell).join(' | ')} |`;
}

/** The text of docs/indicators.md. */
export async function indicatorsDocument() {
  const { INDICATORS, firstIndexText } = await loadSource('libs/indicators/src/index.ts');
  const tables = Object.entries(DOMAINS).flatMap(([domain, title]) => {
    const entries = INDICATORS.filter(({ path }) => path.startsWith(`${domain}/`));
    return [
      '',
      `## ${title}`,
      '',
      '| module | input | parameters | definition | first | NaN | unit | scale | source |',
      '|---|---|---|---|---|---|---|---|---|',
      ...entries.map((entry) => row(entry, firstIndexText)),
    ];
  });
  return `${[HEAD.trimEnd(), ...tables].join('\n')}\n`;
}
