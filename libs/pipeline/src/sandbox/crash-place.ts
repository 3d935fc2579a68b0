import type { Place } from '@assay/core';
import type { StackFrame } from './error-stacks.js';

/** Where in the sources a strategy failed, as far as its bundle tells. */
export interface CrashPlace {
  readonly place: Place;
  /** The line of the bundle, trimmed: comments, types and formatting of the source are gone from it. */
  readonly statement: string;
}

/** Modules are announced in a bundle by a comment with their place in workspace or library. */
const MODULE_COMMENT = /^\s*\/\/ (ws|lib):(\S+)$/;

/**
 * Finds the innermost frame inside the workspace's own modules (or else inside the bundle at all) and
 * names its module and statement. Lines of sources are not known: the bundle keeps no map, so that
 * comments and formatting do not change its hash.
 */
export function crashPlace(
  code: string,
  script: string,
  frames: readonly StackFrame[],
): CrashPlace | undefined {
  const lines = code.split('\n');
  const places = frames
    .filter((frame) => frame.file === script)
    .map((frame) => describe(lines, script, frame));
  return places.find(({ isOwn }) => isOwn) ?? places[0];
}

function describe(
  lines: readonly string[],
  script: string,
  { line, column }: StackFrame,
): CrashPlace & { readonly isOwn: boolean } {
  const statement = (lines[line - 1] ?? '').trim().slice(0, 120);
  for (let at = line - 1; at >= 0; at -= 1) {
    const [, origin, path] = MODULE_COMMENT.exec(lines[at] ?? '') ?? [];
    if (path === undefined) continue;
    const isOwn = origin === 'ws';
    return { place: { file: isOwn ? path : `lib/${path}` }, statement, isOwn };
  }
  return { place: { file: script, line, column }, statement, isOwn: false };
}
