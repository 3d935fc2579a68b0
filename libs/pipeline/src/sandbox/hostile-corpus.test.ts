import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildWorker } from './testing/built-worker.js';
import { CHANGE_WHAT_IS_SHARED } from './testing/hostile-corpus/change-what-is-shared.js';
import { CODE_FROM_TEXTS } from './testing/hostile-corpus/code-from-texts.js';
import { judge, runBundle } from './testing/hostile-corpus/hostile-bench.js';
import type { HostileCase } from './testing/hostile-corpus/hostile-case.js';
import { RETURNED, THROWN } from './testing/hostile-corpus/odd-values.js';
import { OWN_MODULES } from './testing/hostile-corpus/own-modules.js';
import { REACH_THE_HOST } from './testing/hostile-corpus/reach-the-host.js';
import { ENDLESS, MEMORY_BOMBS } from './testing/hostile-corpus/time-and-memory.js';
import { temporaryWorkspace, type TemporaryWorkspace } from './testing/temporary-workspace.js';
import { createPool, type Pool } from './worker-pool.js';

let folder: TemporaryWorkspace;
let pool: Pool;
let honest = '';
let threads = 0;
const UNHURRIED_MS = 50_000;
beforeAll(async () => {
  folder = temporaryWorkspace();
  const workerFile = buildWorker(folder, 'strategy-run-worker.ts');
  pool = createPool({ workerFile, size: 1, memoryMb: 256 });
  honest = (await runBundle(pool, await judge({}), 'honest', UNHURRIED_MS)).end;
});
afterAll(async () => {
  await pool.close();
  folder.remove();
});

/** A refusal is for people: it is short, and no trace of where our code was. */
const TEXT_MAX = 4000;
const TRACE = /^\s+at /m;

async function attack({ parts, at, code, behind }: HostileCase): Promise<void> {
  const judged = await judge(parts);
  if (at === 'bundling') {
    expect(new Set(judged.bundling)).toEqual(new Set([code]));
    return;
  }
  expect(judged.bundling).toEqual([]);
  expect(new Set(judged.validation)).toEqual(new Set(at === 'validation' ? [code] : []));
  threads += 1;
  // Whatever is not meant to end by its time has all the time that a slow machine needs.
  const timeoutMs = code === 'STRATEGY_TIMEOUT' ? 500 : UNHURRIED_MS;
  const { end, text } = await runBundle(pool, judged, `hostile-${threads}`, timeoutMs);
  const wanted = at === 'validation' ? behind : at === 'harmless' ? 'harmless' : code;
  expect(end, text.slice(0, 500)).toBe(wanted === 'harmless' ? honest : wanted);
  expect(text.length).toBeLessThan(TEXT_MAX);
  expect(text).not.toMatch(TRACE);
}

const FAMILIES: readonly (readonly [string, readonly HostileCase[]])[] = [
  ['reaches for the host', REACH_THE_HOST],
  ['makes code from texts', CODE_FROM_TEXTS],
  ['changes what is shared', CHANGE_WHAT_IS_SHARED],
  ['takes no end', ENDLESS],
  ['takes all memory', MEMORY_BOMBS],
  ['throws', THROWN],
  ['returns', RETURNED],
  ['has modules of its own', OWN_MODULES],
];

describe.each(FAMILIES)('a hostile strategy that %s', (_family, cases) => {
  test('is told apart by what it tries', () => {
    expect(new Set(cases.map(({ tries }) => tries)).size).toBe(cases.length);
  });

  test.each(cases.map((each) => [each.tries, each.at, each.code ?? 'no code', each] as const))(
    '%s: %s, %s',
    async (_tries, _at, _code, each) => attack(each),
  );
});

test('an honest strategy earns what it earned before, on the thread that is left', async () => {
  const { end } = await runBundle(pool, await judge({}), 'honest again', UNHURRIED_MS);
  expect(end).toBe(honest);
  expect(JSON.parse(honest)).toMatchObject({ trades: 6 });
});
