import { diagnostic, err, ok, type Diagnostic, type Place, type Result } from '@assay/core';
import { isNode, type AstNode } from './ast-node.js';

/** A parsed TypeScript module. */
export interface SourceTree {
  /** Shown in findings. */
  readonly file: string;
  /** The text without byte order mark; offsets of the nodes count from here. */
  readonly text: string;
  /** The `Program` node. */
  readonly program: AstNode;
  readonly comments: readonly AstNode[];
}

/** Splits a byte order mark off a text. */
export function splitByteOrderMark(text: string): { readonly mark: string; readonly body: string } {
  return text.startsWith('\uFEFF')
    ? { mark: '\uFEFF', body: text.slice(1) }
    : { mark: '', body: text };
}

/**
 * Parses a strategy or indicator source. The parser is loaded at the first call: it costs 40 ms that
 * a command without strategies must not pay. A syntax error becomes STRATEGY_SYNTAX with its place.
 */
export async function parseSource(
  text: string,
  file: string,
): Promise<Result<SourceTree, Diagnostic[]>> {
  const { parse } = await import('./babel-parser.js');
  const { body } = splitByteOrderMark(text);
  try {
    const tree: unknown = parse(body, {
      sourceType: 'module',
      plugins: ['typescript'],
      createImportExpressions: true,
      attachComment: false,
    });
    const program = (tree as { readonly program?: unknown }).program;
    const comments = (tree as { readonly comments?: unknown }).comments;
    if (!isNode(program)) throw new Error('the parser returned no program');
    return ok({
      file,
      text: body,
      program,
      comments: Array.isArray(comments) ? comments.filter(isNode) : [],
    });
  } catch (error) {
    return err([syntaxFinding(error, file)]);
  }
}

/** Rethrows what is not the parser's verdict on the text: that would be a defect of ours. */
function syntaxFinding(error: unknown, file: string): Diagnostic {
  // Very deep nesting ends the parser's recursion; that is a property of the text, too.
  if (error instanceof RangeError) {
    return diagnostic('STRATEGY_SYNTAX', 'The source is nested too deeply to be parsed.', {
      place: { file },
    });
  }
  if (!(error instanceof SyntaxError)) throw error;
  const { loc } = error as { readonly loc?: { readonly line?: number; readonly column?: number } };
  const message = error.message.replace(/\s*\(\d+:\d+\)\s*$/, '');
  const place: Place =
    loc?.line === undefined ? { file } : { file, line: loc.line, column: (loc.column ?? 0) + 1 };
  return diagnostic('STRATEGY_SYNTAX', message, { place });
}

/** Where a node stands, for a finding; the beginning of the file without one. */
export function placeOf(tree: SourceTree, node: AstNode | undefined): Place {
  if (!node) return { file: tree.file, line: 1, column: 1 };
  return { file: tree.file, line: node.loc.start.line, column: node.loc.start.column + 1 };
}
