import type { BrokerSpec } from './broker-spec.js';

/** Significant decimal digits that survive; what lies beyond is dust of binary fractions. */
const DIGITS = 15;
/** Share of a step that counts as dust: 0.29 ÷ 0.01 is 28.999999999999996 and means 29. */
const DUST = 1e-9;

/** Takes the dust of binary fractions off a number: 0.1 + 0.2 becomes 0.3. */
function withoutDust(value: number): number {
  return Number(value.toPrecision(DIGITS));
}

/**
 * Rounds lots down to a whole number of lot steps; never up, except over the dust of binary
 * fractions (0.29 with step 0.01 is 29 steps). Not finite or negative becomes 0.
 */
export function roundLotsDown(lots: number, spec: Pick<BrokerSpec, 'lot_step'>): number {
  if (!(lots > 0 && lots < Infinity)) return 0;
  const steps = lots / spec.lot_step;
  const nearest = Math.round(steps);
  const isDust = Math.abs(steps - nearest) <= DUST * Math.max(1, steps);
  return withoutDust((isDust ? nearest : Math.floor(steps)) * spec.lot_step);
}

/** Units of the instrument in a number of lots, without the dust of binary fractions. */
export function unitsOfLots(lots: number, spec: Pick<BrokerSpec, 'contract_size'>): number {
  return withoutDust(lots * spec.contract_size);
}
