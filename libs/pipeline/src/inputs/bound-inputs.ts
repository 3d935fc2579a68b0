import { hashCanonical, sha256Hex } from '@assay/hashing';
import { canonicalSpec } from '@assay/instruments';
import { directiveHash } from '@assay/directive';
import type { BoundRun, SourceFile } from '@assay/ledger';
import { fingerprintBars } from '@assay/market-data';
import type { FileStore, Workspace } from '@assay/workspace';
import type { StrategyBundle } from '../sandbox/bundle-strategy.js';
import { builtFileHash, engineFile, type Toolchain } from '../toolchain.js';
import { runIdOf, runKeyOf, type RunInputs } from './run-key.js';
import { recordedPath, seriesOf, type Scope, type SymbolScope } from './scope.js';
import { barWindow, conversionWindow, finerWindow } from './bar-window.js';
import { type SeriesStore } from './series-store.js';

/** Inputs as they are bound: hashes of the directive, one run per symbol, and the files read. */
export interface BoundInputs {
  readonly inputs: RunInputs;
  readonly runs: readonly BoundRun[];
  readonly sources: readonly SourceFile[];
}

/** What binding needs besides the scope. */
export interface BindingContext {
  readonly files: FileStore;
  readonly workspace: Workspace;
  readonly toolchain: Toolchain;
  readonly series: SeriesStore;
  readonly directivePath: string;
  readonly engineVersion: string;
  readonly bundle: StrategyBundle;
}

/** Hashes every input of a directive and derives its run ids, in the order of its symbols. */
export async function bindInputs(scope: Scope, context: BindingContext): Promise<BoundInputs> {
  const { toolchain, bundle, engineVersion } = context;
  const inputs: RunInputs = {
    directive: directiveHash(scope.model),
    strategy: bundle.sha256,
    engine: builtFileHash(engineFile(toolchain, engineVersion)),
    compute: builtFileHash(toolchain.computeFile),
    zones: hashCanonical({ session: scope.zone, ...scope.sessionZones }),
  };
  const runs = await Promise.all(
    scope.symbols.map(async (symbol) => bindRun(scope, symbol, inputs, context.series)),
  );
  return { inputs, runs, sources: await listSources(scope, context) };
}

async function bindRun(
  scope: Scope,
  symbol: SymbolScope,
  shared: RunInputs,
  series: SeriesStore,
): Promise<BoundRun> {
  const { bars } = await series.get(symbol.barFile);
  const window = barWindow(bars.time, scope);
  const inputs: Record<string, string> = {
    ...shared,
    data: fingerprintBars(bars, window.from, window.to),
    spec: hashCanonical(canonicalSpec(symbol.specFile.spec)),
  };
  if (symbol.rolloverZone) inputs['rollover_zone'] = hashCanonical(symbol.rolloverZone);
  const firstMs = bars.time[window.from] ?? scope.startMs;
  for (const conversion of symbol.conversions) {
    const { bars: pair } = await series.get(conversion.barFile);
    const used = conversionWindow(pair.time, firstMs, scope.endMs);
    inputs[`conversion_${conversion.symbol}`] = fingerprintBars(pair, used.from, used.to);
  }
  if (symbol.finer) {
    const { bars: finer } = await series.get(symbol.finer.barFile);
    const used = finerWindow(finer.time, bars.time[window.first] ?? scope.startMs, scope.endMs);
    inputs[`finer_${symbol.finer.timeframe}`] = fingerprintBars(finer, used.from, used.to);
  }
  const run_key = runKeyOf({ directiveId: scope.model.id, symbol: symbol.symbol, inputs });
  return { symbol: symbol.symbol, run_id: runIdOf(run_key), run_key, inputs };
}

/** Every file that was read, as it lies on disk, so that an unchanged workspace is seen cheaply. */
async function listSources(scope: Scope, context: BindingContext): Promise<readonly SourceFile[]> {
  const { files, workspace, toolchain } = context;
  const sources = new Map<string, SourceFile>();
  const add = (path: string, kind: string): void => {
    const bytes = files.readFile(path);
    const recorded = recordedPath(workspace, path);
    sources.set(recorded, { path: recorded, bytes: bytes.length, sha256: sha256Hex(bytes), kind });
  };
  add(context.directivePath, 'directive');
  for (const module of context.bundle.modules) {
    add(module.path, module.name.startsWith('ws/strategies/') ? 'strategy' : 'indicator');
  }
  for (const symbol of scope.symbols) {
    add(symbol.specFile.path, `spec ${symbol.symbol}`);
    for (const file of seriesOf(symbol)) {
      const loaded = await context.series.get(file);
      const recorded = recordedPath(workspace, file.path);
      sources.set(recorded, {
        path: recorded,
        bytes: loaded.bytes,
        sha256: loaded.fileSha256,
        kind: `data ${file.symbol}`,
      });
    }
  }
  add(engineFile(toolchain, context.engineVersion), 'engine');
  add(toolchain.computeFile, 'compute');
  return [...sources.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}
