import {
  appendFileSync,
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { REPOSITORY, runTool } from '../testing/spawn-tool.js';
import { changeByte, sharedTemplate, copyOf, runIdOf, sweep } from '../testing/sweep-driver.js';
import { treeOf } from '../testing/tree.js';

const template = sharedTemplate();

interface Case {
  readonly what: string;
  readonly plant: (folder: string) => void;
  /** Kind, code and path of every finding, in the order reported. */
  readonly finds: (folder: string) => readonly (readonly [string, string, string])[];
  readonly exits: { readonly dryRun: 1 | 3; readonly verify: 1 | 3; readonly fix: 0 | 1 | 3 };
}

const COPY = 'backtests/Cross_EURUSD/raw/results_risk.csv';

/** Each row of the sweep's table, planted in a workspace that was whole. */
const CASES: readonly Case[] = [
  {
    what: 'a capsule that is gone',
    plant: (folder) => rmSync(join(folder, 'runs', runIdOf(folder, 'EURUSD')), { recursive: true }),
    finds: (folder) => [
      ['orphaned-row', 'ORPHANED_ROW', `runs/${runIdOf(folder, 'EURUSD')}`],
      ['zombie-folder', 'ZOMBIE_ARTIFACT', 'backtests/Cross_EURUSD'],
    ],
    exits: { dryRun: 1, verify: 3, fix: 0 },
  },
  {
    what: 'a folder of copies that is gone while the capsule is whole',
    plant: (folder) => rmSync(join(folder, 'backtests', 'Cross_EURUSD'), { recursive: true }),
    finds: () => [['stale-view', 'VIEW_STALE', 'backtests/Cross_EURUSD']],
    exits: { dryRun: 1, verify: 1, fix: 0 },
  },
  {
    what: 'a zombie folder in backtests/',
    plant: (folder) => {
      mkdirSync(join(folder, 'backtests', 'Old_EURUSD', 'raw'), { recursive: true });
      writeFileSync(join(folder, 'backtests', 'Old_EURUSD', 'raw', 'trades.csv'), 'a,b\n');
    },
    finds: () => [['zombie-folder', 'ZOMBIE_ARTIFACT', 'backtests/Old_EURUSD']],
    exits: { dryRun: 1, verify: 1, fix: 0 },
  },
  {
    what: 'a zombie run snapshot in runs/',
    plant: (folder) => {
      cpSync(
        join(folder, 'runs', runIdOf(folder, 'EURUSD')),
        join(folder, 'runs', '00112233445566aa'),
        { recursive: true },
      );
    },
    finds: () => [['zombie-run', 'ZOMBIE_RUN', 'runs/00112233445566aa']],
    exits: { dryRun: 1, verify: 1, fix: 0 },
  },
  {
    what: 'a folder in backtests/ that says it is of another run',
    plant: (folder) => {
      const metadata = join(folder, 'backtests', 'Cross_EURUSD', 'metadata', 'run_metadata.json');
      const text = readFileSync(metadata, 'utf8').replaceAll(
        runIdOf(folder, 'EURUSD'),
        '00112233445566aa',
      );
      chmodSync(metadata, 0o644);
      writeFileSync(metadata, text);
    },
    finds: () => [['identity-mismatch', 'IDENTITY_MISMATCH', 'backtests/Cross_EURUSD']],
    exits: { dryRun: 1, verify: 1, fix: 0 },
  },
  {
    what: 'the same, and the run of the ledger has no capsule: orphaned row and zombie folder',
    plant: (folder) => {
      rmSync(join(folder, 'runs', runIdOf(folder, 'EURUSD')), { recursive: true });
      const metadata = join(folder, 'backtests', 'Cross_EURUSD', 'metadata', 'run_metadata.json');
      chmodSync(metadata, 0o644);
      writeFileSync(metadata, '{"run_id":"00112233445566aa"}');
    },
    finds: (folder) => [
      ['orphaned-row', 'ORPHANED_ROW', `runs/${runIdOf(folder, 'EURUSD')}`],
      ['zombie-folder', 'ZOMBIE_ARTIFACT', 'backtests/Cross_EURUSD'],
    ],
    exits: { dryRun: 1, verify: 3, fix: 0 },
  },
  {
    what: 'three altered artifacts of one capsule: one finding with all its paths',
    plant: (folder) => {
      const capsule = join(folder, 'runs', runIdOf(folder, 'USDJPY'));
      for (const name of ['artifacts/raw/results_risk.csv', 'manifest.json', 'strategy.js']) {
        chmodSync(join(capsule, name), 0o644);
        changeByte(join(capsule, name), 7);
      }
    },
    finds: (folder) => [
      [
        'altered-evidence',
        'ARTIFACT_HASH_MISMATCH',
        `runs/${runIdOf(folder, 'USDJPY')}/artifacts/raw/results_risk.csv`,
      ],
    ],
    exits: { dryRun: 3, verify: 3, fix: 3 },
  },
  {
    what: 'a sealed portfolio that is gone',
    plant: (folder) => rmSync(join(folder, 'portfolios', 'Cross'), { recursive: true }),
    finds: () => [['altered-evidence', 'ARTIFACT_MISSING', 'portfolios/Cross']],
    exits: { dryRun: 3, verify: 3, fix: 3 },
  },
  {
    what: 'an edited copy in backtests/',
    plant: (folder) => {
      chmodSync(join(folder, COPY), 0o644);
      changeByte(join(folder, COPY), 3);
    },
    finds: () => [['edited-copy', 'COPY_ALTERED', COPY]],
    exits: { dryRun: 3, verify: 3, fix: 0 },
  },
  {
    what: 'an edited state file',
    plant: (folder) => {
      const path = join(folder, 'runs', runIdOf(folder, 'EURUSD'), 'run_state.json');
      writeFileSync(path, readFileSync(path, 'utf8').replace('"TRADED"', '"FAILED"'));
    },
    finds: (folder) => [
      ['edited-view', 'VIEW_DRIFT', `runs/${runIdOf(folder, 'EURUSD')}/run_state.json`],
    ],
    exits: { dryRun: 1, verify: 1, fix: 0 },
  },
  {
    what: 'state files, logs and a summary that are gone',
    plant: (folder) => {
      const run = join(folder, 'runs', runIdOf(folder, 'EURUSD'));
      for (const path of [
        join(run, 'audit.log'),
        join(run, 'run_state.json'),
        join(folder, 'runs', 'Cross', 'directive_audit.log'),
        join(folder, 'backtests', 'batch_summary_Cross.csv'),
      ]) {
        rmSync(path);
      }
    },
    finds: (folder) => [
      ['stale-view', 'VIEW_STALE', 'backtests/batch_summary_Cross.csv'],
      // By path: a run id may stand before or behind a directive's.
      ...[
        `runs/${runIdOf(folder, 'EURUSD')}/audit.log`,
        `runs/${runIdOf(folder, 'EURUSD')}/run_state.json`,
        'runs/Cross/directive_audit.log',
      ]
        .sort()
        .map((path) => ['stale-view', 'VIEW_STALE', path] as const),
    ],
    exits: { dryRun: 1, verify: 1, fix: 0 },
  },
  {
    what: 'a master sheet that was edited',
    plant: (folder) => changeByte(join(folder, 'backtests', 'Strategy_Master_Filter.xlsx'), 99),
    finds: () => [['edited-view', 'VIEW_DRIFT', 'backtests/Strategy_Master_Filter.xlsx']],
    exits: { dryRun: 1, verify: 1, fix: 0 },
  },
  {
    what: 'a master sheet that was replaced by a folder',
    plant: (folder) => {
      rmSync(join(folder, 'backtests', 'Strategy_Master_Filter.xlsx'));
      mkdirSync(join(folder, 'backtests', 'Strategy_Master_Filter.xlsx'));
      writeFileSync(join(folder, 'backtests', 'Strategy_Master_Filter.xlsx', 'mine.txt'), 'x');
    },
    finds: () => [['edited-view', 'VIEW_DRIFT', 'backtests/Strategy_Master_Filter.xlsx']],
    exits: { dryRun: 1, verify: 1, fix: 0 },
  },
  {
    what: 'an edited readable log',
    plant: (folder) => {
      const path = join(folder, '.assay', 'events.ndjson');
      writeFileSync(path, readFileSync(path, 'utf8').replace('RUN_ADVANCED', 'RUN_INVENTED'));
    },
    finds: () => [['edited-view', 'VIEW_DRIFT', '.assay/events.ndjson']],
    exits: { dryRun: 1, verify: 1, fix: 0 },
  },
  {
    what: 'staging that nobody committed, a half-written file, and a state put aside long ago',
    plant: (folder) => {
      mkdirSync(join(folder, '.assay', 'staging', '1-dead-1'), { recursive: true });
      writeFileSync(join(folder, '.assay', 'staging', '1-dead-1', 'raw.csv'), 'x');
      const run = join(folder, 'runs', runIdOf(folder, 'EURUSD'));
      writeFileSync(join(run, '.run_state.json.4711-0-3.tmp'), '{');
      writeFileSync(join(run, 'run_state.json.bak.20200131T090807006Z'), '{}');
    },
    finds: (folder) => [
      ['leftover', 'LEFTOVER', '.assay/staging/1-dead-1'],
      ['leftover', 'LEFTOVER', `runs/${runIdOf(folder, 'EURUSD')}/.run_state.json.4711-0-3.tmp`],
      [
        'leftover',
        'LEFTOVER',
        `runs/${runIdOf(folder, 'EURUSD')}/run_state.json.bak.20200131T090807006Z`,
      ],
    ],
    exits: { dryRun: 1, verify: 1, fix: 0 },
  },
  {
    what: 'a link in backtests/ that leads out of the workspace',
    plant: (folder) => symlinkSync(join(folder, '..'), join(folder, 'backtests', 'Out_EURUSD')),
    finds: () => [['zombie-folder', 'ZOMBIE_ARTIFACT', 'backtests/Out_EURUSD']],
    exits: { dryRun: 1, verify: 1, fix: 0 },
  },
  {
    what: 'an artifact replaced by a link to equal bytes',
    plant: (folder) => {
      const path = join(
        folder,
        'runs',
        runIdOf(folder, 'EURUSD'),
        'artifacts/raw/results_risk.csv',
      );
      renameSync(path, join(folder, 'elsewhere.csv'));
      symlinkSync(join(folder, 'elsewhere.csv'), path);
    },
    finds: (folder) => [
      [
        'altered-evidence',
        'ARTIFACT_HASH_MISMATCH',
        `runs/${runIdOf(folder, 'EURUSD')}/artifacts/raw/results_risk.csv`,
      ],
    ],
    exits: { dryRun: 3, verify: 3, fix: 3 },
  },
  {
    what: 'a folder of artifacts replaced by a link to equal files',
    plant: (folder) => {
      const raw = join(folder, 'runs', runIdOf(folder, 'EURUSD'), 'artifacts', 'raw');
      renameSync(raw, join(folder, 'elsewhere'));
      symlinkSync(join(folder, 'elsewhere'), raw);
    },
    finds: (folder) => [
      [
        'altered-evidence',
        'ARTIFACT_HASH_MISMATCH',
        `runs/${runIdOf(folder, 'EURUSD')}/artifacts/raw/bar_geometry.json`,
      ],
    ],
    exits: { dryRun: 3, verify: 3, fix: 3 },
  },
  {
    what: 'a folder of copies replaced by a link to equal files',
    plant: (folder) => {
      const raw = join(folder, 'backtests', 'Cross_EURUSD', 'raw');
      renameSync(raw, join(folder, 'elsewhere'));
      symlinkSync(join(folder, 'elsewhere'), raw);
    },
    finds: () => [['edited-copy', 'COPY_ALTERED', 'backtests/Cross_EURUSD/raw/bar_geometry.json']],
    exits: { dryRun: 3, verify: 3, fix: 0 },
  },
  {
    what: 'runs/ replaced by a link: nothing behind it is judged, no row is retired',
    plant: (folder) => {
      renameSync(join(folder, 'runs'), join(folder, 'runs-elsewhere'));
      symlinkSync(join(folder, 'runs-elsewhere'), join(folder, 'runs'));
    },
    finds: () => [['unreadable', 'PATH_OUTSIDE_WORKSPACE', 'runs']],
    exits: { dryRun: 1, verify: 3, fix: 1 },
  },
  {
    what: 'a capsule sealed at an event that the log does not have: the log was cut',
    plant: (folder) => {
      const capsule = join(folder, 'runs', '00112233445566aa');
      mkdirSync(capsule);
      const chain_head = { seq: 9999, hash: 'a'.repeat(64) };
      writeFileSync(join(capsule, 'binding.json'), JSON.stringify({ chain_head }));
      mkdirSync(join(folder, 'backtests', 'Zombie_EURUSD'));
    },
    finds: () => [
      ['broken-chain', 'LEDGER_CHAIN_BROKEN', 'runs/00112233445566aa/binding.json'],
      ['zombie-folder', 'ZOMBIE_ARTIFACT', 'backtests/Zombie_EURUSD'],
    ],
    exits: { dryRun: 3, verify: 3, fix: 3 },
  },
  {
    what: 'a readable log that goes on where the ledger ends',
    plant: (folder) => {
      const path = join(folder, '.assay', 'events.ndjson');
      const newest = readFileSync(path, 'utf8').trimEnd().split('\n').at(-1) ?? '';
      appendFileSync(path, `${newest.replace(/"seq":\d+/, '"seq":9999')}\n`);
    },
    finds: () => [['broken-chain', 'LEDGER_CHAIN_BROKEN', '.assay/events.ndjson']],
    exits: { dryRun: 3, verify: 3, fix: 3 },
  },
];

describe.each(CASES)('$what', ({ plant, finds, exits }) => {
  test('is found by the dry run and by verify, which change nothing', () => {
    const folder = copyOf(template.folder);
    const expected = finds(folder);
    plant(folder);
    const before = treeOf(folder);
    for (const [words, exit] of [
      [[], exits.dryRun],
      [['verify'], exits.verify],
    ] as const) {
      const found = sweep(folder, ...words);
      const shown = found.document.findings.map(({ kind, code, path }) => [kind, code, path]);
      expect(shown, found.stdout).toEqual(expected);
      expect(found.exit, found.stderr).toBe(exit);
      // Heavy findings speak for themselves; light ones are a number and one code.
      const spoken = exit === 1 ? 'INTEGRITY_FINDINGS' : found.document.error?.code;
      expect(found.document.error?.code).toBe(spoken);
      expect(found.document.error?.next).toBeTruthy();
    }
    expect(treeOf(folder)).toEqual(before);
  });

  test('is repaired by --fix as far as that may be; a second pass finds nothing more; undo restores', () => {
    const folder = copyOf(template.folder);
    plant(folder);
    const before = treeOf(folder);
    const fixed = sweep(folder, '--fix');
    if (exits.fix === 3 && fixed.document.error?.code === 'LEDGER_CHAIN_BROKEN') {
      expect(fixed.exit).toBe(3);
      expect(treeOf(folder)).toEqual(before);
      return;
    }
    expect(fixed.exit, fixed.stderr).toBe(exits.fix);
    const again = sweep(folder);
    expect(again.document.findings).toEqual(fixed.document.remaining);
    expect(again.exit).toBe(exits.fix);
    const { sweep: name, plan } = fixed.document;
    if (name === null) return;
    const undone = runTool(['undo', name, '--json'], folder, 'integrity-sweep');
    expect(undone.exit, undone.stderr).toBe(0);
    const after = treeOf(folder);
    for (const path of plan.quarantine) {
      const moved = Object.keys(before).filter((p) => p === path || p.startsWith(`${path}/`));
      expect(moved.length, path).toBeGreaterThan(0);
      for (const file of moved) expect(after[file], file).toBe(before[file]);
    }
  });
});

test('a workspace that is whole has no findings, exit 0, and a report that says so', () => {
  const folder = copyOf(template.folder);
  const whole = sweep(folder);
  expect(whole.exit, whole.stderr).toBe(0);
  expect(whole.document.counts.files).toBeGreaterThan(40);
  expect(readFileSync(join(folder, 'outputs/logs/integrity_report.md'), 'utf8')).toContain(
    'Ledger and folders agree',
  );
  expect(sweep(folder, 'verify').exit).toBe(0);
});

test('a workspace in which nothing was run has nothing to compare, and gets no ledger by looking', () => {
  const folder = copyOf(join(REPOSITORY, 'examples', 'fx'));
  expect(sweep(folder).exit).toBe(0);
  expect(existsSync(join(folder, '.assay'))).toBe(false);
});
