import { BAR_COLUMNS, copyBars, type Bars } from '@assay/core';
import type { FinerSeries, SimulationInput } from '@assay/engine/v1_0_0';
import type { StrategyDefinition } from '@assay/strategy';
import type { RunUnit } from './tasks.js';

/** The bars of a unit where they lie, in shared memory. Not for strategies: they get copies. */
export function viewBars({ bars, from, to }: RunUnit): Bars {
  const view = { ...bars, length: to - from };
  for (const name of BAR_COLUMNS) view[name] = bars[name].subarray(from, to);
  if (bars.spread) view.spread = bars.spread.subarray(from, to);
  return view;
}

/**
 * What the engine gets for a unit. The bars are copies, so that neither shared memory nor anything
 * beyond their end can be reached or changed from a strategy.
 */
export function simulationInput(
  unit: RunUnit,
  strategy: StrategyDefinition,
  bars: Bars = copyBars(unit.bars, unit.from, unit.to),
): SimulationInput {
  return {
    symbol: unit.symbol,
    bars,
    firstBar: unit.first - unit.from,
    barMs: unit.barMs,
    spec: unit.spec,
    rules: unit.model.rules,
    zone: unit.zone,
    conversions: unit.conversions,
    strategy,
    ...(unit.finer ? { finer: finerSeries(unit.finer) } : {}),
    ...(unit.rolloverZone ? { rolloverZone: unit.rolloverZone } : {}),
  };
}

/** Views, not copies: only the engine sees finer bars, and it writes nothing. */
function finerSeries(unit: NonNullable<RunUnit['finer']>): FinerSeries {
  const { bars, from, to, barMs } = unit;
  const cut = (column: Float64Array): Float64Array => column.subarray(from, to);
  return {
    barMs,
    bars: {
      length: to - from,
      time: cut(bars.time),
      open: cut(bars.open),
      high: cut(bars.high),
      low: cut(bars.low),
      close: cut(bars.close),
      volume: cut(bars.volume),
    },
  };
}
