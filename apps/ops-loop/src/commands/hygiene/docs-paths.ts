import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { AssayError } from '@assay/core';
import { nodeFileStore } from '@assay/workspace';
import type { OpsContext } from '../../context.js';
import { askGit } from '../../git/read-git-tree.js';
import { encodeDocPaths, findDocPaths, type DocSpan } from '../../hygiene/find-doc-paths.js';
import { workspaceTree } from '../../hygiene/workspace-tree.js';
import type { OpsOutcome } from '../../outcome.js';

/** What the command was told. */
export interface DocsPathsOptions {
  readonly all?: true;
  readonly changed?: true;
  readonly base?: string;
  readonly fix?: true;
}

interface Finding extends DocSpan {
  readonly file: string;
}

/** Finds paths in inline code that do not exist; with `fix`, marks them as examples. */
export function docsPaths(context: OpsContext, options: DocsPathsOptions): OpsOutcome {
  const { tree } = workspaceTree(context);
  const files =
    options.changed === true
      ? changedFiles(context, tree.root, options.base)
      : allFiles(context, tree.root);
  const store = nodeFileStore(tree.root);
  const isFixed = options.fix === true && !context.settings.dryRun;
  const findings: Finding[] = [];
  for (const file of files) {
    const path = join(tree.root, file);
    if (store.stat(path)?.kind !== 'file') continue;
    const text = store.readText(path);
    const exists = existsFor(tree.root, context.workspace.root, dirname(path));
    const spans = findDocPaths(text, exists).filter(({ kind }) => kind === 'illustrative');
    findings.push(...spans.map((span) => ({ ...span, file })));
    if (isFixed && spans.length > 0) store.writeAtomic(path, encodeDocPaths(text, spans));
  }
  const ok = findings.length === 0 || isFixed;
  const first = findings[0];
  return {
    ok,
    reason: 'paths_found',
    facts: { files: files.length, found: findings.length, fixed: isFixed ? findings.length : 0 },
    data: { files_scanned: files.length, findings: findings.map((one) => ({ ...one })) },
    lines: () =>
      findings.map(({ file, line, column, text }) => `${file}:${line}:${column}  ${text}`),
    ...(!ok && {
      error: {
        code: 'DOCS_PATHS_FOUND' as const,
        message: 'documents show paths that do not exist',
        ...(first && { place: { file: first.file, line: first.line, column: first.column } }),
        found: `${findings.length} in inline code, the first: ${first?.text ?? ''}`,
        expected: 'paths that exist, or slashes written as &#47;',
      },
    }),
    next: ok ? [] : ['ops-loop docs paths --fix'],
  };
}

/** A path is meant from the root of the tree, from the workspace, or from beside the document. */
function existsFor(...folders: readonly string[]): (path: string) => boolean {
  return (path) => {
    const bare = path.replace(/[#?].*$/, '').replace(/:\d+(:\d+)?$/, '');
    return folders.some((folder) => existsSync(normalize(join(folder, bare))));
  };
}

function listed(out: string): readonly string[] {
  const names = out.split('\0').filter((name) => /\.(md|markdown)$/i.test(name));
  return [...new Set(names)].sort();
}

function allFiles(context: OpsContext, root: string): readonly string[] {
  const words = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const answer = askGit(root, words, context.childEnv);
  if (!answer.ok) throw refused(answer.why);
  return listed(answer.out);
}

function changedFiles(context: OpsContext, root: string, base = 'origin/main'): readonly string[] {
  if (base.startsWith('-')) throw refused(`not a commit: ${base}`);
  const diff = (...words: readonly string[]) =>
    askGit(root, ['diff', '--name-only', '-z', ...words], context.childEnv);
  const committed = diff(`${base}...HEAD`, '--');
  if (!committed.ok) throw refused(committed.why);
  const untracked = ['ls-files', '-z', '--others', '--exclude-standard'];
  const others = askGit(root, untracked, context.childEnv);
  return listed(committed.out + diff('HEAD', '--').out + others.out);
}

function refused(why: string): AssayError {
  return new AssayError('USAGE', 'git does not say what changed', {
    found: why,
    expected: 'a commit to compare with: --base NAME',
  });
}
