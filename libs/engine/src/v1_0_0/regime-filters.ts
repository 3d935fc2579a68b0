import type { Filters } from '@assay/strategy/sdk';
import type { MarketStates } from './market-state.js';
import type { EngineSettings } from './settings.js';

/** The regime filters of a directive at the current bar. A regime that is not known yet passes none. */
export class RegimeFilters implements Filters {
  private bar = -1;
  private allowed = true;

  constructor(
    private readonly settings: Pick<EngineSettings, 'volatilityFilter' | 'trendFilter'>,
    private readonly states: MarketStates,
    private readonly currentBar: () => number,
  ) {}

  /** True when every enabled filter lets a trade pass; asked twice at one bar, it looks once. */
  allows(): boolean {
    const bar = this.currentBar();
    if (bar !== this.bar) {
      this.bar = bar;
      this.allowed = this.passesVolatility(bar) && this.passesTrend(bar);
    }
    return this.allowed;
  }

  private passesVolatility(bar: number): boolean {
    const filter = this.settings.volatilityFilter;
    if (!filter) return true;
    const level = this.states.volatilityLevel(bar, filter.atrPeriod, filter.window);
    return filter.regimes.includes(level);
  }

  private passesTrend(bar: number): boolean {
    const regimes = this.settings.trendFilter;
    return !regimes || regimes.includes(this.states.trendRegime(bar));
  }
}
