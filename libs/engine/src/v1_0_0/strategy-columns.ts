import { BAR_COLUMNS, type Bars } from '@assay/core';
import type { IndicatorColumns, StrategyDefinition } from '@assay/strategy/sdk';
import { contractBreach, describeValue, strategyCrash } from './contract-breach.js';

const HOOKS = ['prepareIndicators', 'checkEntry', 'checkExit'] as const;

function checkDefinition(strategy: StrategyDefinition): void {
  const value: unknown = strategy;
  if (typeof value !== 'object' || value === null) {
    throw contractBreach('The strategy file', describeValue(value), 'a strategy definition');
  }
  for (const hook of HOOKS) {
    if (typeof strategy[hook] === 'function') continue;
    throw contractBreach(
      'The strategy file',
      `${hook}: ${describeValue(strategy[hook])}`,
      `${hook}: a function`,
    );
  }
}

/**
 * Runs `prepareIndicators` and checks what it returns: each column a Float64Array as long as the
 * bars, under a name that no bar column has.
 * @throws AssayError STRATEGY_CONTRACT or STRATEGY_CRASH.
 */
export function prepareColumns(strategy: StrategyDefinition, bars: Bars): IndicatorColumns {
  checkDefinition(strategy);
  let columns: unknown;
  try {
    columns = strategy.prepareIndicators(bars);
  } catch (error) {
    throw strategyCrash('prepareIndicators', undefined, error);
  }
  if (typeof columns !== 'object' || columns === null || Array.isArray(columns)) {
    throw contractBreach('prepareIndicators', describeValue(columns), 'an object of columns');
  }
  const reserved: readonly string[] = [...BAR_COLUMNS, 'spread'];
  for (const [name, column] of Object.entries(columns as Record<string, unknown>)) {
    if (reserved.includes(name)) {
      throw contractBreach('prepareIndicators', `a column named ${name}`, 'a name of its own');
    }
    if (!(column instanceof Float64Array) || column.length !== bars.length) {
      const length = column instanceof Float64Array ? ` of ${column.length}` : '';
      throw contractBreach(
        'prepareIndicators',
        `${name}: ${describeValue(column)}${length}`,
        `${name}: Float64Array of ${bars.length}`,
      );
    }
  }
  return columns as IndicatorColumns;
}
