import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkSealsWithCoreutils } from '../testing/evidence-reader.js';
import { REPOSITORY, runJson, runTool } from '../testing/spawn-tool.js';
import { temporaryFolder } from '../testing/workspace-maker.js';

const DATA = join(REPOSITORY, '..', 'shared', 'data');

test('FX_Range_Breakout_H1 reaches PORTFOLIO_COMPLETE on eleven real symbols, with trades for each', ({
  skip,
}) => {
  if (!existsSync(DATA)) return skip('real bars are not at hand');
  const parent = temporaryFolder();
  runTool(['init', 'research'], parent);
  const folder = join(parent, 'research');
  writeFileSync(join(folder, 'assay.json'), JSON.stringify({ data: [DATA] }));
  const done = runJson(['FX_Range_Breakout_H1'], folder);
  expect(done.exit, done.stderr).toBe(0);
  expect(done.directive).toMatchObject({ state: 'PORTFOLIO_COMPLETE', outcome: 'COMPLETED' });
  expect(done.directive.runs).toHaveLength(11);
  for (const run of done.directive.runs) {
    expect(run).toMatchObject({ state: 'COMPLETE', outcome: 'TRADED' });
    expect(run.trades).toBeGreaterThan(500);
  }
  expect(checkSealsWithCoreutils(folder)).toBe(12);
  const again = runJson(['FX_Range_Breakout_H1'], folder);
  expect(again.directive.outcome).toBe('NOTHING_TO_DO');
}, 300_000);
