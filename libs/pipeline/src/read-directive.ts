import type { Diagnostic } from '@assay/core';
import { parseDirective, type DirectiveModel } from '@assay/directive';
import type { DirectiveFile } from './inputs/directive-files.js';
import type { Session } from './session.js';

/** Parses a directive's file; every problem at once. */
export function readDirective(
  session: Pick<Session, 'files'>,
  file: DirectiveFile,
): { readonly model?: DirectiveModel; readonly diagnostics: readonly Diagnostic[] } {
  return parseDirective({ file: file.path, bytes: session.files.readFile(file.path) });
}
