import { MS_PER_HOUR, MS_PER_MINUTE, type Bars } from '@assay/core';
import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { simulate, type SimulationResult } from './index.js';
import type { ReferenceScript } from './testing/reference-leg.js';
import { engineInput, randomScript, referenceRules, wholeBars } from './testing/reference-run.js';

const INSIDE = 4;
const QUARTER = 15 * MS_PER_MINUTE;

/** Bars of a quarter of an hour without gaps, so that no level is jumped over inside an hour. */
function quarters(seed: number, hours: number): Bars {
  const bars = wholeBars(seed, hours * INSIDE);
  const start = bars.time[0] as number;
  const open = bars.open.map((price, i) => (i === 0 ? price : (bars.close[i - 1] as number)));
  return {
    ...bars,
    time: bars.time.map((_, i) => start + i * QUARTER),
    open,
    high: bars.high.map((price, i) => Math.max(price, open[i] as number)),
    low: bars.low.map((price, i) => Math.min(price, open[i] as number)),
  };
}

function hoursOf(finer: Bars): Bars {
  const length = finer.length / INSIDE;
  const column = (of: (from: number, to: number) => number): Float64Array =>
    Float64Array.from({ length }, (_, i) => of(i * INSIDE, (i + 1) * INSIDE));
  return {
    length,
    time: column((from) => finer.time[from] as number),
    open: column((from) => finer.open[from] as number),
    high: column((from, to) => Math.max(...finer.high.subarray(from, to))),
    low: column((from, to) => Math.min(...finer.low.subarray(from, to))),
    close: column((_, to) => finer.close[to - 1] as number),
    volume: new Float64Array(length),
  };
}

/** The same decisions at the last quarter of each hour; orders live as long. */
function atQuarters({ entries, exits }: ReferenceScript): ReferenceScript {
  const last = (hour: string): number => Number(hour) * INSIDE + INSIDE - 1;
  return {
    entries: Object.fromEntries(
      Object.entries(entries).map(([hour, orders]) => [
        last(hour),
        orders.map(({ expiresAfterBars, ...order }) =>
          expiresAfterBars === undefined
            ? order
            : { ...order, expiresAfterBars: expiresAfterBars * INSIDE },
        ),
      ]),
    ),
    exits: Object.fromEntries(Object.entries(exits).map(([hour, exit]) => [last(hour), exit])),
  };
}

/** Sorted: which of two positions left first within an hour, when neither depends on it, is not asked. */
function linesOf({ trades }: SimulationResult, perHour: number): string[] {
  const lines = trades.map((t) => {
    const [entry, exit] = [Math.floor(t.entryBar / perHour), Math.floor(t.exitBar / perHour)];
    const lots = `${t.position}.${t.part} ${t.direction} ${t.lots}`;
    return `${lots} ${t.entryPrice}@${entry} ${t.exitPrice}@${exit} ${t.exitReason}`;
  });
  return lines.sort();
}

describe('finer bars inside bars', () => {
  test.prop([fc.integer({ min: 1, max: 1_000_000 }), referenceRules], { numRuns: 200 })(
    'give the trades that a run on the finer bars gives, where prices do not jump',
    (seed, anyRules) => {
      const { trail } = anyRules;
      // Closes are other closes there, and so are counts of bars.
      const rules = {
        ...anyRules,
        trail: trail && { ...trail, update: 'intrabar' as const },
        maxBars: Infinity,
        atClose: false,
      };
      const finer = quarters(seed, 40);
      const bars = hoursOf(finer);
      const script = randomScript(seed, bars);
      const whole = engineInput(bars, rules, script);
      const resolved = simulate({
        ...whole,
        finer: { bars: finer, barMs: QUARTER },
        rules: { ...whole.rules, execution: { intrabar: 'resolve' } },
      });
      const exact = simulate({
        ...engineInput(finer, rules, atQuarters(script)),
        barMs: QUARTER,
      });
      expect(whole.barMs).toBe(MS_PER_HOUR);
      expect(linesOf(resolved, 1)).toEqual(linesOf(exact, INSIDE));
      expect(resolved.settings['intrabar_unresolved_bars']).toBe(0);
    },
  );
});
