import { AssayError } from '@assay/core';
import type { RunRecord } from '@assay/ledger';
import { fingerprintBars, isSynthetic } from '@assay/market-data';
import { barWindow, conversionWindow, finerWindow } from '../inputs/bar-window.js';
import { activeEngineVersion } from '../inputs/engine-version.js';
import type { SeriesBars, SeriesStore } from '../inputs/series-store.js';
import type { SymbolScope } from '../inputs/scope.js';
import type { Session } from '../session.js';
import { engineFile } from '../toolchain.js';
import type { ConversionUnit, RunUnit } from '../work/tasks.js';
import type { DirectiveContext, RunContext } from './stage.js';

/** What a unit is assembled from. */
export interface UnitContext {
  readonly session: Pick<Session, 'files' | 'workspace' | 'toolchain'>;
  readonly directive: Pick<DirectiveContext, 'scope'> & {
    readonly series: Pick<SeriesStore<SeriesBars>, 'get'>;
  };
  readonly run: RunRecord;
  readonly symbol: SymbolScope;
}

/**
 * Assembles what a run computes from: the strategy bundle as its capsule keeps it, and bars that
 * must still have the fingerprint that the run was bound to.
 */
export async function runUnit(context: RunContext): Promise<RunUnit> {
  const { directive, run, symbol } = context;
  const scope = directive.scope();
  const loaded = await directive.series.get(symbol.barFile);
  const window = barWindow(loaded.bars.time, scope);
  const found = fingerprintBars(loaded.bars, window.from, window.to);
  if (found !== run.inputs['data']) {
    throw new AssayError(
      'INPUT_DRIFT',
      `${symbol.symbol}: the bars changed after they were bound`,
      {
        place: { file: symbol.barFile.path },
        found,
        expected: run.inputs['data'] ?? 'a bound fingerprint',
      },
    );
  }
  return assembleUnit(context);
}

/** The same with whatever bars there are: what they were when the run was bound is not asked. */
export async function assembleUnit(context: UnitContext): Promise<RunUnit> {
  const { session, directive, run, symbol } = context;
  const scope = directive.scope();
  const loaded = await directive.series.get(symbol.barFile);
  const window = barWindow(loaded.bars.time, scope);
  const firstMs = loaded.bars.time[window.from] ?? scope.startMs;
  const engineVersion = activeEngineVersion(session.toolchain, scope.model);
  const capsule = session.workspace.paths.capsule(run.run_id).absolute;
  return {
    runId: run.run_id,
    runKey: run.run_key,
    inputs: run.inputs,
    symbol: symbol.symbol,
    model: scope.model,
    spec: symbol.specFile.spec,
    bars: loaded.bars,
    from: window.from,
    first: window.first,
    to: window.to,
    barMs: scope.barMs,
    zone: scope.zone,
    sessionZones: scope.sessionZones,
    rolloverZone: symbol.rolloverZone,
    conversions: await conversionUnits(context, firstMs),
    ...(await finerUnit(context, loaded.bars.time[window.first] ?? scope.startMs)),
    synthetic: await isAnySynthetic(context),
    allocationBytes: session.workspace.config.strategy_memory_mb * 1_048_576,
    strategyCode: snapshotOf(context, `${capsule}/strategy.js`),
    engineFile: engineFile(session.toolchain, engineVersion),
    engineVersion,
    computeFile: session.toolchain.computeFile,
  };
}

/** The bundle as it was bound. @throws AssayError SNAPSHOT_MISSING, SNAPSHOT_HASH_MISMATCH. */
function snapshotOf(context: UnitContext, path: string): string {
  const { session, run } = context;
  const expected = run.inputs['strategy'] ?? 'a bound hash';
  if (!session.files.exists(path)) {
    throw new AssayError(
      'SNAPSHOT_MISSING',
      `the capsule of ${run.symbol} has no strategy bundle`,
      {
        place: { file: path },
        found: 'no such file',
        expected,
      },
    );
  }
  const found = session.files.digest(path).sha256;
  if (found !== expected) {
    throw new AssayError('SNAPSHOT_HASH_MISMATCH', `the bundle of ${run.symbol} was altered`, {
      place: { file: path },
      found,
      expected,
    });
  }
  return session.files.readText(path);
}

/** True when bars that decide results were generated: the run's own, or finer ones. */
async function isAnySynthetic({ directive, symbol }: UnitContext): Promise<boolean> {
  for (const file of [symbol.barFile, ...(symbol.finer ? [symbol.finer.barFile] : [])]) {
    const { fileSha256 } = await directive.series.get(file);
    if (isSynthetic(file.folder, file.file, fileSha256)) return true;
  }
  return false;
}

async function finerUnit(context: UnitContext, firstMs: number): Promise<Pick<RunUnit, 'finer'>> {
  const { directive, symbol } = context;
  if (!symbol.finer) return {};
  const { bars } = await directive.series.get(symbol.finer.barFile);
  const { from, to } = finerWindow(bars.time, firstMs, directive.scope().endMs);
  return { finer: { bars, from, to, barMs: symbol.finer.barMs } };
}

async function conversionUnits(
  context: UnitContext,
  firstMs: number,
): Promise<readonly ConversionUnit[]> {
  const { directive, symbol } = context;
  const scope = directive.scope();
  return Promise.all(
    symbol.conversions.map(async (conversion) => {
      const { bars } = await directive.series.get(conversion.barFile);
      const { from, to } = conversionWindow(bars.time, firstMs, scope.endMs);
      return {
        base: conversion.base,
        quote: conversion.quote,
        barMs: scope.barMs,
        time: bars.time.slice(from, to),
        close: bars.close.slice(from, to),
      };
    }),
  );
}
