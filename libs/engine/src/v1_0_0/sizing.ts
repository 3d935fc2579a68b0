import { roundLotsDown, unitsOfLots, type BrokerSpec } from '@assay/instruments';
import type { RejectionReason } from './order.js';
import type { SizingSettings } from './settings.js';

/** The size of a trade. */
export interface TradeSize {
  readonly lots: number;
  readonly units: number;
}

/** Sizes trades: capped at max_lot, rounded down to lot_step, refused below min_lot. */
export class TradeSizer {
  /** The size of every trade when the mode does not depend on the trade. */
  private readonly fixed: TradeSize | RejectionReason | null;

  constructor(
    private readonly sizing: SizingSettings,
    private readonly spec: BrokerSpec,
  ) {
    const { mode } = sizing;
    if (mode === 'fixed_lots') this.fixed = this.rounded(sizing.lots);
    else if (mode === 'fixed_units') this.fixed = this.rounded(sizing.units / spec.contract_size);
    else this.fixed = null;
  }

  /**
   * The size of a trade, or why it is refused.
   * @param equity account currency.
   * @param riskPrice distance of fill and stop, price units; NaN without stop.
   * @param rate quote → account at the fill.
   */
  size(equity: number, riskPrice: number, rate: number): TradeSize | RejectionReason {
    return this.fixed ?? this.atRisk(equity, riskPrice, rate);
  }

  /** A number of lots, without the dust of a difference, with its units. */
  sizeOf(lots: number): TradeSize {
    const whole = roundLotsDown(lots, this.spec);
    return { lots: whole, units: unitsOfLots(whole, this.spec) };
  }

  /**
   * Lots of a part of a position: a share of some lots, rounded down to lot_step. Refused when the
   * broker would not take the part, or would not leave the rest open, because it is below min_lot.
   */
  part(share: number, ofLots: number, openLots: number): number | RejectionReason {
    const { min_lot: least } = this.spec;
    const { lots } = this.sizeOf(Math.min(share * ofLots, openLots));
    if (lots < least) return 'PART_BELOW_MIN_LOT';
    const rest = this.sizeOf(openLots - lots).lots;
    return rest > 0 && rest < least ? 'REST_BELOW_MIN_LOT' : lots;
  }

  private atRisk(equity: number, riskPrice: number, rate: number): TradeSize | RejectionReason {
    const { sizing } = this;
    if (!(riskPrice > 0)) return 'STOP_REQUIRED';
    if (sizing.mode === 'risk_fraction' && !(equity > 0)) return 'NO_EQUITY';
    const money =
      sizing.mode === 'fixed_risk'
        ? sizing.amount
        : sizing.mode === 'risk_fraction'
          ? sizing.fraction * equity
          : NaN;
    return this.rounded(money / (riskPrice * rate) / this.spec.contract_size);
  }

  private rounded(wanted: number): TradeSize | RejectionReason {
    const lots = roundLotsDown(Math.min(wanted, this.spec.max_lot), this.spec);
    if (!(lots > 0 && lots >= this.spec.min_lot)) return 'BELOW_MIN_LOT';
    return { lots, units: unitsOfLots(lots, this.spec) };
  }
}
