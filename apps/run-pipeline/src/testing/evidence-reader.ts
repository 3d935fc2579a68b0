import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** `SHA256SUMS` of every capsule and portfolio of a workspace, by folder: all that evidence says. */
export function sealsOf(folder: string): Readonly<Record<string, string>> {
  const seals: Record<string, string> = {};
  for (const kind of ['runs', 'portfolios']) {
    const parent = join(folder, kind);
    for (const name of existsSync(parent) ? readdirSync(parent).sort() : []) {
      const sums = join(parent, name, 'SHA256SUMS');
      if (existsSync(sums)) seals[`${kind}/${name}`] = readFileSync(sums, 'utf8');
    }
  }
  return seals;
}

/** Lets coreutils check every seal of a workspace; throws when one does not verify. */
export function checkSealsWithCoreutils(folder: string): number {
  const seals = Object.keys(sealsOf(folder));
  for (const seal of seals) {
    execFileSync('sha256sum', ['--quiet', '--strict', '-c', 'SHA256SUMS'], {
      cwd: join(folder, seal),
    });
  }
  return seals.length;
}

/** An event of `.assay/events.ndjson`. */
export interface EventLine {
  readonly seq: number;
  readonly actor: string;
  readonly type: string;
  readonly subject: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** The readable event log, parsed. */
export function eventsOf(folder: string): readonly EventLine[] {
  const path = join(folder, '.assay', 'events.ndjson');
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line) as EventLine);
}

/** Transitions of runs that were committed more than once, as `run attempt state`. */
export function repeatedCommits(folder: string): readonly string[] {
  const seen = new Set<string>();
  const repeated: string[] = [];
  for (const event of eventsOf(folder)) {
    if (event.type !== 'RUN_ADVANCED') continue;
    const { run_id, attempt, to } = event.payload;
    const key = `${String(run_id)} ${String(attempt)} ${String(to)}`;
    if (seen.has(key)) repeated.push(key);
    seen.add(key);
  }
  return repeated;
}
