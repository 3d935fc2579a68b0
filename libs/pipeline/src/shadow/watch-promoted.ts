import { AssayError } from '@assay/core';
import type { Ledger, PromotionRecord, RunRecord } from '@assay/ledger';
import type { FileStore, Workspace } from '@assay/workspace';
import { barWindow } from '../inputs/bar-window.js';
import { activeEngineVersion } from '../inputs/engine-version.js';
import type { Scope, SymbolScope } from '../inputs/scope.js';
import { SeriesStore, type SeriesBars } from '../inputs/series-store.js';
import type { Pool } from '../sandbox/worker-pool.js';
import { assembleUnit } from '../stages/run-unit.js';
import { builtFileHash, engineFile, type Toolchain } from '../toolchain.js';
import type { BarsResult, HeldPosition, ShadowDecision, ShadowResult } from '../work/tasks.js';
import { judgeFreshness, type Freshness } from './data-freshness.js';
import { sealedDirective, sealedSpec } from './sealed-inputs.js';
import { shadowScope, withinReach } from './shadow-scope.js';

/** What watching needs of the world. */
export interface WatchPlace {
  readonly files: FileStore;
  readonly workspace: Workspace;
  readonly toolchain: Toolchain;
  readonly ledger: Ledger;
  readonly pool: Pool;
  /** Bars that are not closed by then do not count. */
  readonly nowMs: number;
}

/** What a promoted strategy says at the last closed bar of one symbol. */
export interface ShadowEvaluation {
  readonly decisions: readonly ShadowDecision[];
  readonly held: HeldPosition | null;
  /** Open time of that bar, ms UTC. */
  readonly barMs: number;
  readonly close: number;
}

/** One run of a promoted directive. Asking is what makes it load and compute, once each. */
export interface WatchedRun {
  readonly run: RunRecord;
  /** @throws AssayError when its bars cannot be read. */
  freshness(): Promise<Freshness & { readonly newestMs: number }>;
  /** @throws AssayError when what was sealed is not there, was altered, or does not run. */
  evaluate(): Promise<ShadowEvaluation>;
}

type Series = SeriesStore<SeriesBars>;

/** Every run of every promoted directive, by directive and in order of binding. */
export function watchPromoted(place: WatchPlace): readonly WatchedRun[] {
  const cacheFolder = place.workspace.paths.cache.absolute;
  const series: Series = new SeriesStore(({ path }) =>
    place.pool.run<BarsResult>({ kind: 'bars', path, cacheFolder }),
  );
  return place.ledger.promotions().flatMap((promotion) => watchDirective(place, series, promotion));
}

function watchDirective(
  place: WatchPlace,
  series: Series,
  { directive_id }: PromotionRecord,
): readonly WatchedRun[] {
  const runs = place.ledger.runs(directive_id);
  const symbols = runs.map((run) => run.symbol);
  let scope: Scope | undefined;
  return runs.map((run) => {
    const around: Around = {
      place,
      series,
      run,
      scope: () => {
        // Each capsule has its own copy to answer for; what they were bound to is one and the same.
        const model = sealedDirective(place, run, symbols);
        return (scope ??= shadowScope(place.files, place.workspace, model, place.nowMs));
      },
    };
    return { run, freshness: () => freshnessOf(around), evaluate: () => evaluate(around) };
  });
}

/** A run with what it is looked at by. */
interface Around {
  readonly place: WatchPlace;
  readonly series: Series;
  readonly run: RunRecord;
  readonly scope: () => Scope;
}

function symbolOf({ scope, run }: Around): SymbolScope {
  const found = scope().symbols.find((one) => one.symbol === run.symbol);
  if (!found) throw new Error(`${run.symbol} is not in the scope of ${run.directive_id}`);
  return found;
}

function noClosedBar({ run }: Around): AssayError {
  return new AssayError('DATA_COVERAGE', `${run.symbol}: no closed bar to evaluate`, {
    found: 'no bar since the start of the directive that is closed by now',
    expected: 'bars up to now',
  });
}

async function freshnessOf(around: Around): Promise<Freshness & { readonly newestMs: number }> {
  const { barFile } = symbolOf(around);
  const { bars } = await around.series.get(barFile);
  const newestMs = bars.time[bars.length - 1];
  if (newestMs === undefined) throw noClosedBar(around);
  const { barMs } = around.scope();
  const { nowMs } = around.place;
  return { newestMs, ...judgeFreshness(barFile.calendar, barMs, newestMs, nowMs) };
}

/** @throws AssayError INPUT_DRIFT when the engine is another one than the run was sealed with. */
function assertSameEngine({ place, run, scope }: Around): void {
  const { toolchain } = place;
  const version = activeEngineVersion(toolchain, scope().model);
  const found = builtFileHash(engineFile(toolchain, version));
  if (found === run.inputs['engine']) return;
  throw new AssayError(
    'INPUT_DRIFT',
    `${run.symbol}: the engine changed after the run was sealed`,
    {
      found,
      expected: run.inputs['engine'] ?? 'a bound hash',
      next: `Demote ${run.directive_id}, reset it and run it again, then promote what comes out.`,
    },
  );
}

async function evaluate(around: Around): Promise<ShadowEvaluation> {
  const { place, series, run } = around;
  assertSameEngine(around);
  const resolved = symbolOf(around);
  const spec = sealedSpec(place, run);
  const symbol = { ...resolved, specFile: { ...resolved.specFile, spec } };
  const { bars } = await series.get(symbol.barFile);
  const { to } = barWindow(bars.time, around.scope());
  const scope = withinReach(around.scope(), bars.time, to);
  const directive = { scope: () => scope, series };
  const unit = await assembleUnit({ session: place, directive, run, symbol });
  const newest = unit.to - 1;
  if (newest < unit.first) throw noClosedBar(around);
  const result = await place.pool.run<ShadowResult>(
    { kind: 'shadow', unit },
    {
      affinity: run.inputs['strategy'] ?? run.run_id,
      timeoutMs: place.workspace.config.strategy_timeout_s * 1000,
    },
  );
  return { ...result, barMs: bars.time[newest] as number, close: bars.close[newest] as number };
}
