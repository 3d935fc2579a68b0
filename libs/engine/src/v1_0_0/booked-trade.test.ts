import { describe, expect, it } from 'vitest';
import { simulate, type Trade } from './index.js';
import { MarketStates } from './market-state.js';
import { randomBars, randomStrategy } from './testing/random-market.js';
import { barsOf, inputOf, runScript, type Row } from './testing/scenario.js';

const bars = randomBars(31, 2000, 100);
const states = new MarketStates(bars);
const { trades } = simulate(inputOf(bars, randomStrategy(31)));

describe('a trade', () => {
  it('as plain data has every field, in the order of its record', () => {
    const row: Row = [100, 103, 98, 101];
    const script = {
      entries: { 0: { direction: 1 as const, stopLoss: 95, tag: 'x' } },
      exits: { 1: true },
    };
    const [trade] = runScript(barsOf([row, row, row, row]), script).trades;
    const plain = JSON.parse(JSON.stringify(trade)) as Trade;
    expect(Object.entries(plain)).toEqual([
      ['index', 0],
      ['direction', 1],
      ['signalBar', 0],
      ['entryBar', 1],
      ['exitBar', 2],
      ['signalTime', 1_704_672_000_000],
      ['entryTime', 1_704_675_600_000],
      ['exitTime', 1_704_679_200_000],
      ['entryPrice', 100],
      ['exitPrice', 100],
      ['exitReason', 'SIGNAL'],
      ['tag', 'x'],
      ['units', 1],
      ['lots', 1],
      ['initialStop', 95],
      ['riskPrice', 5],
      ['riskAccount', 5],
      ['gross', 0],
      ['spreadCost', 0],
      ['commission', 0],
      ['slippage', 0],
      ['swap', 0],
      ['net', 0],
      ['r', 0],
      ['tradeHigh', 103],
      ['tradeLow', 98],
      ['mfePrice', 3],
      ['maePrice', 2],
      ['mfeR', 0.6],
      ['maeR', 0.4],
      ['barsHeld', 1],
      [
        'marketState',
        {
          volatilityRegime: 'unknown',
          atr: null,
          trendScore: null,
          trendRegime: null,
          trendLabel: 'unknown',
        },
      ],
      ['conversionRate', 1],
      ['notional', 100],
      ['position', 0],
      ['part', 0],
    ]);
  });

  it('has null where it had no stop', () => {
    const without = trades.filter((trade) => trade.initialStop === null);
    expect(without.length).toBeGreaterThan(10);
    for (const { riskPrice, riskAccount, r, mfeR, maeR } of without) {
      expect([riskPrice, riskAccount, r, mfeR, maeR]).toEqual([null, null, null, null, null]);
    }
  });

  it('keeps its numbers while the book grows', () => {
    expect(trades.length).toBeGreaterThan(200);
    trades.forEach((trade, index) => {
      expect(trade.index).toBe(index);
      expect(trade.entryTime).toBe(bars.time[trade.entryBar]);
      expect(trade.net).toBe(
        trade.gross - trade.spreadCost - trade.commission - trade.slippage + trade.swap,
      );
    });
  });

  it('has the market state of its signal bar, the same object each time', () => {
    for (const trade of trades) {
      expect(trade.marketState).toEqual(states.at(trade.signalBar));
      expect(trade.marketState).toBe(trade.marketState);
    }
  });
});

describe('a book of thousands of trades', () => {
  const count = 3000;
  const rows = Array.from({ length: 2 * count + 2 }, (_, i): Row => {
    const open = 100 + i / 1000;
    return [open, open + 1, open - 1, open];
  });
  const entries: Record<number, { direction: 1; tag: string }> = {};
  const exits: Record<number, { reason: string }> = {};
  for (let trade = 0; trade < count; trade += 1) {
    entries[2 * trade] = { direction: 1, tag: trade % 3 === 0 ? `t${trade}` : '' };
    exits[2 * trade + 1] = { reason: `because ${trade}` };
  }
  const { trades: many } = runScript(barsOf(rows), { entries, exits });

  it('keeps every trade, its tag and its reason apart', () => {
    expect(many).toHaveLength(count);
    for (const [index, trade] of many.entries()) {
      expect(trade.index).toBe(index);
      expect(trade.entryBar).toBe(2 * index + 1);
      expect(trade.exitBar).toBe(2 * index + 2);
      expect(trade.tag).toBe(index % 3 === 0 ? `t${index}` : '');
      expect(trade.exitReason).toBe(`because ${index}`);
    }
  });
});
