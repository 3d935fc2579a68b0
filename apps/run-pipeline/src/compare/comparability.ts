import { basename } from 'node:path';
import { diagnostic, type Diagnostic } from '@assay/core';
import { parseBarFileName } from '@assay/market-data';
import type { ComparedRun, SettingValue, Subject } from './subject.js';

/** What must be equal before numbers can be laid side by side. */
export const ASPECTS = ['windows', 'costs', 'data'] as const;
export type Aspect = (typeof ASPECTS)[number];

/** One thing that is not equal among the subjects; a value for each, in their order. */
export interface Difference {
  readonly aspect: Aspect;
  /** `end`, `EURUSD spread`, `symbols`. */
  readonly what: string;
  readonly values: readonly string[];
}

/** The settings of a run that are costs. */
const COST_SETTINGS = [
  'costs_none',
  'spread',
  'spread_rate',
  'commission_per_lot_per_side',
  'commission_rate',
  'commission_currency',
  'slippage',
  'swap_long_per_night',
  'swap_short_per_night',
] as const;

/** A name for the input of bars: `data`, `conversion_USDJPY`, `finer_1m`. */
const DATA_INPUT = /^(?:data|conversion_.*|finer_.*)$/;

/** Costs are the same to twelve digits: what a product of points and a tick leaves behind them is none. */
function valueText(value: SettingValue | undefined): string {
  if (typeof value === 'number') return String(Number(value.toPrecision(12)));
  return value === undefined || value === null ? 'none' : String(value);
}

function difference(
  aspect: Aspect,
  what: string,
  values: readonly string[],
): readonly Difference[] {
  return new Set(values).size > 1 ? [{ aspect, what, values }] : [];
}

/** All runs of one subject say the same: they were bound by one directive. */
function firstRun({ runs }: Subject): ComparedRun | undefined {
  return runs[0];
}

function windowDifferences(subjects: readonly Subject[]): readonly Difference[] {
  const days = (what: 'start' | 'end') =>
    difference(
      'windows',
      what,
      subjects.map((subject) => firstRun(subject)?.[what] ?? 'none'),
    );
  return [...days('start'), ...days('end')];
}

/** Runs that answer each other: of the same symbol, or the only ones when runs are compared. */
function counterparts(
  subjects: readonly Subject[],
): readonly { readonly name: string; readonly runs: readonly ComparedRun[] }[] {
  if (subjects.every(({ kind }) => kind === 'run')) {
    return [{ name: '', runs: subjects.flatMap(({ runs }) => runs) }];
  }
  const symbols = subjects[0]?.runs.map(({ symbol }) => symbol) ?? [];
  return symbols.flatMap((symbol) => {
    const runs = subjects.flatMap((subject) => subject.runs.filter((r) => r.symbol === symbol));
    return runs.length === subjects.length ? [{ name: `${symbol} `, runs }] : [];
  });
}

function costDifferences(subjects: readonly Subject[]): readonly Difference[] {
  return counterparts(subjects).flatMap(({ name, runs }) =>
    COST_SETTINGS.flatMap((setting) =>
      difference(
        'costs',
        `${name}${setting}`,
        runs.map(({ settings }) => valueText(settings[setting])),
      ),
    ),
  );
}

/** Digests of the files that an input was read from; empty when the ledger does not list them. */
function filesOf(run: ComparedRun, input: string): string {
  const [kind, of] = [input.split('_', 1)[0], input.slice(input.indexOf('_') + 1)];
  const symbol = kind === 'conversion' ? of : run.symbol;
  const timeframe = kind === 'finer' ? of : run.timeframe;
  return run.sources
    .filter((source) => source.kind === `data ${symbol}`)
    .filter(({ path }) => parseBarFileName(basename(path))?.timeframe === timeframe)
    .map(({ sha256 }) => sha256)
    .sort()
    .join(' ');
}

/**
 * Bars are the same when their fingerprints are. A fingerprint covers the window with its warm-up, so bars
 * of another window are the same when they come from a file of the same bytes.
 */
function dataDifferences(subjects: readonly Subject[]): readonly Difference[] {
  const symbols = difference(
    'data',
    'symbols',
    subjects.map(({ runs }) => runs.map(({ symbol }) => symbol).join(' ')),
  );
  const timeframe = difference(
    'data',
    'timeframe',
    subjects.map((subject) => firstRun(subject)?.timeframe ?? 'none'),
  );
  const bars = counterparts(subjects).flatMap(({ name, runs }) => {
    const inputs = new Set(runs.flatMap((run) => Object.keys(run.inputs)));
    return [...inputs]
      .filter((input) => DATA_INPUT.test(input))
      .sort()
      .flatMap((input) => {
        const found = difference(
          'data',
          `${name}${input}`,
          runs.map((run) => run.inputs[input]?.slice(0, 12) ?? 'none'),
        );
        const files = new Set(runs.map((run) => filesOf(run, input)));
        return files.size === 1 && !files.has('') ? [] : found;
      });
  });
  return [...symbols, ...timeframe, ...bars];
}

/** Everything that keeps the numbers of the subjects from being compared, windows first. */
export function findDifferences(subjects: readonly Subject[]): readonly Difference[] {
  return [
    ...windowDifferences(subjects),
    ...costDifferences(subjects),
    ...dataDifferences(subjects),
  ];
}

const CODES = {
  windows: 'COMPARE_WINDOWS_DIFFER',
  costs: 'COMPARE_COSTS_DIFFER',
  data: 'COMPARE_DATA_DIFFERS',
} as const satisfies Record<Aspect, string>;

const SAYS = {
  windows: 'the windows differ',
  costs: 'the costs differ',
  data: 'the data differ',
} as const satisfies Record<Aspect, string>;

/** A difference in words: `end: A 2018-06-30, B 2019-06-30`. */
export function differenceText(found: Difference, subjects: readonly Subject[]): string {
  const values = found.values.map((value, i) => `${subjects[i]?.label ?? ''} ${value}`);
  return `${found.what}: ${values.join(', ')}`;
}

/**
 * A finding for each aspect in which the subjects differ: an error that says how to go on, or a warning
 * when it was asked for.
 *
 * @param across - Aspects that may differ.
 */
export function comparabilityFindings(
  differences: readonly Difference[],
  subjects: readonly Subject[],
  across: ReadonlySet<Aspect>,
): readonly Diagnostic[] {
  const differing = ASPECTS.filter((aspect) => differences.some((d) => d.aspect === aspect));
  const wanted = ASPECTS.filter((aspect) => across.has(aspect) || differing.includes(aspect));
  return differing.map((aspect) => {
    const own = differences.filter((d) => d.aspect === aspect);
    const shown = own.slice(0, 5).map((d) => differenceText(d, subjects));
    const more = own.length > shown.length ? [`and ${own.length - shown.length} more`] : [];
    const found = [...shown, ...more].join('\n');
    return across.has(aspect)
      ? diagnostic(CODES[aspect], `${SAYS[aspect]}: compared all the same, as asked`, {
          severity: 'warning',
          found,
          next: 'Do not read a difference of results as one of the strategies alone.',
        })
      : diagnostic(CODES[aspect], `${SAYS[aspect]}: not compared`, {
          found,
          expected: `equal ${aspect}`,
          next: `Make them equal, or go on knowingly: --across ${wanted.join(',')}`,
        });
  });
}
