import { syntheticBars } from './synthetic-bars.js';
import { benchInput, columnsStrategy } from './sma-cross.js';
import { ScratchArrays, resolveSettings } from '@assay/engine/v1_0_0';
import { BarPrices } from '../libs/engine/src/v1_0_0/bar-prices.js';
import { SignalAccount } from '../libs/engine/src/v1_0_0/fused/signal-trades.js';
import { computeMetrics } from '@assay/metrics';
import { crossesOfSimpleAverages } from '../libs/strategy/src/recipes/average-crosses.js';
const bars = syntheticBars(1_000_000);
function t(name: string, f: () => number, n = 40): void {
  let best = Infinity;
  let keep = 0;
  for (let r = 0; r < n; r += 1) {
    const b = process.hrtime.bigint();
    keep += f();
    best = Math.min(best, Number(process.hrtime.bigint() - b) / 1e6);
  }
  console.log(name.padEnd(30), best.toFixed(3), 'ns/bar', keep);
}
const scratch = new ScratchArrays();
const bits = { up: 9, down: 6 };
const input = benchInput(bars, columnsStrategy());
const r = resolveSettings(input.rules, input.spec);
if (!r.ok) throw new Error('x');
const settings = r.value;
const prices = new BarPrices(bars, settings.costs);
const signals = crossesOfSimpleAverages(bars.close, { fast: 10, slow: 30 }, bits)!;

const HEAD = [
  'net_profit',
  'profit_factor',
  'trade_count',
  'win_rate',
  'expectancy',
  'sqn',
  'total_costs',
  'cagr',
  'max_drawdown',
  'max_drawdown_pct',
  'sharpe_ratio',
  'sortino_ratio',
] as const;
const tr = new SignalAccount({
  bars,
  firstBar: 0,
  settings,
  prices,
  size: { lots: 0.1, units: 10000 },
  signals,
  scratch,
}).trade();
const m = (x: typeof tr) =>
  computeMetrics(
    {
      bars,
      firstBar: 0,
      capital: 1e7,
      trades: [],
      equity: scratch.take('e', 0),
      equityLow: scratch.take('e', 0),
      table: x,
      stretches: x,
    },
    HEAD,
  );

t(
  'all',
  () => {
    const sg = crossesOfSimpleAverages(bars.close, { fast: 10, slow: 30 }, bits)!;
    const x = new SignalAccount({
      bars,
      firstBar: 0,
      settings,
      prices,
      size: { lots: 0.1, units: 10000 },
      signals: sg,
      scratch,
    }).trade();
    return Object.keys(m(x).values).length;
  },
  60,
);
console.log(JSON.stringify(m(tr).values));
t('simple', () => crossesOfSimpleAverages(bars.close, { fast: 10, slow: 30 }, bits)!.count);
t(
  'trades',
  () =>
    new SignalAccount({
      bars,
      firstBar: 0,
      settings,
      prices,
      size: { lots: 0.1, units: 10000 },
      signals,
      scratch,
    }).trade().count,
);
t('metrics', () => Object.keys(m(tr).values).length);
