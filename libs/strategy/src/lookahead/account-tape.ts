import type { PositionView, StrategyContext } from '../contract/context.js';
import type { Direction } from '../contract/intents.js';
import { PositionTrack } from './position-track.js';

/** What a context shows of the account; everything else that it shows follows from the bars. */
export interface AccountView {
  readonly position: PositionView | null;
  readonly positions: readonly PositionView[];
  readonly pendingOrders: number;
  readonly equity: number;
  /** Trades filled in the current local day: `session.trades`. */
  readonly trades: number;
  /** Side of the last of them, 0 without: `session.lastDirection`. */
  readonly lastDirection: Direction | 0;
}

/** Numbers of the account that a context shows. */
type AccountNumber = 'pendingOrders' | 'equity' | 'trades' | 'lastDirection';

/** One number of the account for each bar at which a strategy asked for it. */
class NumberTrack {
  private values: Float64Array | undefined;

  constructor(private readonly length: number) {}

  write(bar: number, value: number): void {
    this.values ??= new Float64Array(this.length).fill(NaN);
    this.values[bar] = value;
  }

  read(bar: number): number {
    const value = this.values?.[bar];
    // NaN is also what was never asked for.
    if (value === undefined || value !== value) throw notOnTape(bar);
    return value;
  }
}

function notOnTape(bar: number): RangeError {
  return new RangeError(`The full run did not ask for this at bar ${bar}.`);
}

/**
 * The account of a run as far as its strategy looked at it. As long as a strategy decides the same, its
 * account is the same, so that a run on fewer bars needs no engine to know it.
 */
export class AccountTape {
  private readonly onePosition: PositionTrack;
  private readonly allPositions: PositionTrack;
  private readonly tracks: Readonly<Record<AccountNumber, NumberTrack>>;

  constructor(length: number) {
    this.onePosition = new PositionTrack(length);
    this.allPositions = new PositionTrack(length);
    this.tracks = {
      pendingOrders: new NumberTrack(length),
      equity: new NumberTrack(length),
      trades: new NumberTrack(length),
      lastDirection: new NumberTrack(length),
    };
  }

  /** Shows the account of a running context and writes down what is asked for. */
  recording(live: StrategyContext): AccountView {
    return new RecordingAccount(this, live);
  }

  /** Shows what was written down; `at.i` is the current bar. */
  replaying(at: { readonly i: number }): AccountView {
    return new ReplayedAccount(this, at);
  }

  write<T extends number>(name: AccountNumber, bar: number, value: T): T {
    this.tracks[name].write(bar, value);
    return value;
  }

  /** @throws RangeError when the recorded run did not ask for it at this bar. */
  read(name: AccountNumber, bar: number): number {
    return this.tracks[name].read(bar);
  }

  writePosition(bar: number, shown: PositionView | null): PositionView | null {
    this.onePosition.write(bar, shown === null ? [] : [shown]);
    return shown;
  }

  /** @throws RangeError when the recorded run did not ask for it at this bar. */
  readPosition(bar: number): PositionView | null {
    const shown = this.onePosition.read(bar);
    if (shown === undefined) throw notOnTape(bar);
    return shown[0] ?? null;
  }

  writePositions(bar: number, shown: readonly PositionView[]): readonly PositionView[] {
    this.allPositions.write(bar, shown);
    return shown;
  }

  /** @throws RangeError when the recorded run did not ask for them at this bar. */
  readPositions(bar: number): readonly PositionView[] {
    const shown = this.allPositions.read(bar);
    if (shown === undefined) throw notOnTape(bar);
    return shown;
  }
}

class RecordingAccount implements AccountView {
  constructor(
    private readonly tape: AccountTape,
    private readonly live: StrategyContext,
  ) {}

  get position(): PositionView | null {
    return this.tape.writePosition(this.live.i, this.live.position);
  }
  get positions(): readonly PositionView[] {
    return this.tape.writePositions(this.live.i, this.live.positions);
  }
  get pendingOrders(): number {
    return this.tape.write('pendingOrders', this.live.i, this.live.pendingOrders);
  }
  get equity(): number {
    return this.tape.write('equity', this.live.i, this.live.equity);
  }
  get trades(): number {
    return this.tape.write('trades', this.live.i, this.live.session.trades);
  }
  get lastDirection(): Direction | 0 {
    return this.tape.write('lastDirection', this.live.i, this.live.session.lastDirection);
  }
}

class ReplayedAccount implements AccountView {
  constructor(
    private readonly tape: AccountTape,
    private readonly at: { readonly i: number },
  ) {}

  get position(): PositionView | null {
    return this.tape.readPosition(this.at.i);
  }
  get positions(): readonly PositionView[] {
    return this.tape.readPositions(this.at.i);
  }
  get pendingOrders(): number {
    return this.tape.read('pendingOrders', this.at.i);
  }
  get equity(): number {
    return this.tape.read('equity', this.at.i);
  }
  get trades(): number {
    return this.tape.read('trades', this.at.i);
  }
  get lastDirection(): Direction | 0 {
    return this.tape.read('lastDirection', this.at.i) as Direction | 0;
  }
}
