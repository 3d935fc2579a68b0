import { MS_PER_HOUR, type Bars } from '@assay/core';
import type { DirectiveRules } from '@assay/directive';
import type { EntryIntent, ExitIntent } from '@assay/strategy/sdk';
import { fc } from '@fast-check/vitest';
import type { SimulationInput } from '../index.js';
import { uniform } from './random-market.js';
import type { ReferenceRules, ReferenceScript } from './reference-leg.js';
import { inputOf, MONDAY, scripted } from './scenario.js';

/** Bars of whole prices with gaps, so that every sum of them is exact. */
export function wholeBars(seed: number, count: number): Bars {
  const random = uniform(seed);
  const whole = (most: number): number => Math.floor(random() * (most + 1));
  const column = (): Float64Array => new Float64Array(count);
  const bars = {
    length: count,
    time: Float64Array.from({ length: count }, (_, i) => MONDAY + i * MS_PER_HOUR),
    open: column(),
    high: column(),
    low: column(),
    close: column(),
    volume: column(),
  };
  let close = 1000;
  for (let i = 0; i < count; i += 1) {
    const open = close + (random() < 0.25 ? whole(12) - 6 : 0);
    close = open + whole(16) - 8;
    bars.open[i] = open;
    bars.close[i] = close;
    bars.high[i] = Math.max(open, close) + whole(5);
    bars.low[i] = Math.min(open, close) - whole(5);
  }
  return bars;
}

function randomIntent(random: () => number, close: number): EntryIntent {
  const direction = random() < 0.5 ? 1 : -1;
  const order = (['market', 'stop', 'limit'] as const)[Math.floor(random() * 3)] ?? 'market';
  const away = 1 + Math.floor(random() * 10);
  const level = close + ((order === 'stop') === (direction === 1) ? away : -away);
  const near = order === 'market' ? close : level;
  return {
    direction,
    order,
    ...(order === 'market' ? {} : { level, expiresAfterBars: 1 + Math.floor(random() * 5) }),
    ...(random() < 0.3 ? { stopLoss: near - direction * (3 + Math.floor(random() * 8)) } : {}),
    ...(random() < 0.3 ? { takeProfit: near + direction * (3 + Math.floor(random() * 12)) } : {}),
    ...(random() < 0.2 ? { group: 'g' } : {}),
  };
}

/** Decisions that depend on nothing but seed and bar. */
export function randomScript(seed: number, bars: Bars): ReferenceScript {
  const random = uniform(seed + 77);
  const entries: Record<number, readonly EntryIntent[]> = {};
  const exits: Record<number, ExitIntent> = {};
  for (let bar = 0; bar < bars.length; bar += 1) {
    const close = bars.close[bar] as number;
    const count = random() < 0.45 ? 1 + Math.floor(random() * 3) : 0;
    if (count > 0) entries[bar] = Array.from({ length: count }, () => randomIntent(random, close));
    if (random() > 0.12) continue;
    exits[bar] = {
      ...(random() < 0.4 ? { reason: 'OWN' } : {}),
      ...(random() < 0.5 ? { fraction: 0.5 } : {}),
      ...(random() < 0.3 ? { position: Math.floor(random() * 20) } : {}),
    };
  }
  return { entries, exits };
}

const distance = fc.integer({ min: 2, max: 14 });

/** Any combination of the rules that the reference knows. */
export const referenceRules: fc.Arbitrary<ReferenceRules> = fc.record({
  spread: fc.integer({ min: 0, max: 2 }),
  slippage: fc.integer({ min: 0, max: 1 }),
  lots: fc.integer({ min: 1, max: 9 }),
  stop: fc.option(distance),
  target: fc.option(distance),
  trail: fc.option(
    fc.record({
      distance,
      update: fc.constantFrom('close', 'intrabar'),
      fromR: fc.option(fc.constantFrom(0.5, 1, 2)),
    }),
  ),
  breakEven: fc.option(
    fc.record({ triggerR: fc.constantFrom(0.5, 1, 2), offset: fc.integer({ min: 0, max: 2 }) }),
  ),
  parts: fc.oneof(
    fc.constant([]),
    fc.tuple(distance, distance, fc.constantFrom(0.25, 0.5)).map(([first, second, fraction]) => [
      { distance: first, fraction },
      { distance: first === second ? second + 1 : second, fraction: 0.5 },
    ]),
  ),
  limit: fc.integer({ min: 1, max: 3 }),
  reverses: fc.boolean(),
  leavesOnOpposite: fc.boolean(),
  maxBars: fc.constantFrom(Infinity, 2, 7),
  atClose: fc.boolean(),
});

function executionRules(rules: ReferenceRules): NonNullable<DirectiveRules['execution_rules']> {
  const { stop, target, trail, breakEven, parts } = rules;
  return {
    ...(stop === null ? {} : { stop_loss: { type: 'points', value: stop } }),
    ...(target === null ? {} : { take_profit: { enabled: true, type: 'points', value: target } }),
    ...(trail === null
      ? {}
      : {
          trailing_stop: {
            enabled: true,
            type: 'points',
            value: trail.distance,
            update: trail.update,
            ...(trail.fromR === null ? {} : { activate_at_r: trail.fromR }),
          },
        }),
    ...(breakEven === null
      ? {}
      : {
          break_even: {
            enabled: true,
            trigger_r: breakEven.triggerR,
            offset_points: breakEven.offset,
          },
        }),
    ...(parts.length === 0
      ? {}
      : {
          partial_exits: parts.map(({ distance: value, fraction }) => ({
            type: 'points' as const,
            value,
            fraction,
          })),
        }),
  };
}

/** The engine's input for the same run. */
export function engineInput(
  bars: Bars,
  rules: ReferenceRules,
  script: ReferenceScript,
): SimulationInput {
  return inputOf(bars, scripted(script), {
    rules: {
      costs: {
        spread_points: rules.spread,
        commission_per_lot_per_side: 0,
        slippage_points: rules.slippage,
        swap: 'none',
      },
      sizing: { mode: 'fixed_lots', lots: rules.lots, capital: 100_000 },
      execution_rules: executionRules(rules),
      execution: { entry_timing: rules.atClose ? 'bar_close' : 'next_bar_open' },
      max_concurrent_positions: rules.limit,
      ...(rules.reverses ? { position_management: { mode: 'stop_and_reverse' as const } } : {}),
      exit_rules: {
        ...(rules.leavesOnOpposite ? { on_opposite_signal: true } : {}),
        ...(rules.maxBars === Infinity ? {} : { max_bars: rules.maxBars }),
      },
    },
  });
}
