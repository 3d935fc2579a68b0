import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { parseDay } from '@assay/core';
import { encodeBarsCsv, synthesizeBars } from '@assay/market-data';
import { REPOSITORY } from './spawn-tool.js';

/** Removes a folder; a process that was killed a moment ago may have a child that still writes into it. */
async function removeWhenQuiet(folder: string): Promise<void> {
  for (let left = 200; ; left -= 1) {
    try {
      rmSync(folder, { recursive: true, force: true });
      return;
    } catch (error) {
      // What came meanwhile is only seen by starting anew: `maxRetries` would not list it.
      if (left === 0 || (error as NodeJS.ErrnoException).code !== 'ENOTEMPTY') throw error;
      await pause(20);
    }
  }
}

/** A folder that is gone when the test is over. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'assay-'));
  onTestFinished(() => removeWhenQuiet(folder));
  return folder;
}

/** What a small workspace holds. */
export interface WorkspaceRequest {
  /** An empty folder to make it in; a temporary one of this test unless stated. */
  readonly folder?: string;
  readonly symbols?: readonly string[];
  /** Text of directives by file name; one moving-average cross `Cross` unless stated. */
  readonly directives?: Readonly<Record<string, string>>;
  /** First and last day of the bars. */
  readonly from?: string;
  readonly to?: string;
}

/** A directive that trades on any bars: a moving-average cross. */
export function crossDirective(symbols: readonly string[], more = ''): string {
  return `# A moving-average cross for tests.
test:
  name: Cross
  strategy: Cross
  broker: Assay_FX
  timeframe: 1h
  start_date: 2024-01-15
  end_date: 2024-05-31
  warmup_bars: 100
symbols: [${symbols.join(', ')}]
moving_average_cross:
  type: sma
  fast: 10
  slow: 30
sizing:
  mode: fixed_lots
  lots: 0.1
${more}`;
}

/** Makes a workspace with broker specs of the examples and seeded bars; returns its folder. */
export function makeWorkspace(request: WorkspaceRequest = {}): string {
  const folder = request.folder ?? temporaryFolder();
  const symbols = request.symbols ?? ['EURUSD', 'GBPUSD', 'USDJPY'];
  cpSync(join(REPOSITORY, 'examples', 'fx', 'broker_specs'), join(folder, 'broker_specs'), {
    recursive: true,
  });
  writeFileSync(join(folder, 'assay.json'), '{"data": ["data"]}\n');
  for (const name of ['backtest_directives/active', 'data']) {
    mkdirSync(join(folder, name), { recursive: true });
  }
  const directives = request.directives ?? { 'Cross.txt': crossDirective(symbols) };
  for (const [name, text] of Object.entries(directives)) writeDirective(folder, name, text);
  for (const symbol of symbols) writeBars(folder, symbol, request);
  return folder;
}

/** Writes a directive into `active/`. */
export function writeDirective(folder: string, name: string, text: string): void {
  writeFileSync(join(folder, 'backtest_directives', 'active', name), text);
}

/** Writes seeded hourly bars of a symbol into the workspace's data folder. */
export function writeBars(folder: string, symbol: string, request: WorkspaceRequest = {}): void {
  const bars = synthesizeBars({
    symbol,
    timeframe: '1h',
    startMs: parseDay(request.from ?? '2024-01-01') ?? 0,
    endMs: parseDay(request.to ?? '2024-06-02') ?? 0,
    seed: 7,
  });
  const digits = symbol.endsWith('JPY') ? 3 : 5;
  writeFileSync(join(folder, 'data', `${symbol}_1h.csv`), encodeBarsCsv(bars, digits));
}

/** Text of a file below a folder. */
export function textOf(folder: string, ...path: string[]): string {
  return readFileSync(join(folder, ...path), 'utf8');
}
