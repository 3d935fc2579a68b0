import { BAR_COLUMNS, type Bars } from '@assay/core';
import type {
  Filters,
  PositionView,
  Session,
  SessionRange,
  StrategyContext,
} from '../contract/context.js';
import type { Direction } from '../contract/intents.js';
import type { IndicatorColumns } from '../contract/define-strategy.js';
import type { AccountTape, AccountView } from './account-tape.js';

/** The session of a context with what the account knows of its trades. */
class TapedSession implements Session {
  constructor(
    private readonly live: Session,
    private readonly account: AccountView,
  ) {}

  get minuteOfDay(): number {
    return this.live.minuteOfDay;
  }
  get endMinuteOfDay(): number {
    return this.live.endMinuteOfDay;
  }
  get day(): number {
    return this.live.day;
  }
  get trades(): number {
    return this.account.trades;
  }
  get lastDirection(): Direction | 0 {
    return this.account.lastDirection;
  }
  reaches(minute: number): boolean {
    return this.live.reaches(minute);
  }
  range(fromMinute: number, toMinute: number, includeEnd?: boolean): SessionRange | null {
    return this.live.range(fromMinute, toMinute, includeEnd);
  }
  instantOf(minute: number, daysAhead?: number): number {
    return this.live.instantOf(minute, daysAhead);
  }
}

/** What a context is made of: bars and columns of its own, and the context of a whole run. */
export interface TapedContextParts {
  readonly bars: Bars;
  readonly columns: IndicatorColumns;
  /** Of the engine; it gives session, filters and constants, which follow from the bars so far. */
  readonly live: StrategyContext;
  readonly tape: AccountTape;
  /** Writes down what is asked of the account, or shows what was written down. */
  readonly mode: 'record' | 'replay';
}

/**
 * A context over bars and columns of its own with a taped account. One class for recording and
 * replaying, so that a strategy's code is compiled for one shape.
 */
export class TapedContext implements StrategyContext {
  readonly filters: Filters;
  readonly session: Session;
  readonly params: StrategyContext['params'];
  readonly symbol: string;
  readonly tickSize: number;
  private at = 0;
  private readonly bars: Bars;
  private readonly live: { i: number };
  private readonly known: StrategyContext;
  private readonly account: AccountView;
  private readonly table = new Map<string, Float64Array>();
  /** The first two columns of the strategy, found without a look-up by hash. */
  private readonly firstName: string;
  private readonly firstColumn: Float64Array;
  private readonly secondName: string;
  private readonly secondColumn: Float64Array;

  constructor({ bars, columns, live, tape, mode }: TapedContextParts) {
    this.bars = bars;
    this.live = live;
    this.known = live;
    this.account = mode === 'record' ? tape.recording(live) : tape.replaying(this);
    for (const name of BAR_COLUMNS) this.table.set(name, bars[name]);
    if (bars.spread) this.table.set('spread', bars.spread);
    for (const [name, column] of Object.entries(columns)) this.table.set(name, column);
    const [first = 'close', second = 'open'] = Object.keys(columns);
    this.firstName = first;
    this.firstColumn = this.table.get(first) ?? bars.close;
    this.secondName = second;
    this.secondColumn = this.table.get(second) ?? bars.open;
    this.filters = live.filters;
    this.session = new TapedSession(live.session, this.account);
    this.params = live.params;
    this.symbol = live.symbol;
    this.tickSize = live.tickSize;
  }

  /** Moves to a bar, and what the engine's context knows of sessions and filters with it. */
  moveTo(bar: number): void {
    this.at = bar;
    this.live.i = bar;
  }

  get i(): number {
    return this.at;
  }
  get time(): number {
    return this.bars.time[this.at] as number;
  }
  get open(): number {
    return this.bars.open[this.at] as number;
  }
  get high(): number {
    return this.bars.high[this.at] as number;
  }
  get low(): number {
    return this.bars.low[this.at] as number;
  }
  get close(): number {
    return this.bars.close[this.at] as number;
  }
  get volume(): number {
    return this.bars.volume[this.at] as number;
  }
  get position(): PositionView | null {
    return this.account.position;
  }
  get positions(): readonly PositionView[] {
    return this.account.positions;
  }
  get pendingOrders(): number {
    return this.account.pendingOrders;
  }
  get equity(): number {
    return this.account.equity;
  }

  col(name: string, barsAgo = 0): number {
    const column = this.column(name);
    // What is no distance is refused by the engine's context, in its own words.
    if (barsAgo >>> 0 !== barsAgo) return this.known.col(name, barsAgo);
    const at = this.at - barsAgo;
    return at >= 0 ? (column[at] as number) : NaN;
  }

  column(name: string): Float64Array {
    if (name === this.firstName) return this.firstColumn;
    if (name === this.secondName) return this.secondColumn;
    return this.table.get(name) ?? this.known.column(name);
  }
}
