import { MS_PER_DAY, seededNormal, seededRandom } from '@assay/core';
import type { RigourInput } from '../rigour/rigour.js';

/** A hash to draw from. */
export const RIGOUR_SEED = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';

/** 200 trades with a small edge over 500 days, the same on every call. */
export function rigourInput(options: { readonly flat?: boolean } = {}): RigourInput {
  const normal = seededNormal(seededRandom('rigour'));
  const capital = 10_000;
  const trades = Array.from({ length: 200 }, (_, i) => ({
    net: 8 + 60 * normal(),
    spreadCost: 2,
    commission: 1,
    exitReason: i % 3 === 0 ? 'TAKE_PROFIT' : 'STOP_LOSS',
    units: 10_000,
    conversionRate: 1,
    exitTime: i * 2.5 * MS_PER_DAY,
  }));
  const day = Float64Array.from({ length: 500 }, (_, i) => i * MS_PER_DAY);
  const equity = day.map((ms) =>
    options.flat
      ? capital
      : trades.reduce((sum, { net, exitTime }) => (exitTime <= ms ? sum + net : sum), capital),
  );
  return { seed: RIGOUR_SEED, capital, daily: { day, equity }, trades, pointSize: 0.0001 };
}
