import type { PositionView } from '../contract/context.js';
import type { Direction } from '../contract/intents.js';

/** A position as it was shown at some bars. */
class TapedPosition implements PositionView {
  /** Bar at which it is being shown again. */
  bar = 0;
  readonly id: number;
  readonly direction: Direction;
  readonly units: number;
  readonly entryPrice: number;
  readonly entryBar: number;
  readonly stopLoss: number;
  readonly takeProfit: number;

  constructor(shown: PositionView) {
    this.id = shown.id;
    this.direction = shown.direction;
    this.units = shown.units;
    this.entryPrice = shown.entryPrice;
    this.entryBar = shown.entryBar;
    this.stopLoss = shown.stopLoss;
    this.takeProfit = shown.takeProfit;
  }

  get barsHeld(): number {
    return this.bar - this.entryBar;
  }

  isSame(shown: PositionView): boolean {
    return (
      this.id === shown.id &&
      this.direction === shown.direction &&
      this.units === shown.units &&
      this.entryPrice === shown.entryPrice &&
      this.entryBar === shown.entryBar &&
      Object.is(this.stopLoss, shown.stopLoss) &&
      Object.is(this.takeProfit, shown.takeProfit)
    );
  }
}

/** What was never asked for lies at place 0. */
const UNASKED = 0;

/** The open positions at each bar at which a strategy asked for them; a list that stays is kept once. */
export class PositionTrack {
  private places: Int32Array | undefined;
  private readonly lists: (readonly TapedPosition[])[] = [[]];

  constructor(private readonly length: number) {}

  write(bar: number, shown: readonly PositionView[]): void {
    this.places ??= new Int32Array(this.length);
    const before = this.lists.at(-1) ?? [];
    const stays =
      this.lists.length > 1 &&
      before.length === shown.length &&
      before.every((position, at) => position.isSame(shown[at] as PositionView));
    if (!stays) this.lists.push(shown.map((position) => new TapedPosition(position)));
    this.places[bar] = this.lists.length - 1;
  }

  /** Undefined when it was not asked for at this bar. */
  read(bar: number): readonly PositionView[] | undefined {
    const place = this.places?.[bar] ?? UNASKED;
    if (place === UNASKED) return undefined;
    const list = this.lists[place] as readonly TapedPosition[];
    for (const position of list) position.bar = bar;
    return list;
  }
}
