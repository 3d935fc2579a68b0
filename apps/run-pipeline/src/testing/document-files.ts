import { readFileSync } from 'node:fs';

/** A block of a document that belongs into a file. */
export interface DocumentFile {
  readonly line: number;
  /** From the block's first line, a comment that is nothing but the path; relative to the workspace. */
  readonly path: string;
  readonly text: string;
}

/** The blocks of a document whose first line names the file that they go into, in their order. */
export function documentFiles(path: string): readonly DocumentFile[] {
  const files: DocumentFile[] = [];
  const text = readFileSync(path, 'utf8');
  for (const match of text.matchAll(/^```\w+\n(?:#|\/\/) ([\w./-]+\.\w+)\n([\s\S]*?)^```$/gm)) {
    const [, name = '', body = ''] = match;
    files.push({ line: text.slice(0, match.index).split('\n').length, path: name, text: body });
  }
  return files;
}

/** What a document says that its tools answer: the lines of its `text` blocks, with their numbers. */
export function documentAnswers(
  path: string,
): readonly { readonly line: number; readonly text: string }[] {
  const text = readFileSync(path, 'utf8');
  return [...text.matchAll(/^```text\n([\s\S]*?)^```$/gm)].flatMap(({ index, 1: body = '' }) => {
    const first = text.slice(0, index).split('\n').length + 1;
    return body
      .trimEnd()
      .split('\n')
      .map((line, i) => ({ line: first + i, text: line }));
  });
}
