import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fixedClock, type Clock } from '@assay/core';
import { workspacePaths, type WorkspacePaths } from '@assay/workspace';
import { onTestFinished } from 'vitest';
import type { Ledger } from '../ledger.js';
import { openLedger, type OpenLedgerOptions } from '../open-ledger.js';

/** 2026-01-31T09:08:07.006Z. */
export const NOW: Clock = fixedClock(1_769_850_487_006);

/** An empty workspace folder of this test alone, removed afterwards. */
export function temporaryWorkspace(): WorkspacePaths {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'assay-ledger-')));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const paths = workspacePaths(root);
  mkdirSync(paths.assayFolder.absolute);
  return paths;
}

/** Opens (and creates) the ledger of a workspace; closed when the test ends. */
export function openIn(paths: WorkspacePaths, options: Partial<OpenLedgerOptions> = {}): Ledger {
  const path = paths.database.absolute;
  const ledger = openLedger({ path, clock: NOW, actor: 'test', create: true, ...options });
  onTestFinished(() => ledger.close());
  return ledger;
}

/** A new ledger without a file, for tests of the fold alone. */
export function temporaryLedger(): Ledger {
  const ledger = openLedger({ path: ':memory:', clock: NOW, actor: 'test' });
  onTestFinished(() => ledger.close());
  return ledger;
}
