import { describe, expect, it } from 'vitest';
import { reportNotices } from './report-notices.js';

describe('what a reader must know before any number', () => {
  const table: readonly [
    string,
    Readonly<Record<string, string | number | boolean | null>>,
    boolean,
    RegExp,
  ][] = [
    ['generated bars', {}, true, /^Synthetic data/],
    [
      'fills at the deciding close',
      { entry_timing: 'bar_close' },
      false,
      /entry_timing: bar_close/,
    ],
    ['no costs', { costs_none: true }, false, /costs: none/],
    ['bars that stayed open', { intrabar_unresolved_bars: 3 }, false, /could not decide 3 bars/],
  ];
  it.each(table)('names %s', (_, settings, synthetic, expected) => {
    const notices = reportNotices(settings, synthetic);
    expect(notices).toHaveLength(1);
    expect(notices[0]).toMatch(expected);
  });

  it('is nothing for a plain run', () => {
    const settings = {
      entry_timing: 'next_bar_open',
      costs_none: false,
      intrabar_unresolved_bars: 0,
    };
    expect(reportNotices(settings, false)).toEqual([]);
    expect(reportNotices({ intrabar_unresolved_bars: null }, false)).toEqual([]);
  });
});
