import { copyBars, type Diagnostic } from '@assay/core';
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

/** The values of a finding are what computing the column again on all and on fewer bars gives. */
function expectTheValues({ load }: Leak, finding: Diagnostic, cut: number): void {
  const bar = numberAfter('at bar', finding.message);
  if (Number.isNaN(bar) || finding.found?.includes('other bars follow')) return;
  const x = (bars: number): Float64Array | undefined =>
    load().prepareIndicators(copyBars(MARKET, 0, bars))['x'];
  // What hooks write is not there before they run.
  if (x(cut)?.[bar] === 0 && x(LENGTH)?.[bar] === 0) return;
  expect(finding.found).toBe(`${textOf(x(cut)?.[bar])} when the data end after bar ${cut - 1}`);
  expect(finding.expected).toBe(`${textOf(x(LENGTH)?.[bar])}, as in the full run`);
}

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
    if (finding && leak.shows === 'column x') expectTheValues(leak, finding, cut);
  });
});

test('the leaks are of more than 100 kinds', () => {
  expect(new Set(LEAKS.map(({ kind }) => kind)).size).toBe(LEAKS.length);
  expect(LEAKS.length).toBeGreaterThan(100);
});
