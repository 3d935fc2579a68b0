import { renderTable } from '@assay/cli';
import { BENCHES } from './catalogue.js';
import type { Comparison, Verdict } from './compare-ratios.js';
import { figureRows, type NamedFigures } from './figure-rows.js';

/** The figures with the goal beside each, at most 80 columns wide. */
export function figuresTable(measured: readonly NamedFigures[]): string {
  const rows = BENCHES.flatMap((bench) =>
    measured
      .filter(({ name }) => name === bench.name)
      .flatMap((figures) => figureRows(bench, figures))
      .map(({ name, figure, goal, verdict, ratio }) => [name, figure, goal, verdict, ratio]),
  );
  const table = renderTable(
    [
      { header: 'bench' },
      { header: 'figure', align: 'right' },
      { header: 'goal', align: 'right' },
      { header: '' },
      { header: 'ratio', align: 'right' },
    ],
    rows,
    { width: 80 },
  );
  const isSample = measured.some(({ data }) => data === 'sample');
  const note = isSample ? '\n\nNo real bars are here: the pipeline ran on synthetic ones.' : '';
  return `${table}${note}\n`;
}

const WORDS: Readonly<Record<Verdict, string>> = {
  same: 'as before',
  better: 'better',
  worse: 'WORSE',
  missing: 'NOT MEASURED',
  new: 'no baseline yet',
  'other-data': 'other bars',
};

function percent(change: number | undefined): string {
  if (change === undefined) return '';
  return `${change < 0 ? '-' : '+'}${Math.abs(change * 100).toFixed(1)} %`;
}

/** Ratios beside those of a baseline, at most 80 columns wide. */
export function comparisonTable(comparisons: readonly Comparison[]): string {
  const text = (ratio: number | undefined): string => ratio?.toFixed(2) ?? '';
  const table = renderTable(
    [
      { header: 'bench' },
      { header: 'baseline', align: 'right' },
      { header: 'now', align: 'right' },
      { header: 'change', align: 'right' },
      { header: '' },
    ],
    comparisons.map(({ name, baseline, measured, change, verdict }) => [
      name,
      text(baseline),
      text(measured),
      percent(change),
      WORDS[verdict],
    ]),
    { width: 80 },
  );
  return `${table}\n`;
}
