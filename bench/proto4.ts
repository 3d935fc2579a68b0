import { syntheticBars } from './synthetic-bars.js';
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
function v1(close: Float64Array, F: number, S: number): number {
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
  let side = 1;
  for (let i = S; i < n; i += 1) {
    const c = close[i]!;
    fs += c - close[i - F]!;
    ss += c - close[i - S]!;
    const about = anchor + ss * rs;
    if ((anchor + fs * rf - about) * side > 1e-9 * Math.abs(about)) continue;
    const d = fs / F - ss / S;
    const now = d > 0 ? 1 : -1;
    if (now !== side) {
      evBar[count] = i;
      evFlag[count] = now > 0 ? 1 : 2;
      count += 1;
    }
    side = now;
  }
  return count;
}
function v2(close: Float64Array, F: number, S: number): number {
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
  let i = S;
  while (i < n) {
    for (; i < n; i += 1) {
      const c = close[i]!;
      fs += c - close[i - F]!;
      ss += c - close[i - S]!;
      const about = anchor + ss * rs;
      if (anchor + fs * rf - about > 1e-9 * about) continue;
      break;
    }
    if (i >= n) break;
    if (fs / F - ss / S < 0) {
      evBar[count] = i;
      evFlag[count] = 2;
      count += 1;
    }
    i += 1;
    for (; i < n; i += 1) {
      const c = close[i]!;
      fs += c - close[i - F]!;
      ss += c - close[i - S]!;
      const about = anchor + ss * rs;
      if (anchor + fs * rf - about < -1e-9 * about) continue;
      break;
    }
    if (i >= n) break;
    if (fs / F - ss / S > 0) {
      evBar[count] = i;
      evFlag[count] = 1;
      count += 1;
    }
    i += 1;
  }
  return count;
}
function v3(close: Float64Array, F: number, S: number): number {
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
  let up = true;
  for (let i = S; i < n; i += 1) {
    const c = close[i]!;
    fs += c - close[i - F]!;
    ss += c - close[i - S]!;
    const d = fs * rf - ss * rs;
    if (up ? d > 1e-9 : d < -1e-9) continue;
    const e = fs / F - ss / S;
    const now = e > 0;
    if (now !== up) {
      evBar[count] = i;
      evFlag[count] = now ? 1 : 2;
      count += 1;
    }
    up = now;
  }
  return count;
}
const m = process.argv[2];
if (m === '1') t('v1', () => v1(bars.close, 10, 30));
if (m === '2') t('v2', () => v2(bars.close, 10, 30));
if (m === '3') t('v3', () => v3(bars.close, 10, 30));
