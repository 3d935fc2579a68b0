import { basename, isAbsolute, join } from 'node:path';
import type { DirectiveRecord, RunRecord, SourceFile } from '@assay/ledger';
import type { FileStore, Workspace } from '@assay/workspace';
import type { BoundInputs } from './bound-inputs.js';

/** One input that is no longer what was bound. */
export interface Drift {
  /** `directive`, `strategy`, `data EURUSD`, `symbols`, … */
  readonly input: string;
  readonly bound: string;
  readonly found: string;
}

/**
 * The recorded source files whose bytes changed, or that are gone. Cheap: no parsing. An empty list
 * proves that no input drifted; a changed file may still hold the same input (a comment).
 */
export function changedSources(
  files: FileStore,
  workspace: Workspace,
  directive: DirectiveRecord,
  directivePath: string,
): readonly SourceFile[] {
  return directive.sources.filter((source) => {
    // A completed directive lies elsewhere than when it was bound.
    const path = source.kind === 'directive' ? directivePath : absolutePath(workspace, source.path);
    const known = files.stat(path);
    if (!known || known.bytes !== source.bytes) return true;
    return files.digest(path).sha256 !== source.sha256;
  });
}

function absolutePath(workspace: Workspace, path: string): string {
  return isAbsolute(path) ? path : join(workspace.root, path);
}

/** Compares inputs computed anew with the bound ones; sorted by name, each input once. */
export function compareInputs(
  runs: readonly RunRecord[],
  directive: DirectiveRecord,
  current: BoundInputs,
): readonly Drift[] {
  const drift = new Map<string, Drift>();
  for (const [name, bound] of Object.entries(directive.inputs)) {
    const found = current.inputs[name];
    if (found !== bound) drift.set(name, { input: name, bound, found: found ?? 'absent' });
  }
  const boundSymbols = runs.map((run) => run.symbol).join(' ');
  const symbols = current.runs.map((run) => run.symbol).join(' ');
  if ([...runs.map((r) => r.symbol)].sort().join(' ') !== symbols.split(' ').sort().join(' ')) {
    drift.set('symbols', { input: 'symbols', bound: boundSymbols, found: symbols });
  }
  for (const run of current.runs) {
    const before = runs.find((other) => other.symbol === run.symbol);
    if (!before) continue;
    for (const name of new Set([...Object.keys(before.inputs), ...Object.keys(run.inputs)])) {
      const [bound, found] = [before.inputs[name] ?? 'absent', run.inputs[name] ?? 'absent'];
      if (bound === found || drift.has(name)) continue;
      drift.set(`${name} ${run.symbol}`, { input: `${name} ${run.symbol}`, bound, found });
    }
  }
  return [...drift.values()].sort((a, b) => (a.input < b.input ? -1 : 1));
}

/** Drift when the inputs cannot even be computed any more: the changed files themselves. */
export function driftOfSources(sources: readonly SourceFile[]): readonly Drift[] {
  return sources.map((source) => ({
    input: source.kind.includes(' ') ? source.kind : `${source.kind} (${basename(source.path)})`,
    bound: source.sha256,
    found: 'changed or missing',
  }));
}
