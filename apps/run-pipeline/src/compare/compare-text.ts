import { renderTable, safeLine, sparkline, truncate, type Column, type TextView } from '@assay/cli';
import { metricText, NO_VALUE } from '@assay/report';
import { INPUT_NAMES, sortInputs, type InputRow } from './changes.js';
import { differenceText } from './comparability.js';
import type { Comparison } from './comparison.js';
import { changeText, type MetricRow } from './metric-rows.js';
import type { SettingValue, Subject } from './subject.js';

const SPARK_WIDTH = 16;
/** Columns of numbers that stand beside names on a terminal of 80. */
const COLUMNS_AT_ONCE = 4;

function subjectTable(subjects: readonly Subject[], view: TextView): string {
  return renderTable(
    [
      { header: '' },
      { header: 'id' },
      { header: 'runs', align: 'right' },
      { header: 'window' },
      { header: 'equity' },
    ],
    subjects.map((subject) => [
      subject.label,
      subject.id,
      String(subject.runs.length),
      `${subject.runs[0]?.start ?? ''} ${subject.runs[0]?.end ?? ''}`,
      sparkline(subject.equity.values, SPARK_WIDTH),
    ]),
    view,
  );
}

function metricTable(
  rows: readonly MetricRow[],
  subjects: readonly Subject[],
  from: number,
  view: TextView,
): string {
  const shown = subjects.slice(from, from + COLUMNS_AT_ONCE);
  const isPair = subjects.length === 2;
  const numbers: readonly Column[] = shown.map(({ label }) => ({ header: label, align: 'right' }));
  const change: readonly Column[] = isPair ? [{ header: 'B − A', align: 'right' }] : [];
  return renderTable(
    [{ header: 'metric' }, ...numbers, ...change],
    rows.map((row) => [
      row.name,
      ...shown.map((_, i) => metricText(row.values[from + i] ?? null, row.unit)),
      ...(isPair ? [changeText(row, 1)] : []),
    ]),
    view,
  );
}

function settingText(value: SettingValue | undefined): string {
  return value === null || value === undefined ? NO_VALUE : String(value);
}

/** A line of words that ends where the terminal does; tables look after themselves. */
function words(line: string, { width }: TextView): string {
  const safe = safeLine(line);
  return width === undefined ? safe : truncate(safe, width);
}

/** Equal changes of several symbols are one line: which, of how many, in which symbols. */
function bySymbol(rows: readonly InputRow[]): readonly string[] {
  const inputs = [...new Set(rows.map(({ input }) => input))];
  return inputs.map((input) => {
    const symbols = rows.filter((row) => row.input === input).map(({ symbol }) => symbol ?? '');
    return `${INPUT_NAMES[input] ?? input} differs: ${symbols.join(' ')}`;
  });
}

function inputLines({ inputs, subjects }: Comparison, view: TextView): readonly string[] {
  const { changed, partial, equal } = sortInputs(inputs);
  const whole = changed.filter(({ symbol }) => symbol === null || subjects[0]?.kind === 'run');
  const own = changed.filter((row) => !whole.includes(row));
  const columns = [
    { header: 'input that differs' },
    ...subjects.map(({ label }): Column => ({ header: label })),
  ];
  const table = renderTable(
    columns,
    whole.map(({ input, values }) => [
      INPUT_NAMES[input] ?? input,
      ...values.map((value) => value?.slice(0, 12) ?? NO_VALUE),
    ]),
    view,
  );
  return [
    ...(whole.length > 0 ? [table] : []),
    ...bySymbol(own).map((line) => words(line, view)),
    ...(partial.length > 0 ? [`${partial.length} inputs that only some have`] : []),
    `${equal.length} of ${inputs.length} inputs are equal`,
  ];
}

function settingLines({ settings, subjects }: Comparison, view: TextView): readonly string[] {
  const changed = settings.filter(({ same }) => !same);
  if (changed.length === 0) return ['Every setting is equal.'];
  const labels = subjects.map(({ label }): Column => ({ header: label }));
  return [
    renderTable(
      [{ header: 'setting that differs' }, ...labels],
      changed.map(({ setting, values }) => [setting, ...values.map(settingText)]),
      view,
    ),
  ];
}

/** The comparison for a terminal; cautions first, because they decide how the rest is read. */
export function comparisonText(comparison: Comparison, view: TextView, isAll: boolean): string {
  const { subjects, cautions, differences, metrics } = comparison;
  const rows = metrics.filter((row) => isAll || row.isKey);
  const blocks = subjects.flatMap((_, i) => (i % COLUMNS_AT_ONCE === 0 ? [i] : []));
  return [
    ...cautions.map((caution) => words(`! ${caution}`, view)),
    ...differences.slice(0, 5).map((one) => words(`  ${differenceText(one, subjects)}`, view)),
    ...(cautions.length > 0 ? [''] : []),
    subjectTable(subjects, view),
    ...blocks.flatMap((from) => ['', metricTable(rows, subjects, from, view)]),
    ...(isAll
      ? []
      : [`${rows.length} of ${metrics.length} numbers; --all-metrics shows the others.`]),
    '',
    ...inputLines(comparison, view),
    '',
    ...settingLines(comparison, view),
  ].join('\n');
}
