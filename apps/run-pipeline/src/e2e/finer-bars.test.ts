import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDay } from '@assay/core';
import { encodeBarsCsv, resampleBars, synthesizeBars } from '@assay/market-data';
import { describe, expect, test } from 'vitest';
import { runJson } from '../testing/spawn-tool.js';
import { crossDirective, makeWorkspace, textOf } from '../testing/workspace-maker.js';

/** Stop and target so near that many an hour reaches both. */
function directive(execution: string): string {
  return crossDirective(
    ['EURUSD'],
    `execution: ${execution}
execution_rules:
  stop_loss: { type: points, value: 60 }
  take_profit: { enabled: true, type: points, value: 60 }
exit_rules: { on_opposite_signal: true }
`,
  );
}

/** A workspace whose hours consist of the quarters that lie beside them. */
function workspace(execution: string): string {
  const folder = makeWorkspace({
    symbols: ['EURUSD'],
    directives: { 'Cross.txt': directive(execution) },
  });
  const quarters = synthesizeBars({
    symbol: 'EURUSD',
    timeframe: '15m',
    startMs: parseDay('2024-01-01') ?? 0,
    endMs: parseDay('2024-06-02') ?? 0,
    seed: 7,
  });
  const hours = resampleBars(quarters, { from: '15m', to: '1h' }).bars;
  writeFileSync(join(folder, 'data', 'EURUSD_15m.csv'), encodeBarsCsv(quarters, 5));
  writeFileSync(join(folder, 'data', 'EURUSD_1h.csv'), encodeBarsCsv(hours, 5));
  return folder;
}

/** Runs the directive; its only run with what its metadata say. */
function run(folder: string) {
  const ended = runJson(['Cross'], folder);
  const [done] = ended.directive.runs;
  if (ended.exit !== 0 || !done) throw new Error(ended.stderr);
  const metadata = JSON.parse(
    textOf(folder, 'backtests', 'Cross_EURUSD', 'metadata', 'run_metadata.json'),
  ) as {
    readonly settings: Readonly<Record<string, unknown>>;
    readonly inputs: Readonly<Record<string, string>>;
  };
  return { ...metadata, runId: done.run_id, netPnl: done.net_pnl, stderr: ended.stderr };
}

describe('intrabar: resolve', () => {
  test('the finest bars present decide, and their hash is part of the run key', () => {
    const folder = workspace('{ intrabar: resolve }');
    const resolved = run(folder);
    expect(resolved.settings).toMatchObject({ intrabar: 'resolve', intrabar_minutes: 15 });
    expect(resolved.settings['intrabar_resolved_bars']).toBeGreaterThan(0);
    expect(resolved.settings['intrabar_unresolved_bars']).toBe(0);
    expect(Object.keys(resolved.inputs)).toContain('finer_15m');

    const pessimistic = run(workspace('{ intrabar: pessimistic }'));
    expect(pessimistic.settings['intrabar_resolved_bars']).toBe(null);
    expect(Object.keys(pessimistic.inputs)).not.toContain('finer_15m');
    expect(pessimistic.netPnl).toBeLessThan(resolved.netPnl ?? NaN);

    const file = 'EURUSD_15m.csv';
    const other = workspace('{ intrabar: resolve }');
    const lines = readFileSync(join(other, 'data', file), 'utf8')
      .trimEnd()
      .split('\n');
    writeFileSync(join(other, 'data', file), `${lines.slice(0, -500).join('\n')}\n`);
    expect(run(other).runId).not.toBe(resolved.runId);
  });

  test('without finer bars the run is pessimistic, counts what stayed open, and says so first', () => {
    const folder = workspace('{ intrabar: resolve }');
    rmSync(join(folder, 'data', 'EURUSD_15m.csv'));
    const open = run(folder);
    expect(open.settings).toMatchObject({ intrabar_minutes: null, intrabar_resolved_bars: 0 });
    expect(open.settings['intrabar_unresolved_bars']).toBeGreaterThan(0);
    expect(open.stderr).toContain('EURUSD: no bars finer than 1h');
    expect(open.netPnl).toBe(run(workspace('{ intrabar: pessimistic }')).netPnl);
  });

  test('a declared timeframe that has no bars blocks the directive', () => {
    const folder = workspace('{ intrabar: resolve, intrabar_timeframe: 5m }');
    const ended = runJson(['Cross'], folder);
    expect(ended.exit).toBe(1);
    expect(ended.stderr).toContain('no bars of EURUSD 5m');
  });
});
