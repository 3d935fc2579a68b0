import { isAssayError } from '@assay/core';
import { GENESIS_HASH } from '@assay/ledger';
import type { FileStore, Workspace } from '@assay/workspace';
import { finding, type Finding } from '../finding.js';
import type { SweepWorld } from '../sweep-world.js';
import type { ArtifactGroup, LedgerIndex } from './ledger-index.js';

interface PinnedHead {
  readonly seq: number;
  readonly hash: string;
}

/**
 * A binding holds the head of the log as it was when the folder was sealed. A log that does not reach
 * it, or says otherwise there, was cut or rewritten.
 */
export function checkPinnedHead(
  world: SweepWorld,
  index: LedgerIndex,
  { kind, name, artifacts, seq }: ArtifactGroup,
): readonly Finding[] {
  const path = `${kind}/${name}/binding.json`;
  const isBound = artifacts.some((artifact) => artifact.path === path);
  if (!isBound || seq <= index.foreignHeadsUntil) return [];
  const head = readPinnedHead(world, path);
  const there = head && hashAt(world, head.seq);
  if (!head || there === head.hash) return [];
  return [brokenHead(path, name, head, there)];
}

/**
 * The same for a capsule that the ledger does not know: it pins a head beyond the ledger's, so what is
 * unknown may be the ledger's loss. A head within the log that differs is of another workspace.
 */
export function checkUnknownCapsule(world: SweepWorld, runId: string): readonly Finding[] {
  const path = `runs/${runId}/binding.json`;
  const head = readPinnedHead(world, path);
  if (!head || head.seq <= (world.ledger?.head().seq ?? 0)) return [];
  return [brokenHead(path, runId, head, undefined)];
}

function hashAt({ ledger }: SweepWorld, seq: number): string | undefined {
  return seq === 0 ? GENESIS_HASH : ledger?.hashAt(seq);
}

function brokenHead(
  path: string,
  subject: string,
  head: PinnedHead,
  there: string | undefined,
): Finding {
  return finding('broken-chain', 'LEDGER_CHAIN_BROKEN', {
    subject,
    path,
    message: `the log is not the one whose event ${head.seq} was pinned when ${subject} was sealed`,
    found: there === undefined ? `no event ${head.seq}` : `event ${head.seq} with hash ${there}`,
    expected: `event ${head.seq} with hash ${head.hash}`,
  });
}

/** Every head that a capsule or portfolio pins, by path of its binding. */
export function pinnedHeads(
  files: FileStore,
  workspace: Workspace,
): readonly { readonly path: string; readonly head: PinnedHead }[] {
  return [workspace.paths.runs, workspace.paths.portfolios].flatMap(({ absolute, relative }) => {
    if (files.stat(absolute)?.kind !== 'folder') return [];
    return files.list(absolute).flatMap(({ name }) => {
      const path = `${relative}/${name}/binding.json`;
      const head = readPinnedHead({ files, workspace }, path);
      return head ? [{ path, head }] : [];
    });
  });
}

/** The head that a binding pins; undefined when there is none to read. */
function readPinnedHead(
  { files, workspace }: Pick<SweepWorld, 'files' | 'workspace'>,
  path: string,
): PinnedHead | undefined {
  try {
    const { absolute } = workspace.paths.at(path);
    if (files.stat(absolute)?.kind !== 'file') return undefined;
    const binding = JSON.parse(files.readText(absolute)) as { readonly chain_head?: unknown };
    const head = binding.chain_head;
    if (typeof head !== 'object' || head === null) return undefined;
    const { seq, hash } = head as { readonly seq?: unknown; readonly hash?: unknown };
    return typeof seq === 'number' && typeof hash === 'string' ? { seq, hash } : undefined;
  } catch (error) {
    // Torn or foreign text pins nothing; what the ledger recorded of it is checked by its digest.
    if (error instanceof SyntaxError || isAssayError(error)) return undefined;
    throw error;
  }
}
