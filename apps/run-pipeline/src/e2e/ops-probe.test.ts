import { appendFileSync, mkdirSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { editLedger, editLedgerUnseen } from '../testing/ledger-editor.js';
import {
  changeText,
  hashOf,
  installationCopy,
  probe,
  probeJson,
  promotedTemplate,
  writeBarsUntil,
  type ProbeStart,
} from '../testing/probe-driver.js';
import { copyOf, runIdOf } from '../testing/sweep-driver.js';
import { treeOf } from '../testing/tree.js';
import { temporaryFolder } from '../testing/workspace-maker.js';

const template = promotedTemplate();
const promoted = (): string => copyOf(template.folder);

/** A folder with nothing but a configuration. */
function empty(name = 'work'): string {
  const folder = join(temporaryFolder(), name);
  mkdirSync(folder);
  writeFileSync(join(folder, 'assay.json'), '{"data": ["data"]}\n');
  return folder;
}

const lastLine = (text: string): string => text.trimEnd().split('\n').at(-1) ?? '';

describe('a workspace that is as it should be', () => {
  test('is ready, says so in one last line, and has one check for each row of the table', () => {
    const folder = promoted();
    const { exit, stdout } = probe(folder);
    expect(exit, stdout).toBe(0);
    expect(lastLine(stdout)).toBe(`P76_READY out_dir=${folder}/out/ops run_id=ops mode=shadow`);
    expect(probeJson(folder).document.checks.map(({ id }) => id)).toEqual([
      'tool_chain',
      'configuration',
      'ledger_chain',
      'lifecycle_states',
      'engine_manifest',
      'known_answer',
      'data_fresh',
      'shadow',
      'work_folder',
      'disk_space',
      'clock_sane',
      'secret_scan',
    ]);
  });

  test('is left as it was', () => {
    const folder = promoted();
    const before = treeOf(folder);
    expect(probe(folder).exit).toBe(0);
    expect(treeOf(folder)).toEqual(before);
  });

  test('may be empty: no ledger and nothing promoted is ok with a note', () => {
    const { exit, document } = probeJson(empty());
    expect(exit).toBe(0);
    const notes = document.checks.map(({ detail }) => detail).join('\n');
    expect(notes).toContain('no ledger yet');
    expect(notes).toContain('nothing is promoted');
  });

  test('may lie in a folder whose name means something to a shell', () => {
    const folder = empty(`it's "quoted" $(touch x) \`y\``);
    expect(probe(folder).exit).toBe(0);
  });
});

const inRun = (folder: string, name: string): string =>
  join(folder, 'runs', runIdOf(folder, 'EURUSD'), name);

/** What is planted, and what the probe says is wrong; every other check stays green. */
const FAULTS: readonly {
  readonly what: string;
  readonly plant: (folder: string) => ProbeStart | undefined;
  readonly red: readonly string[];
  readonly says: RegExp;
}[] = [
  {
    what: 'a deleted compute bundle',
    plant: () => {
      const installation = installationCopy();
      unlinkSync(join(installation, 'dist', 'compute.js'));
      return { installation };
    },
    red: ['tool_chain'],
    says: /missing: .*compute\.js/,
  },
  {
    what: 'a ledger table edited by hand',
    plant: (folder) => void editLedger(folder, 'UPDATE runs SET trades = trades + 1'),
    red: ['ledger_chain'],
    says: /LEDGER_CHAIN_BROKEN: table runs was altered/,
  },
  {
    what: 'a demotion that nobody committed',
    plant: (folder) => void editLedger(folder, 'DELETE FROM promotions'),
    red: ['ledger_chain'],
    says: /LEDGER_CHAIN_BROKEN: table promotions was altered/,
  },
  {
    what: 'an event edited by somebody who forges the mark that spares the audit',
    plant: (folder) =>
      void editLedgerUnseen(
        folder,
        `DROP TRIGGER events_no_update;
         UPDATE events SET body = replace(body, 'DIRECTIVE_ADMITTED', 'DIRECTIVE_ADMITTEX') WHERE seq = 1`,
      ),
    red: ['ledger_chain'],
    says: /event 1 was altered/,
  },
  {
    what: 'a run in a state that no table knows',
    plant: (folder) => void editLedgerUnseen(folder, `UPDATE runs SET state = 'DONE'`),
    red: ['lifecycle_states'],
    says: /EURUSD of Cross is DONE; USDJPY of Cross is DONE/,
  },
  {
    what: 'a directive that took a step which does not exist',
    plant: (folder) =>
      void editLedgerUnseen(
        folder,
        `UPDATE attempts SET history = json_insert(history, '$[#]',
           json('{"from":"INITIALIZED","to":"PORTFOLIO_COMPLETE","at":"2026-01-01T00:00:00.000Z"}'))`,
      ),
    red: ['lifecycle_states'],
    says: /Cross went INITIALIZED -> PORTFOLIO_COMPLETE/,
  },
  {
    what: 'an edited source of the engine',
    plant: () => {
      const installation = installationCopy();
      const file = join(installation, 'libs/engine/src/v1_0_0/swap-nights.ts');
      appendFileSync(file, '// a remark\n');
      return { installation };
    },
    red: ['engine_manifest'],
    says: /ENGINE_MANIFEST_MISMATCH/,
  },
  {
    what: 'a wrong engine that its manifest agrees with',
    plant: () => {
      const installation = installationCopy();
      const engine = join(installation, 'dist/engines/v1_0_0.js');
      const before = hashOf(engine);
      changeText(engine, 'const net = gross - spreadCost', 'const net = gross - 0.5 * spreadCost');
      const manifest = join(installation, 'libs/engine/src/v1_0_0/engine_manifest.json');
      changeText(manifest, before, hashOf(engine));
      return { installation };
    },
    // What was sealed was sealed with the right one.
    red: ['known_answer', 'shadow'],
    says: /engine v1_0_0: its backtest gives other trades/,
  },
  {
    what: 'bars that end two days of trading ago',
    plant: (folder) => void writeBarsUntil(folder, 'EURUSD', Date.now() - 5 * 24 * 3_600_000),
    red: ['data_fresh'],
    says: /1 of 2 series are stale; Cross EURUSD: the newest bar is of/,
  },
  {
    what: 'bars that are gone',
    plant: (folder) => void rmSync(join(folder, 'data', 'EURUSD_1h.csv')),
    red: ['data_fresh', 'shadow'],
    says: /DATA_MISSING/,
  },
  {
    what: 'a bundle of a capsule that was edited',
    plant: (folder) => void changeText(inRun(folder, 'strategy.js'), /$/, ' '),
    red: ['shadow'],
    says: /Cross EURUSD: SNAPSHOT_HASH_MISMATCH/,
  },
  {
    what: 'a bundle of a capsule that is gone',
    plant: (folder) => void rmSync(inRun(folder, 'strategy.js')),
    red: ['shadow'],
    says: /Cross EURUSD: SNAPSHOT_MISSING/,
  },
  {
    what: 'a broker spec of a capsule that was edited',
    plant: (folder) => void changeText(inRun(folder, 'spec.yaml'), '"spread":', '"spread":1'),
    red: ['shadow'],
    says: /Cross EURUSD: SNAPSHOT_HASH_MISMATCH/,
  },
  {
    what: 'a directive of a capsule that was edited',
    plant: (folder) => void changeText(inRun(folder, 'directive.json'), '"fast":10', '"fast":11'),
    red: ['data_fresh', 'shadow'],
    says: /SNAPSHOT_HASH_MISMATCH/,
  },
  {
    what: 'a clock that lies before the last tick of the run',
    plant: (folder) => {
      const run = join(folder, 'out/ops/online_readiness_supervisor/run_20260131T090807006Z');
      mkdirSync(run, { recursive: true });
      const last_completed = { finished: '2098-01-01T00:00:00.000Z' };
      writeFileSync(join(run, 'state.json'), JSON.stringify({ last_completed }));
      return undefined;
    },
    red: ['clock_sane'],
    says: /the clock lies before the end of the last tick/,
  },
  {
    what: 'a lost ledger beside its log',
    plant: (folder) => {
      for (const name of ['assay.db', 'assay.db-wal', 'assay.db-shm']) {
        rmSync(join(folder, '.assay', name), { force: true });
      }
      return undefined;
    },
    red: ['ledger_chain', 'lifecycle_states', 'data_fresh', 'shadow', 'clock_sane'],
    says: /LEDGER_UNREADABLE/,
  },
];

test.each(FAULTS)('$what turns $red red and nothing else', ({ plant, red, says }) => {
  const folder = promoted();
  const start = plant(folder) ?? {};
  const { exit, stdout } = probe(folder, start);
  expect(exit, stdout).toBe(1);
  expect(lastLine(stdout)).toMatch(
    new RegExp(`^P76_NOT_READY reason=${red.join(',')} out_dir=\\S+ run_id=\\S+ mode=shadow$`),
  );
  expect(stdout).toMatch(says);
  const marked = [...stdout.matchAll(/^RED\s+(\w+):/gm)].map(([, id]) => id);
  expect(marked).toEqual(red);
});

test('a configuration that does not read is not ready either', () => {
  const folder = empty();
  writeFileSync(join(folder, 'assay.json'), '{"data": 1}');
  const { exit, stdout } = probe(folder);
  expect(exit).toBe(2);
  expect(lastLine(stdout)).toBe('P76_NOT_READY reason=wrong_type');
});

describe('secrets', () => {
  const CANARY = 'sk-0123456789abcdefABCDEF0123456789';

  test('a name in the environment makes it red; the value is nowhere', () => {
    const folder = promoted();
    const before = treeOf(folder);
    const { exit, stdout, stderr } = probe(folder, { env: { BROKER_API_KEY: CANARY } });
    expect(exit).toBe(1);
    expect(lastLine(stdout)).toContain('reason=secret_scan');
    expect(stdout).toContain('BROKER_API_KEY');
    expect(stdout + stderr).not.toContain(CANARY);
    expect(treeOf(folder)).toEqual(before);
  });

  test('a secret in a text of the run is named by its file; the value is nowhere', () => {
    const folder = empty();
    const run = join(folder, 'out/ops/online_readiness_supervisor/run_20260131T090807006Z');
    mkdirSync(run, { recursive: true });
    writeFileSync(join(run, 'journal.ndjson'), `{"said":"${CANARY}"}\n`);
    const { stdout, stderr } = probe(folder);
    expect(lastLine(stdout)).toMatch(
      /reason=secret_scan out_dir=\S+ run_id=run_20260131T090807006Z/,
    );
    expect(stdout).toContain('journal.ndjson');
    expect(stdout + stderr).not.toContain(CANARY);
  });
});

test('a stray tick of the future does not make the clock wrong', () => {
  const folder = empty();
  const run = join(folder, 'out/ops/online_readiness_supervisor/run_20260131T090807006Z');
  mkdirSync(join(run, 'tick_20990101T000000000Z_000001'), { recursive: true });
  expect(probeJson(folder).red).toEqual([]);
});
