import type { Bars } from '@assay/core';
import type { PositionView, Session, StrategyContext } from '../../contract/context.js';
import type { IndicatorColumns, StrategyDefinition } from '../../contract/define-strategy.js';
import type { DecisionRecorder } from '../recorded-strategy.js';

const HOUR = 3_600_000;

/** A walk of prices without any library: the same on every machine. */
export function walk(length: number): Bars {
  const column = (): Float64Array => new Float64Array(length);
  const bars = {
    length,
    time: column(),
    open: column(),
    high: column(),
    low: column(),
    close: column(),
    volume: column(),
  };
  let state = 42;
  const next = (): number =>
    (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648;
  let price = 100;
  for (let i = 0; i < length; i += 1) {
    bars.time[i] = i * HOUR;
    bars.open[i] = price;
    price += next() - 0.5;
    bars.close[i] = price;
    bars.high[i] = Math.max(price, bars.open[i] as number) + next() / 2;
    bars.low[i] = Math.min(price, bars.open[i] as number) - next() / 2;
  }
  return bars;
}

/** A context with an account that fills at the next close: enough to ask hooks. */
class HookContext implements StrategyContext {
  i = 0;
  position: PositionView | null = null;
  trades = 0;
  readonly pendingOrders = 0;
  readonly symbol = 'TEST';
  readonly tickSize = 1;
  readonly params = {};
  readonly filters = { allows: () => true };
  readonly session: Session;

  constructor(
    private readonly bars: Bars,
    private readonly columns: IndicatorColumns,
  ) {
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- its getters need another `this`
    const ctx = this;
    this.session = {
      get minuteOfDay() {
        return (ctx.i % 24) * 60;
      },
      get endMinuteOfDay() {
        return (ctx.i % 24) * 60 + 60;
      },
      get day() {
        return Math.floor(ctx.i / 24);
      },
      get trades() {
        return ctx.trades;
      },
      lastDirection: 1,
      reaches: () => false,
      range: () => null,
      instantOf: () => 0,
    };
  }

  get positions(): readonly PositionView[] {
    return this.position ? [this.position] : [];
  }
  get time(): number {
    return this.at('time');
  }
  get open(): number {
    return this.at('open');
  }
  get high(): number {
    return this.at('high');
  }
  get low(): number {
    return this.at('low');
  }
  get close(): number {
    return this.at('close');
  }
  get volume(): number {
    return this.at('volume');
  }
  get equity(): number {
    return 1000 + this.trades;
  }
  col(name: string, barsAgo = 0): number {
    return this.column(name)[this.i - barsAgo] ?? NaN;
  }
  column(name: string): Float64Array {
    const found = this.columns[name] ?? this.bars[name as 'close'];
    if (found === undefined) throw new RangeError(`There is no column "${name}"`);
    return found;
  }

  private at(name: 'time' | 'open' | 'high' | 'low' | 'close' | 'volume'): number {
    return this.bars[name][this.i] as number;
  }
}

/** Asks the hooks of a strategy as an engine does; returns the bars of the exits. */
export function runHooks(
  strategy: StrategyDefinition,
  bars: Bars,
  firstBar: number,
  recorder: DecisionRecorder,
): readonly number[] {
  const ctx = new HookContext(bars, strategy.prepareIndicators(bars));
  const exits: number[] = [];
  for (let bar = firstBar; bar < bars.length; bar += 1) {
    ctx.i = bar;
    if (ctx.position) {
      const held: PositionView = { ...ctx.position, barsHeld: bar - ctx.position.entryBar };
      ctx.position = held;
      const exit = strategy.checkExit(ctx);
      if (exit === false || exit === null) continue;
      recorder.decided(bar, 'exit', JSON.stringify(exit));
      exits.push(bar);
      ctx.position = null;
    }
    const entry = strategy.checkEntry(ctx);
    if (entry === null) continue;
    recorder.decided(bar, 'entry', JSON.stringify(entry));
    ctx.trades += 1;
    ctx.position = {
      id: ctx.trades - 1,
      direction: 1,
      units: 1,
      entryPrice: ctx.close,
      entryBar: bar,
      barsHeld: 0,
      stopLoss: NaN,
      takeProfit: NaN,
    };
  }
  return exits;
}
