import { assertNumber } from '../window/period.js';

/**
 * State of the market from a trend and a volatility: 1 rising, 2 falling, 3 quiet range, 4 wild (whatever
 * the trend), 0 none of these.
 *
 * `slope` is any directed measure, rising above `slopeThreshold` and falling below its negative;
 * `rank` is a percentile rank of volatility, 0–1, quiet at or below `quietShare`, wild at or above
 * `wildShare`. Unit: 0–4. First defined index: where both are defined; NaN where either is NaN: a state
 * that is not known is not state 0. Source: the predecessor's market_state.
 * @throws RangeError when `slopeThreshold` is below 0, or not 0 ≤ quietShare < wildShare ≤ 1.
 */
export function marketState(
  slope: Float64Array,
  rank: Float64Array,
  slopeThreshold = 0,
  quietShare = 0.3,
  wildShare = 0.7,
): Float64Array {
  assertNumber('marketState', 'slopeThreshold', slopeThreshold, 0);
  if (!(quietShare >= 0 && quietShare < wildShare && wildShare <= 1)) {
    throw new RangeError(
      `marketState: shares must satisfy 0 ≤ quietShare < wildShare ≤ 1, got ${quietShare} and ${wildShare}`,
    );
  }
  const out = new Float64Array(slope.length);
  for (let i = 0; i < out.length; i += 1) {
    const trend = slope[i] as number;
    const share = rank[i] as number;
    if (trend !== trend || share !== share) out[i] = NaN;
    else if (share >= wildShare) out[i] = 4;
    else if (trend > slopeThreshold) out[i] = 1;
    else if (trend < -slopeThreshold) out[i] = 2;
    else out[i] = share <= quietShare ? 3 : 0;
  }
  return out;
}
