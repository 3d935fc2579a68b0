import { AssayError, type Bars } from '@assay/core';
import type { CostSettings } from './cost-settings.js';
import type { FillBar } from './fill.js';

/** The bar that orders are tested against: one object, moved from bar to bar. */
export class BarPrices implements FillBar {
  open = NaN;
  high = NaN;
  low = NaN;
  close = NaN;
  spread = 0;
  readonly slippage: number;
  private readonly fixedSpread: number;
  private readonly spreadColumn: Float64Array | null;

  /** @throws AssayError COST_INPUT_MISSING when the bars lack the spread column that is asked for. */
  constructor(
    private readonly bars: Bars,
    costs: CostSettings,
  ) {
    this.slippage = costs.slippage;
    this.fixedSpread = costs.spread === 'column' ? 0 : costs.spread;
    this.spreadColumn = costs.spread === 'column' ? (bars.spread ?? null) : null;
    if (costs.spread === 'column' && !bars.spread) {
      throw new AssayError('COST_INPUT_MISSING', 'The spread is to be taken from the bars.', {
        found: 'bars without spread column',
        expected: 'a spread column, or spread points in the broker spec or the directive',
      });
    }
  }

  /** True when every bar has the same spread. */
  get isSpreadFixed(): boolean {
    return this.spreadColumn === null;
  }

  /**
   * Spread of a bar, price units; a negative one counts as none.
   * @throws AssayError COST_INPUT_MISSING when the bar has none: that is no spread of zero.
   */
  spreadAt(bar: number): number {
    if (this.spreadColumn === null) return this.fixedSpread;
    const spread = this.spreadColumn[bar] as number;
    if (spread >= 0) return spread;
    if (spread < 0) return 0;
    throw new AssayError('COST_INPUT_MISSING', `Bar ${bar} has no spread.`, {
      found: String(spread),
      expected: 'a spread in every bar at which the spread of the bars is charged',
    });
  }

  /** Moves to the open of a bar; its other prices are still those of another bar. */
  loadOpen(bar: number): this {
    this.open = this.bars.open[bar] as number;
    this.spread = this.spreadAt(bar);
    return this;
  }

  /** Moves to a bar. */
  load(bar: number): this {
    const { bars } = this;
    this.open = bars.open[bar] as number;
    this.high = bars.high[bar] as number;
    this.low = bars.low[bar] as number;
    this.close = bars.close[bar] as number;
    this.spread = this.spreadAt(bar);
    return this;
  }
}
