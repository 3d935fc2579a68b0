import { execFileSync } from 'node:child_process';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY } from './spawn-tool.js';

const EDIT = `const { DatabaseSync } = require('@photostructure/sqlite');
const db = new DatabaseSync(process.argv[1]);
db.exec('PRAGMA foreign_keys = OFF');
db.exec(process.argv[2]);
db.close();`;

/** Changes the tables of a workspace's ledger behind the tools' back. */
export function editLedger(folder: string, sql: string): void {
  const env = { ...process.env, NODE_PATH: join(REPOSITORY, 'node_modules') };
  const database = join(folder, '.assay', 'assay.db');
  execFileSync(process.execPath, ['-e', EDIT, database, sql], { env });
}

/**
 * The same by an editor who also forges the mark that spares the audit: what later stages say about
 * a ledger that is wrong.
 */
export function editLedgerUnseen(folder: string, sql: string): void {
  editLedger(folder, sql);
  const { size, mtimeMs } = statSync(join(folder, '.assay', 'assay.db'));
  const mark = `${JSON.stringify({ bytes: size, modifiedMs: Math.floor(mtimeMs) })}\n`;
  writeFileSync(join(folder, '.assay', 'assay.db.seen'), mark);
}
