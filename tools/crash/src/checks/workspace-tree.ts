import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

/** Every file below a folder by path, with the SHA-256 of its bytes; a link with where it leads. */
export type Tree = ReadonlyMap<string, string>;

/** Reads a whole folder; nothing there is an empty tree. Folders that cannot be read throw. */
export function readTree(folder: string): Tree {
  const tree = new Map<string, string>();
  const walk = (below: string): void => {
    const entries = readdirSync(join(folder, below), { withFileTypes: true });
    for (const { name } of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = below === '' ? name : `${below}/${name}`;
      const found = lstatSync(join(folder, path));
      if (found.isDirectory()) walk(path);
      else if (found.isSymbolicLink()) tree.set(path, `-> ${readlinkSync(join(folder, path))}`);
      else tree.set(path, sha256(readFileSync(join(folder, path))));
    }
  };
  if (lstatSync(folder, { throwIfNoEntry: false })?.isDirectory()) walk('');
  return tree;
}

/** Lower-case hex. */
export function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Half of an atomic write that was killed: beside its target, under a name that nothing reads. */
const LITTER = /(^|\/)\.[^/]+\.\d+-\d+-\d+\.tmp$/;
/** Names with the instant at which a file was put aside. */
const STAMP = /\.(bak|superseded)\.\d{8}T\d{9}Z/g;
const SWEEP = /\d{8}T\d{9}Z-[0-9a-f]{8}/g;
const INSTANT = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g;

/** True for what an atomic write leaves when it is killed. */
export function isLitter(path: string): boolean {
  return LITTER.test(path);
}

/** How a file is compared between two workspaces that did the same at different times. */
type Comparison = 'bytes' | 'without-instants' | 'presence' | 'never';

const OF_LEDGER =
  /^\.assay\/(assay\.db(-wal|-shm|\.seen)?|events\.ndjson(\.bak\.[^/]*)?|cache\/.*)$/;
/** First match decides; what no row names is compared byte by byte. */
const COMPARED: readonly (readonly [RegExp, Comparison])[] = [
  // Its rows are compared through the event log; a cache may have been filled by either run.
  [OF_LEDGER, 'never'],
  // Names the head of the chain, which a recovery makes longer.
  [/(^|\/)binding\.json$/, 'presence'],
  // What was killed half-way may leave more there than what was not; less is `lostFiles`'.
  [/^\.assay\/quarantine\//, 'never'],
  // Names the sweep, and the time.
  [/^outputs\/logs\/integrity_report\.(md|json)$/, 'presence'],
  // Lines of the event log.
  [/(^|\/)(directive_)?audit\.log$/, 'presence'],
  [/(^|\/)(run|directive)_state\.json(\.bak\.[^/]*)?$/, 'without-instants'],
];

function comparisonOf(path: string): Comparison {
  return COMPARED.find(([pattern]) => pattern.test(path))?.[1] ?? 'bytes';
}

/**
 * What a workspace says when it does not matter when things happened: path, with stamps blotted out,
 * and content in the form that can be compared. Sorted.
 */
export function timelessTree(folder: string, tree: Tree): readonly string[] {
  const lines: string[] = [];
  for (const [path, digest] of tree) {
    if (isLitter(path)) continue;
    const comparison = comparisonOf(path);
    if (comparison === 'never') continue;
    const name = path.replaceAll(STAMP, '.$1.STAMP').replaceAll(SWEEP, 'SWEEP');
    if (comparison === 'presence') lines.push(`${name} is there`);
    else if (comparison === 'bytes') lines.push(`${name} ${digest}`);
    else {
      const text = readFileSync(join(folder, path), 'utf8').replaceAll(INSTANT, 'INSTANT');
      lines.push(`${name} ${sha256(text)}`);
    }
  }
  return lines.sort();
}

/** What stands in one list and not in the other: `- ` is missing, `+ ` is too much. */
export function differences(
  expected: readonly string[],
  found: readonly string[],
): readonly string[] {
  const missing = without(expected, found).map((line) => `- ${line}`);
  const surplus = without(found, expected).map((line) => `+ ${line}`);
  return [...missing, ...surplus];
}

function without(lines: readonly string[], others: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const line of others) counts.set(line, (counts.get(line) ?? 0) + 1);
  return lines.filter((line) => {
    const left = counts.get(line) ?? 0;
    counts.set(line, left - 1);
    return left <= 0;
  });
}

/**
 * Files of `before` whose bytes are nowhere in `after`. What an undisturbed course of events loses as
 * well, such as a view that is written anew, is not lost by the disturbance: `expected` is that course.
 */
export function lostFiles(before: Tree, after: Tree, expected: Tree): readonly string[] {
  const now = new Set(after.values());
  const kept = new Set(expected.values());
  return [...before]
    .filter(([path]) => !OF_LEDGER.test(path))
    .filter(([, digest]) => kept.has(digest) && !now.has(digest))
    .map(([path]) => path);
}
