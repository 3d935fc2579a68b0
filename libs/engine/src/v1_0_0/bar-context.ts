import { BAR_COLUMNS, didYouMean, type Bars } from '@assay/core';
import type {
  Filters,
  IndicatorColumns,
  PositionView,
  Session,
  StrategyContext,
} from '@assay/strategy/sdk';
import type { Account } from './account.js';
import { StrategyPosition } from './strategy-position.js';
import type { EngineSettings } from './settings.js';

/** What a context shows beside bars and columns. */
export interface ContextParts {
  readonly account: Account;
  readonly settings: EngineSettings;
  readonly symbol: string;
  readonly tickSize: number;
  readonly pendingOrders: () => number;
  readonly session: (currentBar: () => number) => Session;
  readonly filters: (currentBar: () => number) => Filters;
}

/**
 * The one context of a run. Its fields are getters over the columns, so that a bar costs nothing
 * that the strategy does not read.
 */
export class BarContext implements StrategyContext {
  i = 0;
  /** NaN. A literal one is an object, and would make an object of every value that may stand for it. */
  private readonly nothing: number = NaN;
  readonly filters: Filters;
  readonly session: Session;
  readonly params: Readonly<Record<string, number | string | boolean>>;
  readonly symbol: string;
  readonly tickSize: number;
  private readonly columns = new Map<string, Float64Array>();
  /** The first two columns of the strategy, found without a look-up by hash. */
  private readonly firstName: string;
  private readonly firstColumn: Float64Array;
  private readonly secondName: string;
  private readonly secondColumn: Float64Array;
  private readonly shownPosition = new StrategyPosition();
  private readonly shownPositions: StrategyPosition[] = [];

  constructor(
    private readonly bars: Bars,
    columns: IndicatorColumns,
    private readonly parts: ContextParts,
  ) {
    for (const name of BAR_COLUMNS) this.columns.set(name, bars[name]);
    if (bars.spread) this.columns.set('spread', bars.spread);
    for (const [name, column] of Object.entries(columns)) this.columns.set(name, column);
    const [first, second] = Object.keys(columns);
    this.firstName = first ?? 'close';
    this.firstColumn = this.columns.get(this.firstName) ?? bars.close;
    this.secondName = second ?? 'open';
    this.secondColumn = this.columns.get(this.secondName) ?? bars.open;
    const currentBar = (): number => this.i;
    this.filters = parts.filters(currentBar);
    this.session = parts.session(currentBar);
    this.params = parts.settings.parameters;
    this.symbol = parts.symbol;
    this.tickSize = parts.tickSize;
  }

  get time(): number {
    return this.bars.time[this.i] as number;
  }
  get open(): number {
    return this.bars.open[this.i] as number;
  }
  get high(): number {
    return this.bars.high[this.i] as number;
  }
  get low(): number {
    return this.bars.low[this.i] as number;
  }
  get close(): number {
    return this.bars.close[this.i] as number;
  }
  get volume(): number {
    return this.bars.volume[this.i] as number;
  }
  get position(): PositionView | null {
    const { position } = this.parts.account;
    return position && this.shownPosition.show(position, this.i);
  }
  get positions(): readonly PositionView[] {
    const { positions } = this.parts.account;
    while (this.shownPositions.length < positions.length) {
      this.shownPositions.push(new StrategyPosition());
    }
    this.shownPositions.length = positions.length;
    positions.forEach((position, at) => this.shownPositions[at]?.show(position, this.i));
    return this.shownPositions;
  }
  get pendingOrders(): number {
    return this.parts.pendingOrders();
  }
  get equity(): number {
    return this.parts.account.equityAtClose(this.i);
  }

  col(name: string, barsAgo = 0): number {
    const column = this.column(name);
    // An unsigned 32-bit integer is itself; anything negative, fractional or not a number is not.
    if (barsAgo >>> 0 !== barsAgo) throw badDistance(name, barsAgo);
    const at = this.i - barsAgo;
    return at >= 0 ? (column[at] as number) : this.nothing;
  }

  column(name: string): Float64Array {
    if (name === this.firstName) return this.firstColumn;
    if (name === this.secondName) return this.secondColumn;
    const column = this.columns.get(name);
    if (column === undefined) throw this.unknownColumn(name);
    return column;
  }

  private unknownColumn(name: string): RangeError {
    const known = [...this.columns.keys()];
    const near = didYouMean(String(name), known);
    const hint = near === undefined ? `known: ${known.join(', ')}` : `did you mean ${near}?`;
    return new RangeError(`There is no column "${String(name)}"; ${hint}`);
  }
}

function badDistance(name: string, barsAgo: number): RangeError {
  return new RangeError(`col("${name}", ${barsAgo}): barsAgo must be a whole number ≥ 0`);
}
