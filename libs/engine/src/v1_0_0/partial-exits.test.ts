import type { DirectiveRules } from '@assay/directive';
import { describe, expect, it } from 'vitest';
import type { BrokerSpec } from '@assay/instruments';
import { simulate } from './index.js';
import {
  barsOf,
  inputOf,
  PLAIN_SPEC,
  runScript,
  scripted,
  tradeLines,
  type Row,
} from './testing/scenario.js';

const CALM: Row = [100, 100, 100, 100];
const END: Row = [100, 100, 100, 100];
type ExecutionRules = NonNullable<DirectiveRules['execution_rules']>;

const SPEC: BrokerSpec = { ...PLAIN_SPEC, min_lot: 0.1, lot_step: 0.1, contract_size: 10 };

function rulesOf(lots: number, execution_rules: ExecutionRules = {}): DirectiveRules {
  return {
    costs: {
      spread_points: 0,
      commission_per_lot_per_side: 2,
      slippage_points: 0,
      swap: 'none',
    },
    sizing: { mode: 'fixed_lots', lots, capital: 1000 },
    execution_rules,
  };
}

/** Half leaves 5 points away, 0.3 of it 8 points away. */
const PARTS: ExecutionRules = {
  stop_loss: { type: 'points', value: 4 },
  partial_exits: [
    { type: 'points', value: 8, fraction: 0.3 },
    { type: 'points', value: 5, fraction: 0.5 },
  ],
};

describe('parts that leave at levels', () => {
  it('are trades of their own with one parent; lots, costs and R are theirs', () => {
    const rows: Row[] = [CALM, [100, 106, 99, 104], [104, 109, 103, 108], [108, 108, 95, 96]];
    const result = runScript(
      barsOf(rows),
      { entries: { 0: { direction: 1 } } },
      {
        spec: SPEC,
        rules: rulesOf(1, PARTS),
      },
    );
    expect(tradeLines(result)).toEqual([
      'long 100@1 -> 105@1 PARTIAL_EXIT',
      'long 100@1 -> 108@2 PARTIAL_EXIT',
      'long 100@1 -> 96@3 STOP_LOSS',
    ]);
    expect(result.trades.map(({ position, part, lots }) => [position, part, lots])).toEqual([
      [0, 0, 0.5],
      [0, 1, 0.3],
      [0, 2, 0.2],
    ]);
    // 5 × 5 units − 1 − 1; 8 × 3 units − 0.6 − 0.6; −4 × 2 units − 0.4 − 0.4.
    const nets = result.trades.map(({ net }) => net);
    expect(nets.map((net) => Number(net.toFixed(9)))).toEqual([23, 22.8, -8.8]);
    expect(result.trades.map(({ riskAccount }) => riskAccount)).toEqual([20, 12, 8]);
    expect(result.trades.map(({ r }) => Number(r?.toFixed(9)))).toEqual([1.15, 1.9, -1.1]);
    expect(result.trades.map(({ mfePrice, maePrice }) => [mfePrice, maePrice])).toEqual([
      [5, 0],
      [8, 1],
      [9, 4],
    ]);
    const total = nets.reduce((sum, net) => sum + net, 1000);
    expect(result.equity.at(-1)).toBe(total);
  });

  it('mark the rest in equity while it is open', () => {
    const rows: Row[] = [CALM, [100, 106, 99, 104], [104, 104, 103, 103]];
    const result = runScript(
      barsOf(rows),
      { entries: { 0: { direction: 1 } } },
      {
        spec: SPEC,
        rules: rulesOf(1, PARTS),
      },
    );
    // Net 23 of the half; the other half stands 4 × 5 above its fill and has paid 1.
    expect(result.equity[1]).toBe(1000 + 23 + 20 - 1);
    // 10 units were 1 below the fill at worst, after a commission of 2; the rest has paid 1.
    expect(result.equityLow[1]).toBeLessThanOrEqual(1000 + 23 - 5 - 1);
  });

  it('come after the stop when a bar reaches both', () => {
    const result = runScript(
      barsOf([CALM, [100, 106, 96, 104]]),
      { entries: { 0: { direction: 1 } } },
      {
        spec: SPEC,
        rules: rulesOf(1, PARTS),
      },
    );
    expect(tradeLines(result)).toEqual(['long 100@1 -> 96@1 STOP_LOSS']);
  });

  it('fill at the open that has passed them, each on its own', () => {
    const rows: Row[] = [CALM, [100, 101, 99, 100], [107, 107, 98, 99], END];
    const result = runScript(
      barsOf(rows),
      { entries: { 0: { direction: 1 } } },
      {
        spec: SPEC,
        rules: rulesOf(1, PARTS),
      },
    );
    expect(tradeLines(result)).toEqual([
      'long 100@1 -> 107@2 PARTIAL_EXIT',
      'long 100@1 -> 100@3 END_OF_DATA',
    ]);
  });

  it('take what is left when their fractions are the whole', () => {
    const third = { type: 'points', value: 5, fraction: 1 / 3 } as const;
    const parts = [third, { ...third, value: 6 }, { ...third, value: 7 }];
    const rows: Row[] = [CALM, [100, 110, 99, 104], END];
    const result = runScript(
      barsOf(rows),
      { entries: { 0: { direction: 1 } } },
      {
        spec: SPEC,
        rules: rulesOf(1, { partial_exits: parts }),
      },
    );
    expect(result.trades.map(({ lots, exitPrice }) => [lots, exitPrice])).toEqual([
      [0.3, 105],
      [0.3, 106],
      [0.4, 107],
    ]);
  });

  it.each([
    ['a part below min_lot stays, and is counted', 1, 0.05, { PART_BELOW_MIN_LOT: 1 }],
    ['a rest below min_lot keeps the part, and is counted', 0.3, 0.7, { REST_BELOW_MIN_LOT: 1 }],
  ])('%s', (_, lots, fraction, rejections) => {
    const spec = { ...SPEC, min_lot: fraction === 0.7 ? 0.2 : 0.1 };
    const rows: Row[] = [CALM, [100, 106, 99, 104], [104, 107, 103, 104], END];
    const result = runScript(
      barsOf(rows),
      { entries: { 0: { direction: 1 } } },
      {
        spec,
        rules: rulesOf(lots, { partial_exits: [{ type: 'points', value: 5, fraction }] }),
      },
    );
    expect(tradeLines(result)).toEqual(['long 100@1 -> 100@3 END_OF_DATA']);
    expect(result.rejections).toEqual(rejections);
  });

  it('measured in R need a stop, and say so', () => {
    const rules = rulesOf(1, {
      partial_exits: [{ type: 'r_multiple', value: 1, fraction: 0.5 }],
    });
    const result = runScript(
      barsOf([CALM, CALM, CALM]),
      { entries: { 0: { direction: 1 } } },
      {
        spec: SPEC,
        rules,
      },
    );
    expect(result.rejections).toEqual({ STOP_REQUIRED: 1 });
  });

  it('at or beyond the target are not reached: the target takes everything', () => {
    const result = runScript(
      barsOf([CALM, [100, 110, 99, 104]]),
      { entries: { 0: { direction: 1 } } },
      {
        spec: SPEC,
        rules: rulesOf(1, {
          take_profit: { enabled: true, type: 'points', value: 5 },
          partial_exits: [{ type: 'points', value: 5, fraction: 0.5 }],
        }),
      },
    );
    expect(tradeLines(result)).toEqual(['long 100@1 -> 105@1 TAKE_PROFIT']);
    expect(result.trades[0]?.lots).toBe(1);
  });
});

describe('a share that checkExit leaves', () => {
  const rows: Row[] = [CALM, CALM, [103, 104, 102, 103], [105, 106, 104, 105], END];

  it.each([
    ['at the next open', {}, ['103@2', '105@3', '100@4']],
    ['at this close', { entry_timing: 'bar_close' as const }, ['100@1', '103@2', '100@4']],
  ])('%s is a trade of what was open, with its own reason', (_, execution, exits) => {
    const script = {
      entries: { 0: { direction: 1 as const } },
      exits: { 1: { fraction: 0.5, reason: 'HALF' }, 2: { fraction: 0.5 } },
    };
    const result = runScript(barsOf(rows), script, {
      spec: SPEC,
      rules: { ...rulesOf(0.8), execution },
    });
    expect(result.trades.map((t) => `${t.exitPrice}@${t.exitBar}`)).toEqual(exits);
    expect(result.trades.map((t) => [t.lots, t.exitReason, t.part])).toEqual([
      [0.4, 'HALF', 0],
      [0.2, 'SIGNAL', 1],
      [0.2, 'END_OF_DATA', 2],
    ]);
  });

  it('that is too small stays, and is counted', () => {
    const script = { entries: { 0: { direction: 1 as const } }, exits: { 1: { fraction: 0.05 } } };
    const result = runScript(barsOf(rows), script, { spec: SPEC, rules: rulesOf(1) });
    expect(result.trades).toHaveLength(1);
    expect(result.rejections).toEqual({ PART_BELOW_MIN_LOT: 1 });
  });

  it('shows the strategy what is still open', () => {
    const seen: (number | undefined)[] = [];
    const strategy = scripted(
      { entries: { 0: { direction: 1 } } },
      {
        checkExit: ({ i, position }) => {
          seen.push(position?.units);
          return i === 1 ? { fraction: 0.5 } : false;
        },
      },
    );
    simulate(inputOf(barsOf(rows), strategy, { spec: SPEC, rules: rulesOf(1) }));
    expect(seen).toEqual([10, 5, 5, 5]);
  });
});
