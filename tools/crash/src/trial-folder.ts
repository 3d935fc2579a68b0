import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readTree, type Tree } from './checks/workspace-tree.js';
import { runSystem } from './processes.js';

/** A workspace for one trial, and what lies beside it and must stay as it is. */
export interface TrialFolder {
  readonly path: string;
  readonly workspace: string;
  /** Variables for tools: their homes and temporary folders are beside the workspace, and watched. */
  readonly env: Readonly<Record<string, string>>;
  /** Paths beside the workspace that are no longer what they were. */
  touched(): readonly string[];
  remove(): void;
}

/** Makes a trial's folder from a template. */
export function makeTrialFolder(path: string, template: string): TrialFolder {
  const workspace = join(path, 'workspace');
  const beside = join(path, 'beside');
  for (const name of ['home', 'tmp', 'runs', '.assay']) {
    mkdirSync(join(beside, name), { recursive: true });
    writeFileSync(join(beside, name, 'canary.txt'), `nobody writes to ${name}\n`);
  }
  runSystem('cp', ['-a', template, workspace]);
  const before = watched(beside);
  return {
    path,
    workspace,
    env: { HOME: join(beside, 'home'), TMPDIR: join(beside, 'tmp') },
    touched: () => changed(before, watched(beside)),
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}

/** Content and time of change: a file that was written again as it was has been touched as well. */
function watched(folder: string): Tree {
  const tree = new Map<string, string>();
  for (const [path, digest] of readTree(folder)) {
    tree.set(path, `${digest} ${statSync(join(folder, path)).mtimeMs}`);
  }
  return tree;
}

function changed(before: Tree, after: Tree): readonly string[] {
  const paths = new Set([...before.keys(), ...after.keys()]);
  return [...paths].filter((path) => before.get(path) !== after.get(path)).sort();
}
