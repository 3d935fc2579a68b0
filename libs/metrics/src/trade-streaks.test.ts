import { fc, test as propertyTest } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { computeRunMetrics } from './run-metrics.js';
import { sampleRun, sampleTrade } from './testing/sample-run.js';
import { tradeStreaks } from './trade-streaks.js';

function ofNets(nets: readonly number[]) {
  return tradeStreaks(nets.map((net, i) => sampleTrade({ entryBar: i, net })));
}

test.each([
  [[], [], []],
  [
    [1, 1, -1, 2, -1, -1],
    [1, 1],
    [1, 1],
  ],
  [[1, 0, 1], [2], []],
  [[-1, -1, -1], [], [0, 0, 1]],
])('of the results %j there are %j streaks of wins and %j of losses', (nets, wins, losses) => {
  expect(ofNets(nets)).toEqual({ wins, losses });
});

test('trades stand in order of exit, whatever the order of the list', () => {
  const [a, b] = [sampleTrade({ entryBar: 9, net: 1 }), sampleTrade({ entryBar: 1, net: -1 })];
  const c = sampleTrade({ entryBar: 20, net: 1 });
  expect(tradeStreaks([a, b, c])).toEqual({ wins: [0, 1], losses: [1] });
});

propertyTest.prop([fc.array(fc.integer({ min: -2, max: 2 }), { maxLength: 40 })])(
  'the longest streaks are those of the metrics, and every win and loss is in one',
  (nets) => {
    const run = sampleRun(nets.map((net) => ({ wait: 1, hold: 1, direction: 1, net })));
    const { wins, losses } = tradeStreaks(run.trades);
    const { values } = computeRunMetrics(run).all;
    expect([wins.length, losses.length]).toEqual([
      values.longest_win_streak,
      values.longest_loss_streak,
    ]);
    const inAll = (list: readonly number[]) => list.reduce((sum, n, i) => sum + n * (i + 1), 0);
    expect(inAll(wins)).toBe(values.winning_trades);
    expect(inAll(losses)).toBe(values.losing_trades);
  },
);
