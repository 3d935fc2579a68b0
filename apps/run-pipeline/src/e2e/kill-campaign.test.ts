import { cpSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { seededRandom } from '@assay/core';
import { expect, test } from 'vitest';
import { checkSealsWithCoreutils, repeatedCommits, sealsOf } from '../testing/evidence-reader.js';
import { runJson, startTool } from '../testing/spawn-tool.js';
import { makeWorkspace, temporaryFolder } from '../testing/workspace-maker.js';

/** More in the nightly run and in CI; a seed makes a failure repeatable in kind, if not to the byte. */
const KILLS = Number(process.env['ASSAY_KILLS'] ?? 12);
const SEED = Number(process.env['ASSAY_SEED'] ?? 20260101);

/** Starts a run and kills it after a while; resolves when the process is gone. */
async function killAfter(folder: string, ms: number): Promise<void> {
  const child = startTool(['Cross', '--jobs', '2'], folder);
  const gone = new Promise((resolve) => child.once('exit', resolve));
  const timer = setTimeout(() => child.kill('SIGKILL'), ms);
  await gone;
  clearTimeout(timer);
}

/** Starts a run and kills it once the readable event log has a number of lines. */
async function killAtEvent(folder: string, count: number): Promise<void> {
  const child = startTool(['Cross', '--jobs', '2'], folder);
  const gone = new Promise((resolve) => child.once('exit', resolve));
  const log = join(folder, '.assay', 'events.ndjson');
  const look = setInterval(() => {
    if (existsSync(log) && readFileSync(log, 'utf8').split('\n').length > count) {
      child.kill('SIGKILL');
    }
  }, 1);
  await gone;
  clearInterval(look);
}

function copyOf(template: string): string {
  const folder = temporaryFolder();
  cpSync(template, folder, { recursive: true });
  return folder;
}

test(`killed at ${KILLS} random moments, a plain second call ends in the same bytes and repeats no commit`, async () => {
  const template = makeWorkspace();
  const undisturbed = copyOf(template);
  const began = performance.now();
  runJson(['Cross', '--jobs', '2'], undisturbed);
  const spanMs = performance.now() - began;
  const expected = sealsOf(undisturbed);
  expect(Object.keys(expected)).toHaveLength(4);
  const random = seededRandom(SEED);
  for (let kill = 0; kill < KILLS; kill += 1) {
    const folder = copyOf(template);
    const ms = Math.round(random() * spanMs);
    await killAfter(folder, ms);
    const resumed = runJson(['Cross'], folder);
    const where = `kill ${kill} of seed ${SEED} after ${ms} ms: ${resumed.stderr}`;
    expect(resumed.exit, where).toBe(0);
    expect(resumed.directive.state, where).toBe('PORTFOLIO_COMPLETE');
    expect(sealsOf(folder), where).toEqual(expected);
    expect(repeatedCommits(folder), where).toEqual([]);
    checkSealsWithCoreutils(folder);
  }
}, 600_000);

test('killed again and again on its way, each time a little further, it still ends in the same bytes', async () => {
  const template = makeWorkspace();
  const undisturbed = copyOf(template);
  runJson(['Cross'], undisturbed);
  const folder = copyOf(template);
  for (let events = 2; events <= 26; events += 4) await killAtEvent(folder, events);
  const resumed = runJson(['Cross'], folder);
  expect(resumed.exit, resumed.stderr).toBe(0);
  expect(sealsOf(folder)).toEqual(sealsOf(undisturbed));
  expect(repeatedCommits(folder)).toEqual([]);
}, 120_000);
