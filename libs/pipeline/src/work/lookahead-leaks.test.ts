import { copyBars } from '@assay/core';
import { describe, expect, test } from 'vitest';
import { CALENDAR_LEAKS } from './testing/lookahead-corpus/calendar-leaks.js';
import { LENGTH, MARKET, proveOnMarket } from './testing/lookahead-corpus/corpus-market.js';
import { FUTURE_VALUES } from './testing/lookahead-corpus/future-values.js';
import { LEAKING_STATE } from './testing/lookahead-corpus/leaking-state.js';
import { PEEKING_DECISIONS } from './testing/lookahead-corpus/peeking-decisions.js';
import type { Leak } from './testing/lookahead-corpus/sample.js';
import { WHOLE_SAMPLE } from './testing/lookahead-corpus/whole-sample.js';

const LEAKS: readonly Leak[] = [
  ...FUTURE_VALUES,
  ...WHOLE_SAMPLE,
  ...CALENDAR_LEAKS,
  ...PEEKING_DECISIONS,
  ...LEAKING_STATE,
];

/** A number in a text after a word. */
const numberAfter = (word: string, text: string | undefined): number =>
  Number(new RegExp(`${word} (\\d+)`).exec(text ?? '')?.[1]);

const textOf = (value: number | undefined): string => (Object.is(value, -0) ? '-0' : String(value));

describe('a strategy that reads the future is found:', () => {
  test.each(LEAKS.map((leak) => [leak.kind, leak] as const))('%s', (_kind, leak) => {
    const { finding, cuts, moreCuts, alteredCuts } = proveOnMarket(leak.load, leak.rules);
    expect(finding).toMatchObject({ code: 'LOOKAHEAD_DETECTED', severity: 'error' });
    const wording = leak.shows.startsWith('column')
      ? `The ${leak.shows}`
      : `The ${leak.shows} decision`;
    expect(finding?.message).toContain(wording);
    expect(finding?.found).not.toBe(finding?.expected);
    expect(finding?.next).toMatch(/Use only|Compute|Return|Work/);
    const cut = Math.max(...cuts, ...moreCuts, ...alteredCuts);
    expect(numberAfter('(?:after|follow) bar', finding?.found)).toBe(cut - 1);
  });

  test('at the bar and with the values that computing it again on fewer bars gives', () => {
    const columns = LEAKS.filter(
      ({ shows, kind }) => shows === 'column x' && !/exists|hook/.test(kind),
    );
    expect(columns.length).toBeGreaterThan(50);
    for (const { load, kind } of columns) {
      const { finding } = proveOnMarket(load);
      const bar = numberAfter('at bar', finding?.message);
      const cut = numberAfter('after bar', finding?.found) + 1;
      const x = (bars: number): string =>
        textOf(load().prepareIndicators(copyBars(MARKET, 0, bars))['x']?.[bar]);
      expect.soft([kind, finding?.found?.split(' ')[0]]).toEqual([kind, x(cut)]);
      expect.soft(finding?.expected).toBe(`${x(LENGTH)}, as in the full run`);
    }
  });
});

test('the leaks are of more than 100 kinds', () => {
  expect(new Set(LEAKS.map(({ kind }) => kind)).size).toBe(LEAKS.length);
  expect(LEAKS.length).toBeGreaterThan(100);
});
