import { chmodSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { seededRandom } from '@assay/core';
import { expect, test } from 'vitest';
import { editLedger } from '../testing/ledger-editor.js';
import { changeByte, sharedTemplate, copyOf, runIdOf, sweep } from '../testing/sweep-driver.js';
import { treeOf } from '../testing/tree.js';

const template = sharedTemplate();

/** What verify must say of a changed byte, by where it is. */
const CODES: readonly (readonly [RegExp, string])[] = [
  [/\/(?:strategy\.ts|strategy\.js|directive\.json|spec\.yaml)$/, 'SNAPSHOT_HASH_MISMATCH'],
  [/^runs\/.*(?:_state\.json|audit\.log)$/, 'VIEW_DRIFT'],
  [/^(?:runs|portfolios)\//, 'ARTIFACT_HASH_MISMATCH'],
  [/^backtests\/Cross_/, 'COPY_ALTERED'],
  [/^(?:backtests\/|\.assay\/events)/, 'VIEW_DRIFT'],
];

function codeOf(path: string): string {
  const [, code = 'none'] = CODES.find(([pattern]) => pattern.test(path)) ?? [];
  return code;
}

/** Every file that the ledger or a seal answers for, below a folder of the workspace. */
function filesBelow(folder: string, path: string): readonly string[] {
  if (!statSync(join(folder, path)).isDirectory()) return [path];
  return readdirSync(join(folder, path))
    .sort()
    .flatMap((name) => filesBelow(folder, `${path}/${name}`));
}

/** One byte of each of these files, at a drawn place; a hundred in all with those of the ledger below. */
function targets(folder: string): readonly string[] {
  return [
    ...filesBelow(folder, 'runs'),
    ...filesBelow(folder, 'portfolios'),
    ...filesBelow(folder, 'backtests'),
    '.assay/events.ndjson',
  ];
}

test('a byte changed in any file is found once, with its code and path, and left as it is', () => {
  const files = targets(template.folder);
  expect(files.length).toBeGreaterThan(90);
  const random = seededRandom(7);
  // Several at a time, never two of one sealed folder or view: each must be a finding of its own.
  const waiting = [...files];
  let changed = 0;
  while (waiting.length > 0) {
    const folder = copyOf(template.folder);
    const batch = takeBatch(waiting);
    for (const path of batch) {
      chmodSync(join(folder, path), 0o644);
      changeByte(join(folder, path), Math.floor(random() * 1e9));
    }
    const before = treeOf(folder);
    const { document, exit, stderr } = sweep(folder, 'verify');
    const found = document.findings.map(({ code, path }) => `${code} ${path}`).sort();
    expect(found, stderr).toEqual(batch.map((path) => `${codeOf(path)} ${path}`).sort());
    expect([1, 3]).toContain(exit);
    expect(treeOf(folder)).toEqual(before);
    changed += batch.length;
  }
  expect(changed).toBe(files.length);
}, 300_000);

/** Takes files out of the list, one of each folder that findings are gathered by. */
function takeBatch(waiting: string[]): readonly string[] {
  const batch: string[] = [];
  const seen = new Set<string>();
  for (const path of [...waiting]) {
    const isView = codeOf(path) === 'VIEW_DRIFT';
    const group = isView ? path : path.split('/').slice(0, 2).join('/');
    // Metadata of a copy that names another run is another finding: such a copy is changed alone.
    if (seen.has(group)) continue;
    seen.add(group);
    batch.push(path);
    waiting.splice(waiting.indexOf(path), 1);
  }
  return batch;
}

/** Another first digit, whatever the text begins with. */
function otherStart(column: string): string {
  return `CASE WHEN ${column} LIKE 'a%' THEN 'b' ELSE 'a' END || substr(${column}, 2)`;
}

const ROWS: readonly (readonly [string, string])[] = [
  ['a digit of a run', 'UPDATE runs SET net_pnl = net_pnl + 1e-9 WHERE id = 1'],
  ['a letter of a state', "UPDATE runs SET state = 'COMPLETF' WHERE id = 1"],
  ['a letter of a run id', `UPDATE runs SET run_id = ${otherStart('run_id')} WHERE id = 1`],
  ['a digit of a recorded size', 'UPDATE artifacts SET bytes = bytes + 1 WHERE rowid = 3'],
  ['a digit of a recorded digest', "UPDATE artifacts SET sha256 = replace(sha256, '0', '1')"],
  ['a value of the sheet', "UPDATE master_rows SET cells = replace(cells, '1', '2')"],
  ['a status of the sheet', "UPDATE master_rows SET status = 'superseded' WHERE row = 1"],
  ['a portfolio row', "UPDATE portfolio_rows SET cells = replace(cells, '1', '2')"],
  ['an attempt', "UPDATE attempts SET state = 'FAILED'"],
  ['a trial', 'UPDATE trials SET net_pnl = net_pnl + 1e-9'],
  [
    'a letter of an event',
    "DROP TRIGGER events_no_update; UPDATE events SET body = replace(body, 'tester', 'testes'), hash = hash; UPDATE events SET body = replace(body, 'at\":\"2', 'at\":\"3') WHERE seq = 4",
  ],
  [
    'the hash of an event',
    `DROP TRIGGER events_no_update; UPDATE events SET hash = ${otherStart('hash')} WHERE seq = 5`,
  ],
];

test.each(ROWS)(
  '%s changed in the database is one finding: the chain or the table',
  (_what, sql) => {
    const folder = copyOf(template.folder);
    const database = readFileSync(join(folder, '.assay', 'assay.db'));
    editLedger(folder, sql);
    const edited = readFileSync(join(folder, '.assay', 'assay.db'));
    expect(edited.equals(database)).toBe(false);
    const { document, exit } = sweep(folder, 'verify');
    expect(exit).toBe(3);
    expect(document.findings.map(({ code, path }) => [code, path])).toEqual([
      ['LEDGER_CHAIN_BROKEN', '.assay/assay.db'],
    ]);
    const fixed = sweep(folder, '--fix');
    expect(fixed.exit).toBe(3);
    expect(readFileSync(join(folder, '.assay', 'assay.db')).equals(edited)).toBe(true);
    expect(runIdOf(folder, 'EURUSD')).toMatch(/^[0-9a-f]{16}$/);
  },
);
