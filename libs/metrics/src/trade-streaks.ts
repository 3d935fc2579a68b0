import type { MetricTrade } from './metric-trade.js';

/** How often trades won or lost so many times in a row. */
export interface TradeStreaks {
  /** At index n − 1 the number of streaks of exactly n wins; as long as the longest streak. */
  readonly wins: readonly number[];
  /** The same of losses. */
  readonly losses: readonly number[];
}

/**
 * Counts streaks in order of exit, trades that left together in the order given; a zero result ends a
 * streak and is none itself. The longest are `longest_win_streak` and `longest_loss_streak`.
 */
export function tradeStreaks(
  trades: readonly Pick<MetricTrade, 'exitTime' | 'net'>[],
): TradeStreaks {
  const counts = { wins: [] as number[], losses: [] as number[] };
  let sign = 0;
  let length = 0;
  const close = (): void => {
    if (sign === 0) return;
    const list = sign > 0 ? counts.wins : counts.losses;
    while (list.length < length) list.push(0);
    list[length - 1] = (list[length - 1] ?? 0) + 1;
  };
  for (const { net } of [...trades].sort((a, b) => a.exitTime - b.exitTime)) {
    const next = Math.sign(net);
    if (next !== sign) {
      close();
      sign = next;
      length = 0;
    }
    length += 1;
  }
  close();
  return counts;
}
