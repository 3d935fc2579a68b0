import { ema } from '@assay/indicators/trend/ema';
import { sma } from '@assay/indicators/trend/sma';

/** A moving average of `period` values (bars), simple or exponential; NaN while warming up. */
export function averageColumn(
  type: 'sma' | 'ema',
  values: Float64Array,
  period: number,
): Float64Array {
  return type === 'ema' ? ema(values, period) : sma(values, period);
}
