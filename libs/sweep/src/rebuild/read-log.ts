import { sha256Hex } from '@assay/hashing';
import { GENESIS_HASH } from '@assay/ledger';
import type { FileStore, Workspace } from '@assay/workspace';
import { pinnedHeads } from '../checks/check-pinned-heads.js';

/** The readable event log, as far as it can be trusted. */
export interface ReadLog {
  /** Canonical JSON of each event, oldest first, up to the first link that does not hold. */
  readonly bodies: readonly string[];
  /** Why it ends there; undefined when it ends where the file does. */
  readonly problem: string | undefined;
  /** A head that a sealed folder pins and that is not in these events. */
  readonly pinnedBeyond: string | undefined;
}

/** Reads `.assay/events.ndjson` link by link. A torn last line is what a crash leaves, and no problem. */
export function readLog(files: FileStore, workspace: Workspace): ReadLog {
  const { absolute } = workspace.paths.eventsView;
  if (files.stat(absolute)?.kind !== 'file') {
    return { bodies: [], problem: undefined, pinnedBeyond: undefined };
  }
  const lines = files.readText(absolute).split('\n');
  // After the last line feed: nothing, or the beginning of an event that never came to be.
  lines.pop();
  const bodies: string[] = [];
  let previous = GENESIS_HASH;
  for (const line of lines) {
    const problem = linkProblem(line, bodies.length + 1, previous);
    if (problem !== undefined) return { ...withPins(bodies, files, workspace), problem };
    bodies.push(line);
    previous = sha256Hex(line);
  }
  return withPins(bodies, files, workspace);
}

/** Events that follow from one another, and whether sealed folders pin more than them. */
export function withPins(
  bodies: readonly string[],
  files: FileStore,
  workspace: Workspace,
): ReadLog {
  const hashes = bodies.map(sha256Hex);
  const beyond = pinnedHeads(files, workspace).find(
    ({ head }) => head.seq > 0 && hashes[head.seq - 1] !== head.hash,
  );
  const pinnedBeyond =
    beyond && `${beyond.path} pins event ${beyond.head.seq}, ${beyond.head.hash}`;
  return { bodies, problem: undefined, pinnedBeyond };
}

function linkProblem(line: string, seq: number, previous: string): string | undefined {
  const event = parse(line);
  if (!event) return `line ${seq} is no event`;
  if (event.seq !== seq) return `line ${seq} holds event ${String(event.seq)}`;
  return event.prev_hash === previous
    ? undefined
    : `event ${seq} does not follow from the one before`;
}

function parse(line: string): { readonly seq?: unknown; readonly prev_hash?: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
