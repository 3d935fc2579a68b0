import type { PositionView, Session, StrategyContext } from '@assay/strategy';

type Direction = PositionView['direction'];

/** A position as a strategy sees it, and nothing behind it. */
class ShownPosition implements PositionView {
  #live: PositionView | null = null;

  show(live: PositionView): this {
    this.#live = live;
    return this;
  }

  get #shown(): PositionView {
    if (this.#live === null) throw new RangeError('No position is open.');
    return this.#live;
  }

  get id(): number {
    return this.#shown.id;
  }
  get direction(): Direction {
    return this.#shown.direction;
  }
  get units(): number {
    return this.#shown.units;
  }
  get entryPrice(): number {
    return this.#shown.entryPrice;
  }
  get entryBar(): number {
    return this.#shown.entryBar;
  }
  get barsHeld(): number {
    return this.#shown.barsHeld;
  }
  get stopLoss(): number {
    return this.#shown.stopLoss;
  }
  get takeProfit(): number {
    return this.#shown.takeProfit;
  }
}

class ShownSession implements Session {
  readonly #live: Session;

  constructor(live: Session) {
    this.#live = live;
  }

  get minuteOfDay(): number {
    return this.#live.minuteOfDay;
  }
  get endMinuteOfDay(): number {
    return this.#live.endMinuteOfDay;
  }
  get day(): number {
    return this.#live.day;
  }
  get trades(): number {
    return this.#live.trades;
  }
  get lastDirection(): Session['lastDirection'] {
    return this.#live.lastDirection;
  }
  reaches(minute: number): boolean {
    return this.#live.reaches(minute);
  }
  range(from: number, to: number, includeEnd?: boolean): ReturnType<Session['range']> {
    return this.#live.range(from, to, includeEnd);
  }
  instantOf(minute: number, daysAhead?: number): number {
    return this.#live.instantOf(minute, daysAhead);
  }
}

/**
 * A context as a strategy sees it: what the contract names, and nothing behind it. The engine's own
 * has its account and its settings as members that only the compiler hides, and the look-ahead proof's
 * is of another class; behind this one a strategy can neither reach the first nor tell the two apart.
 */
export class ShownContext implements StrategyContext {
  readonly #live: StrategyContext;
  readonly #session: ShownSession;
  readonly #filters: StrategyContext['filters'];
  readonly #position = new ShownPosition();
  readonly #positions: ShownPosition[] = [];
  readonly #params: StrategyContext['params'];

  constructor(live: StrategyContext) {
    this.#live = live;
    this.#session = new ShownSession(live.session);
    this.#filters = Object.freeze({
      allows: (direction?: Direction) => live.filters.allows(direction),
    });
    this.#params = Object.freeze({ ...live.params });
    for (const shown of [this.#session, this.#position, this]) Object.freeze(shown);
  }

  get i(): number {
    return this.#live.i;
  }
  get time(): number {
    return this.#live.time;
  }
  get open(): number {
    return this.#live.open;
  }
  get high(): number {
    return this.#live.high;
  }
  get low(): number {
    return this.#live.low;
  }
  get close(): number {
    return this.#live.close;
  }
  get volume(): number {
    return this.#live.volume;
  }
  get position(): PositionView | null {
    const live = this.#live.position;
    return live === null ? null : this.#position.show(live);
  }
  get positions(): readonly PositionView[] {
    const live = this.#live.positions;
    return live.map((each, at) => (this.#positions[at] ??= new ShownPosition()).show(each));
  }
  get pendingOrders(): number {
    return this.#live.pendingOrders;
  }
  get equity(): number {
    return this.#live.equity;
  }
  get filters(): StrategyContext['filters'] {
    return this.#filters;
  }
  get session(): Session {
    return this.#session;
  }
  get params(): StrategyContext['params'] {
    return this.#params;
  }
  get symbol(): string {
    return this.#live.symbol;
  }
  get tickSize(): number {
    return this.#live.tickSize;
  }
  col(name: string, barsAgo = 0): number {
    return this.#live.col(name, barsAgo);
  }
  column(name: string): Float64Array {
    return this.#live.column(name);
  }
}

// What these classes share is frozen like every built-in: nothing passes from one instance to the next.
for (const shown of [ShownPosition, ShownSession, ShownContext]) {
  Object.freeze(shown);
  Object.freeze(shown.prototype);
}
