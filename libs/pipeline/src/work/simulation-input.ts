import { copyBars } from '@assay/core';
import type { SimulationInput } from '@assay/engine/v1_0_0';
import type { StrategyDefinition } from '@assay/strategy';
import type { RunUnit } from './tasks.js';

/**
 * What the engine gets for the first `length` bars of a unit. The bars are copies, so that neither
 * shared memory nor anything beyond the cut can be reached or changed from a strategy.
 */
export function simulationInput(
  unit: RunUnit,
  strategy: StrategyDefinition,
  length: number = unit.to - unit.from,
): SimulationInput {
  return {
    symbol: unit.symbol,
    bars: copyBars(unit.bars, unit.from, unit.from + length),
    firstBar: unit.first - unit.from,
    barMs: unit.barMs,
    spec: unit.spec,
    rules: unit.model.rules,
    zone: unit.zone,
    conversions: unit.conversions,
    strategy,
    ...(unit.rolloverZone ? { rolloverZone: unit.rolloverZone } : {}),
  };
}
