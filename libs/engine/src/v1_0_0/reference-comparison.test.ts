import { copyBars, type Bars } from '@assay/core';
import type { StrategyDefinition } from '@assay/strategy/sdk';
import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { simulate, type SimulationInput, type SimulationResult, type Trade } from './index.js';
import type { ReferenceRules, ReferenceScript } from './testing/reference-leg.js';
import { engineInput, randomScript, referenceRules, wholeBars } from './testing/reference-run.js';
import { ReferenceSimulator } from './testing/reference-simulator.js';

const BARS = 60;

interface Case {
  readonly bars: Bars;
  readonly rules: ReferenceRules;
  readonly script: ReferenceScript;
  readonly input: SimulationInput;
}

/** Any market, any decisions, any rules in any combination. */
const anyCase: fc.Arbitrary<Case> = fc
  .record({ seed: fc.integer({ min: 1, max: 1_000_000 }), rules: referenceRules })
  .map(({ seed, rules }) => {
    const bars = wholeBars(seed, BARS);
    const script = randomScript(seed, bars);
    return { bars, rules, script, input: engineInput(bars, rules, script) };
  });

/** What the reference says of a run, from the engine's result. */
function linesOf({ trades }: SimulationResult): string[] {
  return trades.map(
    (t) =>
      `${t.position}.${t.part} ${t.direction} ${t.lots} ${t.entryPrice}@${t.entryBar} ` +
      `${t.exitPrice}@${t.exitBar} ${t.exitReason}`,
  );
}

/** The input with a strategy that also looks at what is open at each close. */
function watched(
  input: SimulationInput,
  look: (positions: Parameters<StrategyDefinition['checkExit']>[0]['positions']) => void,
): SimulationInput {
  const { strategy } = input;
  return {
    ...input,
    strategy: {
      ...strategy,
      checkExit: (ctx) => {
        look(ctx.positions);
        return strategy.checkExit(ctx);
      },
    },
  };
}

/** Lowest and highest bid that a bar has seen. */
function rangeOf(bars: Bars, bar: number): readonly [number, number] {
  return [bars.low[bar] as number, bars.high[bar] as number];
}

describe('the engine', () => {
  test.prop([anyCase], { numRuns: 500 })(
    'trades what the slow reference trades, for any rules in any combination',
    ({ bars, rules, script, input }) => {
      const reference = new ReferenceSimulator(bars, rules, script).run();
      const result = simulate(input);
      expect(linesOf(result)).toEqual(reference.lines);
      expect(result.rejections).toEqual(reference.rejections);
    },
  );

  test.prop([anyCase], { numRuns: 80 })(
    'ends with capital plus the nets of all trades and parts, to the last bit',
    ({ input }) => {
      const { trades, capital, equity, equityLow } = simulate(input);
      expect(equity.at(-1)).toBe(trades.reduce((sum, { net }) => sum + net, capital));
      equity.forEach((value, i) => expect(equityLow[i]).toBeLessThanOrEqual(value));
    },
  );

  test.prop([anyCase], { numRuns: 80 })(
    'leaves each position wholly: its parts are the lots of its entry',
    ({ input, rules }) => {
      const lots = new Map<number, number>();
      const parts = new Map<number, number>();
      for (const trade of simulate(input).trades) {
        expect(trade.part).toBe(parts.get(trade.position) ?? 0);
        parts.set(trade.position, trade.part + 1);
        lots.set(trade.position, (lots.get(trade.position) ?? 0) + trade.lots);
      }
      for (const sum of lots.values()) expect(sum).toBe(rules.lots);
    },
  );

  test.prop([anyCase], { numRuns: 80 })(
    'never holds more positions than the limit, nor positions of two sides',
    ({ input, rules }) => {
      simulate(
        watched(input, (positions) => {
          expect(positions.length).toBeLessThanOrEqual(rules.limit);
          expect(new Set(positions.map(({ direction }) => direction)).size).toBe(1);
        }),
      );
    },
  );

  test.prop([anyCase], { numRuns: 80 })('never loosens a stop', ({ input }) => {
    const stops = new Map<number, number>();
    simulate(
      watched(input, (positions) => {
        for (const { id, direction, stopLoss } of positions) {
          const before = stops.get(id);
          if (before !== undefined)
            expect(direction * (stopLoss - before)).toBeGreaterThanOrEqual(0);
          if (!Number.isNaN(stopLoss)) stops.set(id, stopLoss);
        }
      }),
    );
  });

  test.prop([anyCase], { numRuns: 80 })(
    'fills at prices that the bar has seen on the side of the fill, slippage aside',
    ({ input, bars, rules }) => {
      const inside = (price: number, side: 1 | -1, bar: number, slips: number): void => {
        const [low, high] = rangeOf(bars, bar);
        const bid = price - (side === 1 ? rules.spread : 0) - side * slips;
        expect(bid >= low && bid <= high).toBe(true);
      };
      const fits = (trade: Trade, slips: number): boolean => {
        const { slippage } = trade;
        return slippage === trade.units * slips * rules.slippage;
      };
      for (const trade of simulate(input).trades) {
        const { direction, entryPrice, entryBar, exitPrice, exitBar, exitReason } = trade;
        const isTarget = exitReason === 'TAKE_PROFIT' || exitReason === 'PARTIAL_EXIT';
        const total = rules.slippage === 0 ? 0 : trade.slippage / (trade.units * rules.slippage);
        expect([0, 1, 2]).toContain(total);
        expect(fits(trade, total) || rules.slippage === 0).toBe(true);
        const atExit =
          isTarget || total === 0 ? 0 : exitReason === 'REVERSE' && total === 1 ? NaN : 1;
        if (Number.isNaN(atExit)) continue;
        inside(exitPrice, direction === 1 ? -1 : 1, exitBar, atExit * rules.slippage);
        inside(entryPrice, direction, entryBar, (total - atExit) * rules.slippage);
      }
    },
  );

  test.prop([anyCase, fc.integer({ min: 5, max: BARS - 1 })], { numRuns: 100 })(
    'closes the same trades on truncated bars, up to the last bar',
    ({ input }, cut) => {
      const closed = (result: SimulationResult): unknown =>
        result.trades
          .filter(({ exitBar }) => exitBar < cut - 1)
          .map((trade) => JSON.stringify(trade));
      const whole = simulate(input);
      const part = simulate({ ...input, bars: copyBars(input.bars, 0, cut) });
      expect(closed(part)).toEqual(closed(whole));
      expect([...part.equity.slice(0, cut - 1)]).toEqual([...whole.equity.slice(0, cut - 1)]);
      expect([...part.equityLow.slice(0, cut - 1)]).toEqual([...whole.equityLow.slice(0, cut - 1)]);
    },
  );

  test.prop([anyCase], { numRuns: 80 })(
    'makes twice the money of twice the prices, without costs',
    ({ bars, rules, script }) => {
      const free = { ...rules, spread: 0, slippage: 0 };
      const twice = (value: number): number => value * 2;
      const doubled = {
        ...bars,
        open: bars.open.map(twice),
        high: bars.high.map(twice),
        low: bars.low.map(twice),
        close: bars.close.map(twice),
      };
      const single = simulate(engineInput(bars, free, script));
      const { entries, exits } = script;
      const wide: Record<number, (typeof entries)[number]> = {};
      for (const [bar, orders] of Object.entries(entries)) {
        wide[Number(bar)] = orders.map((order) => ({
          ...order,
          ...(order.level === undefined ? {} : { level: order.level * 2 }),
          ...(order.stopLoss === undefined ? {} : { stopLoss: order.stopLoss * 2 }),
          ...(order.takeProfit === undefined ? {} : { takeProfit: order.takeProfit * 2 }),
        }));
      }
      const input = engineInput(doubled, free, { entries: wide, exits });
      const double = simulate({ ...input, spec: { ...input.spec, tick_size: 2 } });
      expect(double.trades.map(({ net }) => net)).toEqual(single.trades.map(({ net }) => net * 2));
      expect([...double.equity].map((value) => value - double.capital)).toEqual(
        [...single.equity].map((value) => (value - single.capital) * 2),
      );
      expect(double.rejections).toEqual(single.rejections);
    },
  );
});
