import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from './processes.js';

/** Words that begin a command which computes nothing. */
const PLAIN = ['status', 'ledger', 'promote', 'demote'];

/** A word that stands for the one sweep in quarantine: its name has the time in it. */
export const ONLY_SWEEP = '@sweep';

function nameOfSweep(workspace: string): string {
  return readdirSync(join(workspace, '.assay', 'quarantine'))[0] ?? ONLY_SWEEP;
}

/** The command as it is run: with a document, and with as many threads as the kill allows. */
export function prepared({ tool, words }: Command, workspace: string, isSingle: boolean): Command {
  // One thread at a time: only then does a step have the same number twice.
  const isComputing = tool === 'run-pipeline' && !PLAIN.includes(words[0] ?? '');
  const jobs = isComputing ? ['--jobs', isSingle ? '1' : '2'] : [];
  const known = words.map((word) => (word === ONLY_SWEEP ? nameOfSweep(workspace) : word));
  return { tool, words: [...known, ...jobs, '--json'] };
}
