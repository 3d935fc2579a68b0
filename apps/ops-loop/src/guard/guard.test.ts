import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AssayError } from '@assay/core';
import { describe, expect, onTestFinished, test } from 'vitest';
import { OPS_COMMANDS } from '../command-table.js';
import { readSettings } from '../settings/settings.js';
import { childEnvironment } from './child-environment.js';
import { refusedNames } from './environment-names.js';
import { guardEntry } from './guard.js';
import { resolveOpsFolder } from './ops-path.js';

const CANARY = 'canary-7f3a9c51-never-printed';

function workspace(): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'assay-guard-')));
  onTestFinished(() => rmSync(root, { recursive: true }));
  return root;
}

function codeOf(work: () => unknown): string {
  try {
    work();
    return 'passed';
  } catch (error) {
    if (error instanceof AssayError) return error.code;
    throw error;
  }
}

// prettier-ignore
const NAMES: readonly (readonly [name: string, value: string, verdict: string])[] = [
  ['LIVE', '1', 'arming'],                         ['LIVE', 'yes', 'arming'],
  ['LIVE', '0', 'passes'],                         ['LIVE', '', 'passes'],
  ['LIVE', 'false', 'passes'],                     ['live', 'true', 'arming'],
  ['RECORD', '1', 'arming'],                       ['RECORD_MODE', 'on', 'arming'],
  ['ARM', '1', 'arming'],                          ['ARM_LIVE', '1', 'arming'],
  ['ARMED', 'YES', 'arming'],                      ['TRADING_ENABLED', '1', 'arming'],
  ['TRADING_ENABLE', '1', 'arming'],               ['ENABLE_TRADING', 'true', 'arming'],
  ['ENABLE_LIVE_TRADING', '1', 'arming'],          ['ENABLE_LIVE', '1', 'arming'],
  ['LIVE_TRADING', '1', 'arming'],                 ['EXECUTION_ENABLE', '1', 'arming'],
  ['EXECUTION_ENABLED', 'no', 'passes'],           ['ORDERS_ENABLED', '1', 'arming'],
  ['WITHDRAW', '1', 'arming'],                     ['WITHDRAWALS_OK', '1', 'arming'],
  ['PT_ARMED', '1', 'arming'],                     ['PT_ENABLED', '1', 'arming'],
  ['PT_CONFIRM_LIVE', 'x', 'arming'],              ['PT_CONFIRM_TOKEN', 'x', 'arming'],
  ['PT_CONFIRM_MERGE', 'x', 'arming'],             ['DESK_ARM_LIVE', '1', 'arming'],
  ['KRAKEN_API_KEY', CANARY, 'secret_name'],       ['KRAKEN_API_SECRET', CANARY, 'secret_name'],
  ['BINANCE_APIKEY', CANARY, 'secret_name'],       ['OKX_PASSPHRASE', CANARY, 'secret_name'],
  ['COINBASE_SECRET', CANARY, 'secret_name'],      ['EXCHANGE_SECRET_KEY', CANARY, 'secret_name'],
  ['CCXT_API_TOKEN', CANARY, 'secret_name'],       ['API_KEY', CANARY, 'secret_name'],
  ['API_SECRET', CANARY, 'secret_name'],           ['AWS_ACCESS_KEY_ID', CANARY, 'secret_name'],
  ['AWS_SECRET_ACCESS_KEY', CANARY, 'secret_name'],['AWS_SESSION_TOKEN', CANARY, 'secret_name'],
  ['GITHUB_TOKEN', CANARY, 'secret_name'],         ['NPM_TOKEN', CANARY, 'secret_name'],
  ['MY_PRIVATE_KEY', CANARY, 'secret_name'],       ['DB_PASSWORD', CANARY, 'secret_name'],
  ['PGPASSWORD', CANARY, 'secret_name'],           ['WALLET_MNEMONIC', CANARY, 'secret_name'],
  ['SEED_PHRASE', CANARY, 'secret_name'],          ['AUTH_TOKEN', CANARY, 'secret_name'],
  ['GOOGLE_APPLICATION_CREDENTIALS', '/x', 'secret_name'],
  ['client_secret', CANARY, 'secret_name'],        ['API_KEY', '', 'passes'],
  ['NOTE', '-----BEGIN PRIVATE KEY-----', 'secret_value'],
  ['NOTE', '-----BEGIN OPENSSH PRIVATE KEY-----', 'secret_value'],
  ['NOTE', 'AKIAABCDEFGHIJKLMNOP', 'secret_value'],
  ['NOTE', `ghp_${'a'.repeat(36)}`, 'secret_value'],
  ['PATH', '/usr/bin', 'passes'],                  ['HOME', '/srv/quant', 'passes'],
  ['KEYBOARD', 'de', 'passes'],                    ['SECRETARY', 'x', 'passes'],
  ['TOKENIZERS_PARALLELISM', '1', 'passes'],       ['ALIVE', '1', 'passes'],
  ['RECORDING_NAME', 'x', 'passes'],               ['SSH_AUTH_SOCK', '/tmp/x', 'passes'],
  ['HARMFUL', '1', 'passes'],                      ['MODE', 'shadow', 'passes'],
];

describe('names and values of the environment', () => {
  test.each(NAMES)('%s=%s: %s', (name, value, verdict) => {
    expect(refusedNames({ [name]: value })[0]?.why ?? 'passes').toBe(verdict);
  });

  test('what is refused is named, its value never', () => {
    try {
      guardEntry('pin', { KRAKEN_API_KEY: CANARY, NOTE: `ghp_${'b'.repeat(36)}` }, workspace());
      expect.unreachable();
    } catch (error) {
      const text = JSON.stringify((error as AssayError).diagnostics);
      expect(text).toContain('KRAKEN_API_KEY');
      expect(text).not.toContain(CANARY);
      expect(text).not.toContain('ghp_b');
      expect((error as AssayError).code).toBe('OPS_ENVIRONMENT_REFUSED');
      expect((error as AssayError).exitCode).toBe(4);
    }
  });

  test.each(Object.entries(OPS_COMMANDS))(
    '%s refuses or leaves out, as its effect says',
    (_name, command) => {
      const call = () => guardEntry(command.effect, { LIVE: '1' }, workspace());
      const goesOn = command.effect === 'look' || command.effect === 'stop';
      expect(codeOf(call)).toBe(goesOn ? 'passed' : 'OPS_ENVIRONMENT_REFUSED');
    },
  );

  test('children get a made environment: nothing unknown, no secret, times in UTC', () => {
    const env = {
      PATH: '/bin',
      HOME: '/h',
      TZ: 'Asia/Tokyo',
      NODE_OPTIONS: '--x',
      API_KEY: CANARY,
    };
    expect(childEnvironment(env, { MODE: 'shadow' })).toEqual({
      PATH: '/bin',
      HOME: '/h',
      TZ: 'UTC',
      MODE: 'shadow',
    });
  });
});

// prettier-ignore
const PATHS: readonly (readonly [written: string, verdict: string])[] = [
  ['out/ops/online_readiness_supervisor/run_1',      'passed'],
  ['out/ops/x/',                                     'passed'],
  ['./out/ops/x',                                    'passed'],
  ['out//ops//x',                                    'passed'],
  ['out/ops',                                        'OPS_PATH_REFUSED'],
  ['out/ops/',                                       'OPS_PATH_REFUSED'],
  ['out/ops/../../x',                                'OPS_PATH_REFUSED'],
  ['out/ops/x/../../../etc',                         'OPS_PATH_REFUSED'],
  ['out/ops/x/..',                                   'OPS_PATH_REFUSED'],
  ['..',                                             'OPS_PATH_REFUSED'],
  ['out\\ops\\..\\..',                               'OPS_PATH_REFUSED'],
  ['out/opsy/x',                                     'OPS_PATH_REFUSED'],
  ['out/ops-other',                                  'OPS_PATH_REFUSED'],
  ['runs/x',                                         'OPS_PATH_REFUSED'],
  ['/etc',                                           'OPS_PATH_REFUSED'],
  ['/tmp/out/ops/x',                                 'OPS_PATH_REFUSED'],
  ['~/out/ops/x',                                    'OPS_PATH_REFUSED'],
  ['out/ops/x\0/y',                                  'OPS_PATH_REFUSED'],
];

describe('places', () => {
  test.each(PATHS)('OUT_DIR %j: %s', (written, verdict) => {
    const root = workspace();
    expect(codeOf(() => resolveOpsFolder(root, written))).toBe(verdict);
  });

  // prettier-ignore
  test.each<readonly [what: string, plant: (root: string) => void, verdict: string]>([
    ['a link below out/ops that leads out',     (root) => { mkdirSync(join(root, 'out/ops'), { recursive: true }); symlinkSync(tmpdir(), join(root, 'out/ops/x')); }, 'OPS_PATH_REFUSED'],
    ['a link that leads nowhere',               (root) => { mkdirSync(join(root, 'out/ops'), { recursive: true }); symlinkSync('/nowhere/at/all', join(root, 'out/ops/x')); }, 'OPS_PATH_REFUSED'],
    ['a link to a folder beside',               (root) => { mkdirSync(join(root, 'out/ops/y'), { recursive: true }); symlinkSync(join(root, 'out/ops/y'), join(root, 'out/ops/x')); }, 'passed'],
    ['out itself is a link',                    (root) => { mkdirSync(join(root, 'else/ops'), { recursive: true }); symlinkSync(join(root, 'else'), join(root, 'out')); }, 'OPS_PATH_REFUSED'],
    ['out/ops is a link',                       (root) => { mkdirSync(join(root, 'out')); symlinkSync(tmpdir(), join(root, 'out/ops')); }, 'OPS_PATH_REFUSED'],
    ['out/ops is a file',                       (root) => { mkdirSync(join(root, 'out')); writeFileSync(join(root, 'out/ops'), ''); }, 'OPS_PATH_REFUSED'],
    ['nothing is there yet',                    () => undefined, 'passed'],
  ])('%s: %s', (_what, plant, verdict) => {
    const root = workspace();
    plant(root);
    expect(codeOf(() => resolveOpsFolder(root, 'out/ops/x/run_1'))).toBe(verdict);
  });
});

// prettier-ignore
const MODES: readonly (readonly [what: string, env: Record<string, string>, flags: object, verdict: string])[] = [
  ['nothing said',                   {},                          {},                                  'passed'],
  ['shadow',                         { MODE: 'shadow' },          {},                                  'passed'],
  ['paper alone',                    { MODE: 'paper' },           {},                                  'OPS_PAPER_NOT_ALLOWED'],
  ['paper with its second word',     { MODE: 'paper' },           { allowPaper: true },                'passed'],
  ['paper by flag alone',            {},                          { mode: 'paper' },                   'OPS_PAPER_NOT_ALLOWED'],
  ['a flag wins',                    { MODE: 'live' },            { mode: 'shadow' },                  'passed'],
  ['live',                           { MODE: 'live' },            {},                                  'OPS_MODE_REFUSED'],
  ['record',                         { MODE: 'record' },          {},                                  'OPS_MODE_REFUSED'],
  ['Shadow',                         { MODE: 'Shadow' },          {},                                  'OPS_MODE_REFUSED'],
  ['an empty mode',                  { MODE: '' },                {},                                  'OPS_MODE_REFUSED'],
  ['shadow with a space',            { MODE: 'shadow ' },         {},                                  'OPS_MODE_REFUSED'],
  ['live by flag, paper allowed',    {},                          { mode: 'live', allowPaper: true },  'OPS_MODE_REFUSED'],
];

test.each(MODES)('mode: %s', (_what, env, flags, verdict) => {
  expect(codeOf(() => readSettings({ effect: 'look' }, flags, env, true))).toBe(verdict);
});
