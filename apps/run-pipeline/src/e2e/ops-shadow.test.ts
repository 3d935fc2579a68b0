import { appendFileSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { editLedgerUnseen } from '../testing/ledger-editor.js';
import {
  changeText,
  hashOf,
  probeJson,
  promotedTemplate,
  type SignalJson,
} from '../testing/probe-driver.js';
import { copyOf, runIdOf } from '../testing/sweep-driver.js';
import { followTool } from '../testing/spawn-tool.js';
import { treeOf } from '../testing/tree.js';
import { crossDirective, writeDirective } from '../testing/workspace-maker.js';

const template = promotedTemplate();
const promoted = (): string => copyOf(template.folder);

describe('shadow signals', () => {
  interface Bar {
    readonly time: string;
    readonly open: number;
    readonly close: number;
  }

  /** The bars of a file, read without the tools. */
  function barsOf(text: string): readonly Bar[] {
    const [, ...lines] = text.trimEnd().split('\n');
    return lines.map((line) => {
      const [time = '', open, , , close] = line.split(',');
      return { time: time.replace('Z', '.000Z'), open: Number(open), close: Number(close) };
    });
  }

  /** Bars at whose close the average of 10 crosses that of 30, found here anew; 1 upwards. */
  function crossesOf(bars: readonly Bar[]): ReadonlyMap<number, 1 | -1> {
    const mean = (at: number, n: number): number =>
      bars.slice(at - n + 1, at + 1).reduce((sum, bar) => sum + bar.close, 0) / n;
    const crosses = new Map<number, 1 | -1>();
    for (let at = bars.length - 400; at < bars.length; at += 1) {
      const before = mean(at - 1, 10) - mean(at - 1, 30);
      const now = mean(at, 10) - mean(at, 30);
      if (before < 0 && now > 0) crosses.set(at, 1);
      if (before > 0 && now < 0) crosses.set(at, -1);
    }
    return crosses;
  }

  /** The signal of EURUSD when its bars end after a number of bars. */
  function signalAfter(folder: string, text: string, count: number): SignalJson {
    const lines = text
      .trimEnd()
      .split('\n')
      .slice(0, count + 1);
    writeFileSync(join(folder, 'data', 'EURUSD_1h.csv'), `${lines.join('\n')}\n`);
    const { document } = probeJson(folder);
    const signal = document.data?.signals.find(({ symbol }) => symbol === 'EURUSD');
    if (!signal) throw new Error(JSON.stringify(document.checks));
    return signal;
  }

  test('are what the rules say at the newest bar, and the position is what they led to', () => {
    const folder = promoted();
    const text = readFileSync(join(folder, 'data', 'EURUSD_1h.csv'), 'utf8');
    const bars = barsOf(text);
    const crosses = crossesOf(bars);
    const [at, direction] = [...crosses].filter(([bar]) => bar < bars.length - 3).at(-1) ?? [0, 0];
    const side = direction === 1 ? 'long' : 'short';
    const other = direction === 1 ? 'short' : 'long';
    const crossing = signalAfter(folder, text, at + 1);
    expect(crossing).toMatchObject({
      bar_time: bars[at]?.time,
      close: bars[at]?.close,
      position: { direction: other },
    });
    expect(crossing.signals.at(-1)).toEqual({ kind: 'entry', decision: `${side} market` });
    const after = signalAfter(folder, text, at + 2);
    expect(after.signals).toEqual([]);
    expect(after.position).toMatchObject({
      direction: side,
      units: 10_000,
      entry_time: bars[at + 1]?.time,
    });
    // A long pays the spread of seven points, a short sells at the bid.
    const paid = (bars[at + 1]?.open ?? 0) + (direction === 1 ? 0.00007 : 0);
    expect(after.position?.entry_price).toBeCloseTo(paid, 9);
  });

  test('come from the sealed bundle: an edited strategy file changes nothing', () => {
    const folder = promoted();
    const before = probeJson(folder).document.data;
    expect(before?.signals).toHaveLength(2);
    const file = join(folder, 'strategies', 'Cross', 'strategy.ts');
    changeText(file, /fast: 10/, 'fast: 3');
    expect(probeJson(folder).document.data).toEqual(before);
  });

  test('do not look at a bar that is still open', () => {
    const folder = promoted();
    const file = join(folder, 'data', 'EURUSD_1h.csv');
    const text = readFileSync(file, 'utf8');
    const newest = barsOf(text).at(-1);
    const hour = 3_600_000;
    const open = new Date(Math.floor(Date.now() / hour) * hour).toISOString().replace('.000', '');
    const isOpen = newest?.time === open.replace('Z', '.000Z');
    if (!isOpen) appendFileSync(file, `${open},9,9,9,9,1\n`);
    else changeText(file, /[^\n]+\n$/, `${open},9,9,9,9,1\n`);
    const signal = probeJson(folder).document.data?.signals.find((s) => s.symbol === 'EURUSD');
    expect(signal?.close).toBeLessThan(2);
    expect(Date.parse(signal?.bar_time ?? '')).toBeLessThanOrEqual(Date.now() - hour);
  });

  test('are the same each time, and are kept nowhere by a probe', () => {
    const folder = promoted();
    const before = treeOf(folder);
    const [one, other] = [probeJson(folder), probeJson(folder)];
    expect(one.document.data).toEqual(other.document.data);
    expect(treeOf(folder)).toEqual(before);
  });
});

test('a promoted strategy that never ends is stopped, and the probe says which', () => {
  const folder = promoted();
  const id = runIdOf(folder, 'EURUSD');
  const bundle = join(folder, 'runs', id, 'strategy.js');
  const endless = join(folder, 'endless.js');
  renameSync(bundle, endless);
  writeFileSync(bundle, `${readFileSync(endless, 'utf8')}\nfor (;;);\n`);
  const sha256 = hashOf(bundle);
  editLedgerUnseen(
    folder,
    `UPDATE runs SET inputs = json_set(inputs, '$.strategy', '${sha256}') WHERE symbol = 'EURUSD'`,
  );
  writeFileSync(join(folder, 'assay.json'), '{"data": ["data"], "strategy_timeout_s": 1}\n');
  const { red, document } = probeJson(folder);
  expect(red).toContain('shadow');
  const { detail } = document.checks.find((check) => check.id === 'shadow') ?? { detail: '' };
  expect(detail).toContain('Cross EURUSD: STRATEGY_TIMEOUT');
  expect(document.data?.signals.map(({ symbol }) => symbol)).toEqual(['USDJPY']);
});

test('while somebody runs directives a probe calls nothing wrong that is only on its way', async () => {
  const folder = promoted();
  const more = crossDirective(['EURUSD', 'USDJPY']).replace('strategy: Cross', 'strategy: Other');
  writeDirective(folder, 'Other.txt', more);
  const { ended } = followTool(['Other'], folder);
  let isOver = false;
  void ended.then(() => (isOver = true));
  const reds: string[] = [];
  while (!isOver) {
    reds.push(...probeJson(folder).red);
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect((await ended).exit).toBe(0);
  expect(reds).toEqual([]);
});
