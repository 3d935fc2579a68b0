import { syntheticBars } from './synthetic-bars.js';
import { sma } from '@assay/indicators/trend/sma';
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
const evBar = new Int32Array(1_000_001);
const evFlag = new Uint8Array(1_000_001);
// cross detection, fused, prefilter by multiplication
function crosses(close: Float64Array, F: number, S: number): number {
  const n = close.length;
  let count = 0;
  const anchor = close[0]!;
  let fs = 0,
    ss = 0;
  for (let i = 0; i < S; i += 1) {
    ss += close[i]! - anchor;
    if (i >= S - F) fs += close[i]! - anchor;
  }
  const rf = 1 / F,
    rs = 1 / S;
  let before = fs * rf - ss * rs;
  for (let i = S; i < n; i += 1) {
    const c = close[i]!;
    fs += c - close[i - F]!;
    ss += c - close[i - S]!;
    const now = fs * rf - ss * rs;
    if (now * before <= 0) {
      evBar[count] = i;
      evFlag[count] = now > 0 ? 1 : 2;
      count += 1;
    }
    before = now;
  }
  return count;
}
const equity = new Float64Array(1_000_000),
  low = new Float64Array(1_000_000);
function crosses2(close: Float64Array, F: number, S: number): number {
  const n = close.length;
  let count = 0;
  const anchor = close[0]!;
  let fs = 0,
    ss = 0;
  for (let i = 0; i < S; i += 1) {
    ss += close[i]! - anchor;
    if (i >= S - F) fs += close[i]! - anchor;
  }
  let side = fs / F > ss / S ? 1 : 2;
  for (let i = S; i < n; i += 1) {
    const c = close[i]!;
    fs += c - close[i - F]!;
    ss += c - close[i - S]!;
    const now = anchor + fs / F - (anchor + ss / S);
    const s = now > 0 ? 1 : 2;
    if (s !== side) {
      evBar[count] = i;
      evFlag[count] = s;
      count += 1;
      side = s;
    }
  }
  return count;
}
const book = new Float64Array(20 * 50_000);
function trades(count: number): number {
  const { open, close, high, low: lo } = bars;
  let cash = 1e7;
  let side = 0;
  let entry = 0;
  let entryBar = 0;
  let k = 0;
  const units = 10000;
  const n = bars.length;
  const comm = 0.3;
  const spread = 2e-5,
    slip = 1e-5;
  let filled = 0;
  for (let e = 0; e < count; e += 1) {
    const bar = evBar[e]! + 1;
    if (bar >= n) break;
    const o = open[bar]!;
    const dir = evFlag[e] === 1 ? 1 : -1;
    if (side !== 0) {
      const su = side * units;
      const sp = side === 1 ? 0 : spread;
      const base = cash - comm;
      for (let i = filled; i < bar; i += 1) equity[i] = base + (close[i]! + sp - entry) * su;
      if (side === 1) for (let i = filled; i < bar; i += 1) low[i] = base + (lo[i]! - entry) * su;
      else for (let i = filled; i < bar; i += 1) low[i] = base + (high[i]! + sp - entry) * su;
      const exitPrice = side === 1 ? o - slip : o + spread + slip;
      const gross = side * (exitPrice - entry) * units;
      const net = gross - 2 * comm;
      const row = k * 20;
      book[row] = side;
      book[row + 1] = entryBar - 1;
      book[row + 2] = entryBar;
      book[row + 3] = bar;
      book[row + 4] = entry;
      book[row + 5] = exitPrice;
      book[row + 6] = units;
      book[row + 7] = 0.1;
      book[row + 8] = NaN;
      book[row + 9] = 1;
      book[row + 10] = 1;
      book[row + 11] = gross;
      book[row + 12] = spread * units;
      book[row + 13] = comm * 2;
      book[row + 14] = slip * 2 * units;
      book[row + 15] = 0;
      book[row + 16] = net;
      book[row + 17] = 0;
      book[row + 18] = 0;
      book[row + 19] = 1;
      cash += net;
      k += 1;
    } else {
      equity.fill(cash, filled, bar);
      low.fill(cash, filled, bar);
    }
    filled = bar;
    side = dir;
    entryBar = bar;
    entry = dir === 1 ? o + spread + slip : o - slip;
  }
  return k;
}
function dd(): number {
  let peak = 1e7,
    max = 0;
  for (let i = 0; i < 1e6; i += 1) {
    const l = peak - low[i]!;
    if (l > max) max = l;
    const e = equity[i]!;
    if (e > peak) peak = e;
  }
  return max;
}

function online(count: number, withBook: boolean): number {
  const { open, close, high, low: lo } = bars;
  let cash = 1e7;
  let side = 0;
  let entry = 0;
  let entryBar = 0;
  let k = 0;
  const units = 10000;
  const n = bars.length;
  const comm = 0.3;
  const spread = 2e-5,
    slip = 1e-5;
  let filled = 0;
  let peak = 1e7,
    max = 0;
  for (let e = 0; e < count; e += 1) {
    const bar = evBar[e]! + 1;
    if (bar >= n) break;
    const o = open[bar]!;
    const dir = evFlag[e] === 1 ? 1 : -1;
    if (side !== 0) {
      const su = side * units;
      const sp = side === 1 ? 0 : spread;
      const base = cash - comm;
      const adv = side === 1 ? lo : high;
      for (let i = filled; i < bar; i += 1) {
        const l = peak - (base + (adv[i]! + sp - entry) * su);
        if (l > max) max = l;
        const q = base + (close[i]! + sp - entry) * su;
        if (q > peak) peak = q;
      }
      const exitPrice = side === 1 ? o - slip : o + spread + slip;
      const gross = side * (exitPrice - entry) * units;
      const net = gross - 2 * comm;
      const row = k * 20;
      if (withBook) {
        book[row] = side;
        book[row + 1] = entryBar - 1;
        book[row + 2] = entryBar;
        book[row + 3] = bar;
        book[row + 4] = entry;
        book[row + 5] = exitPrice;
        book[row + 6] = units;
        book[row + 7] = 0.1;
        book[row + 8] = NaN;
        book[row + 9] = 1;
        book[row + 10] = 1;
        book[row + 11] = gross;
        book[row + 12] = spread * units;
        book[row + 13] = comm * 2;
        book[row + 14] = slip * 2 * units;
        book[row + 15] = 0;
        book[row + 16] = net;
        book[row + 17] = 0;
        book[row + 18] = 0;
        book[row + 19] = 1;
      }
      cash += net;
      k += 1;
    }
    filled = bar;
    side = dir;
    entryBar = bar;
    entry = dir === 1 ? o + spread + slip : o - slip;
  }
  return k + max;
}
const m = process.argv[2];
let c = crosses2(bars.close, 10, 30);
if (m === 'a') t('crosses mul', () => crosses(bars.close, 10, 30));
if (m === 'b') t('crosses div', () => crosses2(bars.close, 10, 30));
if (m === 't') t('trades+equity', () => trades(c));
if (m === 'd') {
  trades(c);
  t('dd', () => dd());
}
if (m === 's') {
  t('sma30', () => sma(bars.close, 30)[99]!);
}

if (m === 'o') t('online+book', () => online(c, true));
if (m === 'p') t('online no book', () => online(c, false));
