import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from '../problem.js';
import { brokenLink, logProblem, parseEvents, repeatedCommits } from './event-log.js';
import { readSeals, sealProblems, unverifiedSeals } from './seals.js';
import {
  differences,
  isLitter,
  lostFiles,
  readTree,
  timelessTree,
  type Tree,
} from './workspace-tree.js';

/** A workspace as a course of events left it. */
export interface WorkspaceState {
  readonly tree: Tree;
  readonly timeless: readonly string[];
  readonly seals: ReadonlyMap<string, string>;
}

/** Reads a workspace whole. */
export function readState(workspace: string): WorkspaceState {
  const tree = readTree(workspace);
  return { tree, timeless: timelessTree(workspace, tree), seals: readSeals(workspace) };
}

/** Text of the readable event log; empty before the first event. */
export function readLog(workspace: string): string {
  const path = join(workspace, '.assay', 'events.ndjson');
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

/** How many half-made files of killed writes lie about: nobody reads them. */
export function countLitter(tree: Tree): number {
  return [...tree.keys()].filter(isLitter).length;
}

/** What an event log must be after any course of events. `exported` is the ledger's own table. */
export function logProblems(workspace: string, exported: string): readonly Problem[] {
  const text = readLog(workspace);
  const broken = brokenLink(text);
  const chain = broken ?? logProblem(text, exported);
  const repeated = repeatedCommits(parseEvents(text)).map((transition): Problem => ({
    check: 'repeated',
    text: `committed twice: ${transition}`,
  }));
  return chain === undefined ? repeated : [...repeated, { check: 'chain', text: chain }];
}

/** What differs from the undisturbed course, and what is gone of what was there before. */
export function stateProblems(
  workspace: string,
  before: Tree,
  expected: WorkspaceState,
): readonly Problem[] {
  const found = readState(workspace);
  return [
    ...sealProblems(expected.seals, found.seals).map((text): Problem => ({ check: 'seals', text })),
    ...unverifiedSeals(workspace).map((text): Problem => ({ check: 'seals', text })),
    ...differences(expected.timeless, found.timeless).map((text): Problem => ({
      check: 'tree',
      text,
    })),
    ...lostFiles(before, found.tree, expected.tree).map((path): Problem => ({
      check: 'lost',
      text: `nowhere any more: the bytes of ${path}`,
    })),
    ...leftovers(workspace),
  ];
}

/** A lock belongs to a living process only; files in staging show as differences of the tree. */
function leftovers(workspace: string): readonly Problem[] {
  return readdirSync(join(workspace, '.assay'))
    .filter((name) => name.startsWith('lock'))
    .map((name) => ({ check: 'tree', text: `left behind: .assay/${name}` }));
}
