import { copyBars, type Bars } from '@assay/core';
import { describe, expect, test } from 'vitest';
import { atr } from '@assay/indicators/volatility/atr';
import { volatilityRegime } from '@assay/indicators/volatility/volatility-regime';
import { ema } from '@assay/indicators/trend/ema';
import { sma } from '@assay/indicators/trend/sma';
import { rsi } from '@assay/indicators/price/rsi';
import type { Evaluation, RecordedDecision } from './compare-with-prefix.js';
import { proveNoLookahead, type LookaheadVerdict } from './prove-no-lookahead.js';

type Columns = Record<string, Float64Array>;

/** A strategy reduced to what the proof looks at. */
interface Sample {
  readonly columns: (bars: Bars) => Columns;
  /** What is decided at bar i; null for nothing. */
  readonly decide?: (columns: Columns, bars: Bars, i: number) => string | null;
  readonly kind?: 'entry' | 'exit';
}

const LENGTH = 3000;
const FIRST_BAR = 200;
const HOUR = 3_600_000;

/** A walk of prices without any library: the same on every machine. */
function walk(length: number): Bars {
  const column = (): Float64Array => new Float64Array(length);
  const bars = {
    length,
    time: column(),
    open: column(),
    high: column(),
    low: column(),
    close: column(),
    volume: column(),
  };
  let state = 42;
  const next = (): number =>
    (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648;
  let price = 100;
  for (let i = 0; i < length; i += 1) {
    bars.time[i] = i * HOUR;
    bars.open[i] = price;
    price += next() - 0.5;
    bars.close[i] = price;
    bars.high[i] = Math.max(price, bars.open[i] as number) + next() / 2;
    bars.low[i] = Math.min(price, bars.open[i] as number) - next() / 2;
  }
  return bars;
}

const DATA = walk(LENGTH);

function evaluate(length: number, sample: Sample): Evaluation {
  const bars = copyBars(DATA, 0, length);
  const columns = sample.columns(bars);
  const decisions: RecordedDecision[] = [];
  for (let bar = FIRST_BAR; bar < length; bar += 1) {
    const text = sample.decide?.(columns, bars, bar) ?? null;
    if (text !== null) decisions.push({ bar, kind: sample.kind ?? 'entry', text });
  }
  return { columns, decisions };
}

function prove(sample: Sample): LookaheadVerdict {
  return proveNoLookahead({
    length: LENGTH,
    firstBar: FIRST_BAR,
    load: () => sample,
    evaluate,
  });
}

const at = (column: Float64Array | undefined, i: number): number => column?.[i] ?? NaN;
const mapped = (bars: Bars, value: (i: number) => number): Float64Array =>
  Float64Array.from(bars.close, (_close, i) => value(i));
const close = (bars: Bars): Columns => ({ close: bars.close });

const LEAKS: readonly (readonly [string, Sample, RegExp])[] = [
  [
    'a column of the next close',
    { columns: (b) => ({ next: mapped(b, (i) => at(b.close, i + 1)) }) },
    /column next .* bar \d+/,
  ],
  [
    'a column of the next close that hides its end',
    { columns: (b) => ({ next: mapped(b, (i) => at(b.close, Math.min(i + 1, b.length - 1))) }) },
    /column next/,
  ],
  [
    'a centred window',
    {
      columns: (b) => ({
        mid: mapped(b, (i) => (at(b.close, i - 1) + at(b.close, i) + at(b.close, i + 1)) / 3),
      }),
    },
    /column mid/,
  ],
  [
    'a backward fill',
    {
      columns: (b) => {
        const filled = mapped(b, (i) => (i % 400 === 0 ? at(b.close, i) : NaN));
        for (let i = b.length - 2; i >= 0; i -= 1)
          if (Number.isNaN(at(filled, i))) filled[i] = at(filled, i + 1);
        return { filled };
      },
    },
    /column filled/,
  ],
  [
    'a normalisation over the whole sample',
    {
      columns: (b) => {
        const highest = b.close.reduce((most, value) => Math.max(most, value), -Infinity);
        const lowest = b.close.reduce((least, value) => Math.min(least, value), Infinity);
        return { scaled: mapped(b, (i) => (at(b.close, i) - lowest) / (highest - lowest)) };
      },
    },
    /column scaled/,
  ],
  [
    'the high of the whole day, known in the morning',
    {
      columns: (b) => {
        const highOfDay = new Map<number, number>();
        for (let i = 0; i < b.length; i += 1) {
          const day = Math.floor(i / 24);
          highOfDay.set(day, Math.max(highOfDay.get(day) ?? -Infinity, at(b.high, i)));
        }
        return { dayHigh: mapped(b, (i) => highOfDay.get(Math.floor(i / 24)) ?? NaN) };
      },
    },
    /column dayHigh/,
  ],
  [
    'the number of bars',
    { columns: (b) => ({ left: mapped(b, (i) => b.length - i) }) },
    /column left/,
  ],
  [
    'a sign of zero that depends on the end',
    { columns: (b) => ({ zero: mapped(b, () => (b.length === LENGTH ? 0 : -0)) }) },
    /column zero/,
  ],
  [
    'a column that exists only with enough bars',
    { columns: (b): Columns => (b.length === LENGTH ? close(b) : {}) },
    /not the same column/,
  ],
  [
    'a column of another length',
    { columns: () => ({ all: new Float64Array(LENGTH) }) },
    /not the same column/,
  ],
  [
    'an entry that peeks at the next bar of a raw column',
    {
      columns: close,
      decide: (c, _b, i) => (at(c['close'], i + 1) > at(c['close'], i) + 0.45 ? 'long' : null),
    },
    /entry decision at bar \d+/,
  ],
  [
    'an entry that avoids what the next bar would lose',
    {
      columns: close,
      decide: (c, _b, i) =>
        i % 3 === 0 && !(at(c['close'], i + 1) < at(c['close'], i)) ? 'long' : null,
    },
    /entry decision/,
  ],
  [
    'an exit that peeks at the next bar',
    {
      columns: close,
      kind: 'exit',
      decide: (c, _b, i) => (at(c['close'], i + 1) < at(c['close'], i) - 0.45 ? 'leave' : null),
    },
    /exit decision/,
  ],
  [
    'a price of an order that comes from the next bar',
    {
      columns: close,
      decide: (_c, b, i) => (i % 50 === 0 ? `stop ${String(at(b.high, i + 1))}` : null),
    },
    /entry decision/,
  ],
  [
    'a decision that stops before the end of the data',
    { columns: close, decide: (_c, b, i) => (i % 10 === 0 && i < b.length - 5 ? 'long' : null) },
    /entry decision/,
  ],
];

describe('a leak is found', () => {
  test.each(LEAKS)('%s', (_name, sample, message) => {
    const { finding, cuts } = prove(sample);
    expect(finding).toMatchObject({ code: 'LOOKAHEAD_DETECTED', severity: 'error' });
    expect(finding?.message).toMatch(message);
    expect(finding?.found).not.toBe(finding?.expected);
    expect(cuts.length).toBeGreaterThan(0);
  });
});

const HONEST: readonly (readonly [string, (bars: Bars) => Columns])[] = [
  ['recursive averages', (b) => ({ ema: ema(b.close, 20), slow: ema(b.close, 180) })],
  ['sums over windows', (b) => ({ sma: sma(b.close, 30) })],
  ['smoothed ranges and strengths', (b) => ({ atr: atr(b, 14), rsi: rsi(b.close, 14) })],
  ['regimes by percentiles', (b) => ({ regime: volatilityRegime(atr(b, 14)) })],
  [
    'an extreme of everything so far',
    (b) => {
      let most = -Infinity;
      return { most: mapped(b, (i) => (most = Math.max(most, at(b.high, i)))) };
    },
  ],
  [
    'a backward value that is known by then',
    (b) => ({ late: mapped(b, (i) => at(b.close, i - 24)) }),
  ],
];

describe('no false alarm is raised on', () => {
  test.each(HONEST)('%s', (_name, columns) => {
    const decide = (c: Columns, b: Bars, i: number): string | null => {
      const [value] = Object.values(c);
      return at(value, i) > at(value, i - 1) && at(b.close, i) > at(b.open, i)
        ? `long ${String(at(value, i))}`
        : null;
    };
    expect(prove({ columns, decide })).toMatchObject({ cuts: { length: 64 } });
    expect(prove({ columns, decide }).finding).toBeUndefined();
  });

  test('a strategy that decides nothing', () => {
    expect(prove({ columns: () => ({}) }).finding).toBeUndefined();
  });

  test('a strategy that counts its calls, whose prefixes need fresh instances', () => {
    const loads: { calls: number }[] = [];
    const { finding, cuts } = proveNoLookahead({
      length: LENGTH,
      firstBar: FIRST_BAR,
      load: () => {
        loads.push({ calls: 0 });
        return loads.at(-1) as { calls: number };
      },
      evaluate: (bars, state) => {
        state.calls += 1;
        return evaluate(bars, {
          columns: () => ({ calls: new Float64Array(bars).fill(state.calls) }),
        });
      },
    });
    expect(finding).toBeUndefined();
    expect(cuts).toHaveLength(64);
    // The second prefix of the shared instance disagrees; from there on each has its own.
    expect(loads.length).toBe(2 + 63);
  });

  test('a strategy that keeps its first columns, whose shared instance fails on the second prefix', () => {
    const { finding } = proveNoLookahead({
      length: LENGTH,
      firstBar: FIRST_BAR,
      load: () => ({ kept: undefined as Evaluation | undefined }),
      evaluate: (bars, state) => {
        state.kept ??= evaluate(bars, { columns: close });
        if (state.kept.columns['close']?.length !== bars) throw new Error('another length');
        return state.kept;
      },
    });
    expect(finding).toBeUndefined();
  });
});

describe('the instances', () => {
  test('of full run and prefixes are two, so that a leak cannot be remembered from the full run', () => {
    // Keeps what it has seen and answers with it: a leak that only a fresh instance reveals.
    const memory = (): { seen: Float64Array } => ({ seen: new Float64Array(0) });
    const { finding } = proveNoLookahead({
      length: LENGTH,
      firstBar: FIRST_BAR,
      load: memory,
      evaluate: (bars, state) => {
        if (bars > state.seen.length) state.seen = DATA.close.slice(0, bars);
        const { seen } = state;
        return evaluate(bars, {
          columns: () => ({ next: Float64Array.from({ length: bars }, (_, i) => at(seen, i + 1)) }),
        });
      },
    });
    expect(finding?.code).toBe('LOOKAHEAD_DETECTED');
  });
});
