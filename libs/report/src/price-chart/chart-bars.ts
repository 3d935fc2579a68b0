import { base64Of, bytesOfBase64 } from './base64.js';
import { NumberReader, NumberWriter } from './number-stream.js';

/** Prices as a chart draws them; columns of one length, oldest first. */
export interface ChartColumns {
  /** Open of the bar, ms UTC. */
  readonly time: Float64Array;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
}

/** Bars of a chart as text: differences of whole numbers, base64. */
export interface ChartBars {
  /** Bars of the chart. */
  readonly count: number;
  /** Bars of the run that were joined into one; 1 shows every bar as it is. */
  readonly joined: number;
  /** Prices are whole numbers of 10^−decimals. */
  readonly decimals: number;
  /** False when prices had more decimals and were rounded for the chart. */
  readonly exact: boolean;
  /** What most bars are apart, ms. */
  readonly stepMs: number;
  readonly data: string;
}

/** Characters that the bars of one symbol may take. */
export const CHART_TEXT_MAX = 500_000;
/** More bars than this are joined: about seven bytes each, four characters for three bytes. */
const BARS_MAX = 50_000;
const JOINED = [1, 2, 3, 4, 6, 8, 12, 24, 48, 96, 240, 480, 960, 2880, 14_400];
const DECIMALS_MAX = 8;

/** Encodes bars; the same bars give the same text. @param pointSize - One tick, price units. */
export function encodeChartBars(bars: ChartColumns, pointSize: number): ChartBars {
  const { decimals, exact } = decimalsOf(bars, pointSize);
  for (const joined of JOINED) {
    if (bars.time.length > BARS_MAX * joined) continue;
    const chart = encode(joinBars(bars, joined), joined, decimals, exact);
    if (chart.data.length <= CHART_TEXT_MAX) return chart;
  }
  return encode(joinBars(bars, bars.time.length), bars.time.length, decimals, exact);
}

/** Decimals of one tick: 5 for 0.00001. */
function tickDecimals(pointSize: number): number {
  for (let decimals = 0; decimals < DECIMALS_MAX; decimals++) {
    const scale = Number(`1e${decimals}`);
    if (Math.round(pointSize * scale) / scale === pointSize) return decimals;
  }
  return DECIMALS_MAX;
}

/** The fewest decimals that hold every price; those of a tick when none does. */
function decimalsOf(
  bars: ChartColumns,
  pointSize: number,
): { readonly decimals: number; readonly exact: boolean } {
  const tick = tickDecimals(pointSize);
  for (let decimals = tick; decimals <= Math.min(tick + 2, DECIMALS_MAX); decimals++) {
    const scale = Number(`1e${decimals}`);
    const holds = (column: Float64Array): boolean =>
      column.every((price) => Math.round(price * scale) / scale === price);
    if ([bars.open, bars.high, bars.low, bars.close].every(holds)) return { decimals, exact: true };
  }
  return { decimals: tick, exact: false };
}

/** One bar from each `joined` neighbours: first open, extremes, last close. */
function joinBars(bars: ChartColumns, joined: number): ChartColumns {
  if (joined === 1) return bars;
  const count = Math.ceil(bars.time.length / joined);
  const column = (): Float64Array => new Float64Array(count);
  const out = { time: column(), open: column(), high: column(), low: column(), close: column() };
  for (let to = 0; to < count; to++) {
    const from = to * joined;
    const end = Math.min(from + joined, bars.time.length);
    out.time[to] = bars.time[from] as number;
    out.open[to] = bars.open[from] as number;
    out.close[to] = bars.close[end - 1] as number;
    let high = -Infinity;
    let low = Infinity;
    for (let i = from; i < end; i++) {
      high = Math.max(high, bars.high[i] as number);
      low = Math.min(low, bars.low[i] as number);
    }
    out.high[to] = high;
    out.low[to] = low;
  }
  return out;
}

/** What most bars are apart; 0 for fewer than two. */
function commonStep(time: Float64Array): number {
  const counts = new Map<number, number>();
  let best = 0;
  for (let i = 1; i < time.length; i++) {
    const gap = (time[i] as number) - (time[i - 1] as number);
    const count = (counts.get(gap) ?? 0) + 1;
    counts.set(gap, count);
    if (count > (counts.get(best) ?? 0)) best = gap;
  }
  return best;
}

/** For each bar: gap to the usual step, open to the close before, close, and both wicks. */
function encode(bars: ChartColumns, joined: number, decimals: number, exact: boolean): ChartBars {
  const { time, open, high, low, close } = bars;
  const scale = Number(`1e${decimals}`);
  const stepMs = commonStep(time);
  const writer = new NumberWriter(time.length * 8 + 16);
  const whole = (column: Float64Array, i: number): number =>
    Math.round((column[i] as number) * scale);
  let before = 0;
  let expected = 0;
  for (let i = 0; i < time.length; i++) {
    const [o, h, l, c] = [whole(open, i), whole(high, i), whole(low, i), whole(close, i)];
    writer.signed((time[i] as number) - expected);
    writer.signed(o - before);
    writer.signed(c - o);
    writer.unsigned(h - Math.max(o, c));
    writer.unsigned(Math.min(o, c) - l);
    before = c;
    expected = (time[i] as number) + stepMs;
  }
  return { count: time.length, joined, decimals, exact, stepMs, data: base64Of(writer.end()) };
}

/** The bars of a chart, prices with the decimals that were kept. */
export function decodeChartBars(chart: Omit<ChartBars, 'joined' | 'exact'>): ChartColumns {
  const { count, decimals, stepMs, data } = chart;
  const reader = new NumberReader(bytesOfBase64(data));
  const scale = Number(`1e${decimals}`);
  const column = (): Float64Array => new Float64Array(count);
  const out = { time: column(), open: column(), high: column(), low: column(), close: column() };
  let before = 0;
  let expected = 0;
  for (let i = 0; i < count; i++) {
    const time = expected + reader.signed();
    const open = before + reader.signed();
    const close = open + reader.signed();
    out.time[i] = time;
    out.open[i] = open / scale;
    out.close[i] = close / scale;
    out.high[i] = (Math.max(open, close) + reader.unsigned()) / scale;
    out.low[i] = (Math.min(open, close) - reader.unsigned()) / scale;
    before = close;
    expected = time + stepMs;
  }
  return out;
}
