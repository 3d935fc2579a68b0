import { AssayError } from '@assay/core';
import { describe, expect, test } from 'vitest';
import { OPS_COMMANDS, type Effect } from '../command-table.js';
import { isAutomated, readSettings } from './settings.js';

const read = (
  env: Record<string, string>,
  flags = {},
  effect: Effect = 'order',
  isTerminal = true,
) => readSettings({ effect }, flags, env, isTerminal);

describe('values', () => {
  test('the defaults are the workbook’s', () => {
    expect(read({})).toEqual({
      mode: 'shadow',
      dryRun: false,
      outDir: undefined,
      intervalMs: 300_000,
      maxAgeMs: 900_000,
      minTicks: 2,
      keepLast: 48,
    });
  });

  test.each([
    ['INTERVAL', '5', 'intervalMs', 5000],
    ['INTERVAL', '5s', 'intervalMs', 5000],
    ['INTERVAL', '250ms', 'intervalMs', 250],
    ['MAX_AGE_SEC', '60', 'maxAgeMs', 60_000],
    ['MAX_AGE_SEC', '2h', 'maxAgeMs', 7_200_000],
    ['MIN_TICKS', '7', 'minTicks', 7],
    ['KEEP_N', '0', 'keepLast', 0],
    ['KEEP_N', '12', 'keepLast', 12],
    ['OUT_DIR', 'out/ops/x', 'outDir', 'out/ops/x'],
  ] as const)('%s=%s is read', (name, text, key, value) => {
    expect(read({ [name]: text })[key]).toBe(value);
  });

  test.each([
    ['INTERVAL', ''],
    ['INTERVAL', '0'],
    ['INTERVAL', '-5'],
    ['INTERVAL', '5 s'],
    ['INTERVAL', '1e3'],
    ['MAX_AGE_SEC', 'abc'],
    ['MAX_AGE_SEC', '0'],
    ['MAX_AGE_SEC', '9.5'],
    ['MIN_TICKS', 'abc'],
    ['MIN_TICKS', '0'],
    ['MIN_TICKS', ''],
    ['MIN_TICKS', '0x10'],
    ['KEEP_N', '08'],
    ['KEEP_N', '-1'],
    ['KEEP_N', ''],
    ['OUT_DIR', ''],
    ['DRY_RUN', 'maybe'],
    ['DRY_RUN', ''],
    ['DRY_RUN', 'constructor'],
  ])('%s=%j is a usage error and never a default', (name, text) => {
    try {
      read({ [name]: text });
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(AssayError);
      expect((error as AssayError).code).toBe('OPS_SETTING_INVALID');
      expect((error as AssayError).exitCode).toBe(2);
    }
  });

  test('what stops something is kept from it by no variable', () => {
    const env = { MODE: 'live', INTERVAL: 'junk', DRY_RUN: 'maybe', KEEP_N: '-1', OUT_DIR: '' };
    expect(read(env, {}, 'stop')).toEqual(read({}, {}, 'stop'));
    expect(() => read({}, { mode: 'live' }, 'stop')).toThrow(AssayError);
  });

  test('a flag wins over the environment', () => {
    expect(
      read({ INTERVAL: '7', DRY_RUN: 'YES' }, { interval: '9s', dryRun: false }),
    ).toMatchObject({
      intervalMs: 9000,
      dryRun: false,
    });
  });
});

describe('dry runs', () => {
  // prettier-ignore
  test.each<readonly [effect: Effect, env: Record<string, string>, flags: object, isDry: boolean]>([
    ['delete', {},                               {},                 true ],
    ['delete', { DRY_RUN: 'NO' },                {},                 false],
    ['delete', {},                               { dryRun: false },  false],
    ['delete', { DRY_RUN: 'YES' },               { dryRun: false },  false],
    ['order',  {},                               {},                 false],
    ['order',  { DRY_RUN: 'YES' },               {},                 true ],
    ['order',  { CI: 'true' },                   {},                 true ],
    ['order',  { CI: '' },                       {},                 false],
    ['order',  { CI: 'true', DRY_RUN: 'NO' },    {},                 false],
    ['order',  { CI: 'true' },                   { dryRun: false },  false],
    ['change', { CI: '1' },                      {},                 true ],
    ['change', {},                               {},                 false],
    ['stop',   { DRY_RUN: 'YES', CI: 'true' },   {},                 false],
    ['stop',   {},                               { dryRun: true },   true ],
    ['pin',    { DRY_RUN: 'YES', CI: 'true' },   {},                 false],
    ['pin',    {},                               { dryRun: true },   true ],
    ['look',   { DRY_RUN: 'YES' },               {},                 false],
  ])('%s with %j and %j: %s', (effect, env, flags, isDry) => {
    expect(read(env, flags, effect).dryRun).toBe(isDry);
  });

  // prettier-ignore
  test.each<readonly [env: Record<string, string>, isTerminal: boolean, isAuto: boolean]>([
    [{},                                false, false],
    [{ INVOCATION_ID: 'x' },            false, true ],
    [{ INVOCATION_ID: 'x' },            true,  false],
    [{ XPC_SERVICE_NAME: 'dev.assay' }, false, true ],
    [{ XPC_SERVICE_NAME: '0' },         false, false],
    [{ CI: 'true' },                    true,  true ],
    [{ CI: 'false' },                   true,  false],
  ])('%j on a terminal %s is automated: %s', (env, isTerminal, isAuto) => {
    expect(isAutomated(env, isTerminal)).toBe(isAuto);
  });

  test('every command that deletes is dry unless told', () => {
    for (const [name, { effect }] of Object.entries(OPS_COMMANDS)) {
      if (name.startsWith('retain')) expect(effect).toBe('delete');
    }
  });
});
