/** What an inline code span with a slash is. */
export type SpanKind =
  'encoded' | 'url' | 'command' | 'local_path' | 'branch' | 'package' | 'real' | 'illustrative';

/** A span of inline code that holds a slash. */
export interface DocSpan {
  /** 1-based. */
  readonly line: number;
  readonly column: number;
  readonly text: string;
  readonly kind: SpanKind;
}

const BRANCH = /^(origin|upstream|heads|refs|feature|feat|fix|release|hotfix|chore)\//;
const FENCE = /^\s{0,3}(`{3,}|~{3,})/;

function kindOf(text: string, exists: (path: string) => boolean): SpanKind {
  if (!text.includes('/')) return 'encoded';
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return 'url';
  if (/\s/.test(text.trim())) return 'command';
  if (/^(\.{1,2}\/|~\/|\/)/.test(text)) return 'local_path';
  if (exists(text)) return 'real';
  if (/^@[a-z0-9-]+\/[a-z0-9.-]+/i.test(text)) return 'package';
  return BRANCH.test(text) ? 'branch' : 'illustrative';
}

/**
 * Finds the spans of inline code that hold a slash, or its encoding, outside of fenced blocks.
 *
 * @param exists - Whether a path is there, as seen from this document.
 */
export function findDocPaths(text: string, exists: (path: string) => boolean): readonly DocSpan[] {
  const spans: DocSpan[] = [];
  let fence: string | undefined;
  for (const [index, line] of text.split('\n').entries()) {
    const mark = FENCE.exec(line)?.[1];
    if (fence !== undefined) {
      if (mark?.startsWith(fence)) fence = undefined;
      continue;
    }
    if (mark !== undefined) {
      fence = mark;
      continue;
    }
    for (const match of line.matchAll(/(?<!`)`([^`]+)`(?!`)/g)) {
      const inner = match[1] ?? '';
      if (!inner.includes('/') && !inner.includes('&#47;')) continue;
      const span = { line: index + 1, column: match.index + 2, text: inner };
      spans.push({ ...span, kind: kindOf(inner, exists) });
    }
  }
  return spans;
}

/** The document with every slash of these spans written as `&#47;`; nothing else changes. */
export function encodeDocPaths(text: string, spans: readonly DocSpan[]): string {
  const lines = text.split('\n');
  // From the right, so that columns before stay true.
  for (const { line, column, text: inner } of [...spans].sort((a, b) => b.column - a.column)) {
    const old = lines[line - 1] ?? '';
    const encoded = inner.replaceAll('/', '&#47;');
    lines[line - 1] = old.slice(0, column - 1) + encoded + old.slice(column - 1 + inner.length);
  }
  return lines.join('\n');
}
