import { join } from 'node:path';
import {
  AssayError,
  MS_PER_DAY,
  parseDay,
  timeframeMs,
  type Diagnostic,
  type Timeframe,
} from '@assay/core';
import { accountCurrencyOf, parseDirective, type DirectiveModel } from '@assay/directive';
import { conversionPath, type BrokerSpec } from '@assay/instruments';
import {
  encodeBarsCsv,
  formatSyntheticMarker,
  listBarFiles,
  readSyntheticMarker,
  SYNTHETIC_MARKER_FILE,
  SYNTHETIC_SYMBOLS,
  synthesizeBars,
} from '@assay/market-data';
import { sha256Hex } from '@assay/hashing';
import type { FileStore, Workspace } from '@assay/workspace';
import { activeDirectives } from './inputs/directive-files.js';
import { moneyOf } from './inputs/conversion-scope.js';
import { readSpecs } from './inputs/scope.js';

/** One synthetic series that the directives of a workspace need. */
export interface SampleSeries {
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly startMs: number;
  readonly endMs: number;
}

/** A sample file that was written. */
export interface SampleFile extends SampleSeries {
  readonly file: string;
  readonly bars: number;
}

/** Bars before the first warm-up bar, for conversion rates that are known by then. */
const CONVERSION_MARGIN_DAYS = 3;

/**
 * The series that the active directives need: each symbol over the dates and warm-up of every
 * directive that names it; one file for a symbol and timeframe.
 */
export function planSample(
  files: FileStore,
  workspace: Workspace,
): { readonly series: readonly SampleSeries[]; readonly diagnostics: readonly Diagnostic[] } {
  const planned = new Map<string, SampleSeries>();
  const diagnostics: Diagnostic[] = [];
  for (const file of activeDirectives(files, workspace)) {
    const parsed = parseDirective({ file: file.path, bytes: files.readFile(file.path) });
    diagnostics.push(...parsed.diagnostics);
    const { model } = parsed;
    if (!model) continue;
    const barMs = timeframeMs(model.timeframe);
    // Markets are closed for a good part of a week: twice the nominal span holds the warm-up.
    const warmupMs = 2 * model.warmup_bars * barMs + CONVERSION_MARGIN_DAYS * MS_PER_DAY;
    const startMs = (parseDay(model.start_date) ?? 0) - warmupMs;
    const endMs = (parseDay(model.end_date) ?? 0) + MS_PER_DAY;
    for (const symbol of neededSymbols(files, workspace, model, diagnostics)) {
      const key = `${symbol}_${model.timeframe}`;
      const known = planned.get(key);
      planned.set(key, {
        symbol,
        timeframe: model.timeframe,
        startMs: Math.min(startMs, known?.startMs ?? startMs),
        endMs: Math.max(endMs, known?.endMs ?? endMs),
      });
    }
  }
  return { series: withCommonSpans([...planned.values()]), diagnostics };
}

/** Pairs agree with each other only over one span: the widest of a timeframe holds for all its series. */
function withCommonSpans(series: readonly SampleSeries[]): readonly SampleSeries[] {
  return series
    .map((one) => {
      const same = series.filter((other) => other.timeframe === one.timeframe);
      return {
        ...one,
        startMs: Math.min(...same.map((other) => other.startMs)),
        endMs: Math.max(...same.map((other) => other.endMs)),
      };
    })
    .sort((a, b) => (`${a.symbol}_${a.timeframe}` < `${b.symbol}_${b.timeframe}` ? -1 : 1));
}

/** Decimals of a synthetic price; the maker of the bars knows the same symbols. */
function digitsOf(symbol: string): number {
  return SYNTHETIC_SYMBOLS.find((known) => known.symbol === symbol)?.digits ?? 5;
}

/** The symbols of a directive and those whose bars convert their money, each once. */
function neededSymbols(
  files: FileStore,
  workspace: Workspace,
  model: DirectiveModel,
  diagnostics: Diagnostic[],
): readonly string[] {
  const specs = readSpecs(files, workspace, model, diagnostics);
  const pairs = [...specs.values()]
    .map(({ spec }) => spec)
    .filter((spec): spec is BrokerSpec & { base: string } => spec.base !== undefined)
    .sort((a, b) => (a.symbol < b.symbol ? -1 : 1));
  const needed = new Set(model.symbols);
  for (const symbol of model.symbols) {
    const spec = specs.get(symbol.toUpperCase())?.spec;
    for (const currency of spec ? moneyOf(spec) : []) {
      for (const leg of conversionPath(currency, accountCurrencyOf(model), pairs) ?? []) {
        const pair = pairs.find((p) => p.base === leg.base && p.quote === leg.quote);
        if (pair) needed.add(pair.symbol);
      }
    }
  }
  return [...needed];
}

/** @throws AssayError USAGE when bars of a series are there already and were not made by us. */
function refuseOwnBars(workspace: Workspace, series: readonly SampleSeries[]): void {
  const there = listBarFiles(workspace.dataFolders).files.filter(
    (file) =>
      series.some((one) => one.symbol === file.symbol && one.timeframe === file.timeframe) &&
      !Object.hasOwn(readSyntheticMarker(file.folder)?.files ?? {}, file.file),
  );
  const [first] = there;
  if (!first) return;
  throw new AssayError('USAGE', 'bars of your own would stand beside or under synthetic ones', {
    place: { file: first.path },
    found: there.map((file) => file.file).join(', '),
    expected: 'data folders without bars of these symbols and timeframes',
    next: 'Use your own bars, or make the sample in another workspace.',
  });
}

/**
 * Writes the series into the workspace's first own data folder, with a marker that every report
 * shows. Refuses to replace bars that are not synthetic.
 */
export function writeSample(
  files: FileStore,
  workspace: Workspace,
  series: readonly SampleSeries[],
  seed: number,
): readonly SampleFile[] {
  const folder = workspace.dataFolders.find((path) => path.startsWith(`${workspace.root}/`));
  if (folder === undefined) {
    throw new AssayError('USAGE', 'no data folder lies inside the workspace', {
      place: { file: workspace.paths.config.absolute },
      found: workspace.config.data.join(', '),
      next: 'Add a folder such as "data" to "data" in assay.json; samples are written there.',
    });
  }
  refuseOwnBars(workspace, series);
  const written: SampleFile[] = [];
  const digests: Record<string, { seed: number; sha256: string }> = {};
  for (const one of series) {
    const bars = synthesizeBars({ ...one, seed });
    const name = `${one.symbol}_${one.timeframe}.csv`;
    const content = encodeBarsCsv(bars, digitsOf(one.symbol));
    files.writeAtomic(join(folder, name), content);
    digests[name] = { seed, sha256: sha256Hex(content) };
    written.push({ ...one, file: join(folder, name), bars: bars.length });
  }
  files.writeAtomic(join(folder, SYNTHETIC_MARKER_FILE), formatSyntheticMarker(digests));
  return written;
}
