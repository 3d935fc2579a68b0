import { roundLotsDown, type BrokerSpec } from '@assay/instruments';
import type { RejectionReason } from './order.js';
import type { SizingSettings } from './settings.js';

/** What a size depends on at the moment of a fill. */
export interface SizingInput {
  /** Account currency. */
  readonly equity: number;
  /** Distance of fill and stop, price units; NaN without stop. */
  readonly riskPrice: number;
  /** Quote → account rate at the fill. */
  readonly rate: number;
}

/** Lots before rounding; a reason when the mode cannot size this trade. */
function wantedLots(
  sizing: SizingSettings,
  spec: BrokerSpec,
  input: SizingInput,
): number | RejectionReason {
  if (sizing.mode === 'fixed_lots') return sizing.lots;
  if (sizing.mode === 'fixed_units') return sizing.units / spec.contract_size;
  if (!(input.riskPrice > 0)) return 'STOP_REQUIRED';
  if (sizing.mode === 'risk_fraction' && !(input.equity > 0)) return 'NO_EQUITY';
  const money = sizing.mode === 'fixed_risk' ? sizing.amount : sizing.fraction * input.equity;
  return money / (input.riskPrice * input.rate) / spec.contract_size;
}

/** Lots of a trade: capped at max_lot, rounded down to lot_step, refused below min_lot. */
export function sizeTrade(
  sizing: SizingSettings,
  spec: BrokerSpec,
  input: SizingInput,
): number | RejectionReason {
  const wanted = wantedLots(sizing, spec, input);
  if (typeof wanted === 'string') return wanted;
  const lots = roundLotsDown(Math.min(wanted, spec.max_lot), spec);
  return lots > 0 && lots >= spec.min_lot ? lots : 'BELOW_MIN_LOT';
}
