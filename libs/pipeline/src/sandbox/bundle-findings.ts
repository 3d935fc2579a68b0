import { diagnostic, type Diagnostic, type Place } from '@assay/core';
import type { BuildFailure, Location, Message } from 'esbuild';

/** True for esbuild's verdict on the sources, as opposed to a defect of ours. */
export function isBuildFailure(error: unknown): error is BuildFailure {
  return error instanceof Error && Array.isArray((error as Partial<BuildFailure>).errors);
}

/** Turns esbuild's messages into findings with a place in the workspace. */
export function findingsOfFailure(failure: BuildFailure): Diagnostic[] {
  return failure.errors.map((message) => {
    const place = placeOf(message.location);
    const own = ownFinding(message);
    if (own) return place ? { ...own, place } : own;
    return diagnostic('STRATEGY_SYNTAX', message.text, place ? { place } : {});
  });
}

function ownFinding(message: Message): Diagnostic | undefined {
  const detail = message.detail as Diagnostic | undefined;
  return detail !== undefined && typeof detail.code === 'string' ? detail : undefined;
}

function placeOf(location: Location | null): Place | undefined {
  if (!location) return undefined;
  // esbuild counts columns in UTF-8 bytes; an editor counts code units.
  const before = Buffer.from(location.lineText, 'utf8')
    .subarray(0, location.column)
    .toString('utf8');
  return {
    file: location.file.replace(/^ws:/, ''),
    line: location.line,
    column: before.length + 1,
  };
}
