import { copyBars, type Bars } from '@assay/core';
import { describe, expect, test } from 'vitest';
import { atr } from '@assay/indicators/volatility/atr';
import { volatilityRegime } from '@assay/indicators/volatility/volatility-regime';
import { ema } from '@assay/indicators/trend/ema';
import { sma } from '@assay/indicators/trend/sma';
import { rsi } from '@assay/indicators/price/rsi';
import {
  compareWithPrefix,
  type Evaluation,
  type RecordedDecision,
} from './compare-with-prefix.js';
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

function evaluate(sample: Sample, length: number): Evaluation {
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
    evaluate: (bars) => evaluate(sample, bars),
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

  test('NaN of different bits', () => {
    const other = new Float64Array(1);
    new Uint32Array(other.buffer).set([1, 0xfff80000]);
    const full = { columns: { a: Float64Array.of(NaN, 1) }, decisions: [] };
    expect(
      compareWithPrefix({ full, prefix: { columns: { a: other }, decisions: [] }, cut: 1 }),
    ).toBeUndefined();
  });
});

describe('a finding', () => {
  const full: Evaluation = {
    columns: { a: Float64Array.of(1, 2, 3) },
    decisions: [
      { bar: 0, kind: 'entry', text: 'long' },
      { bar: 2, kind: 'exit', text: 'true' },
    ],
  };
  const compare = (columns: Columns, decisions: readonly RecordedDecision[]): string[] => {
    const found = compareWithPrefix({ full, prefix: { columns, decisions }, cut: 2 });
    return [found?.message ?? '', found?.found ?? '', found?.expected ?? ''];
  };
  const good = { a: Float64Array.of(1, 2) };

  test('names column, bar and both values', () => {
    expect(compare({ a: Float64Array.of(1, 7) }, [])).toEqual([
      'The column a reads the future at bar 1.',
      '7 when the data end after bar 1',
      '2, as in the full run',
    ]);
  });

  test('names the decision, its bar and both decisions', () => {
    expect(compare(good, [])).toEqual([
      'The entry decision at bar 0 reads the future.',
      'no decision when the data end after bar 1',
      'long, as in the full run',
    ]);
    expect(
      compare(good, [...full.decisions.slice(0, 1), { bar: 1, kind: 'exit', text: 'true' }]),
    ).toEqual([
      'The exit decision at bar 1 reads the future.',
      'true when the data end after bar 1',
      'no decision, as in the full run',
    ]);
    expect(compare(good, [{ bar: 0, kind: 'entry', text: 'short' }])[1]).toBe(
      'short when the data end after bar 1',
    );
  });

  test('is not raised for decisions after the cut', () => {
    expect(compare(good, full.decisions.slice(0, 1))).toEqual(['', '', '']);
  });
});
