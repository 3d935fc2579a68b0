import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { documentCommands } from '../testing/document-commands.js';
import { documentAnswers, documentFiles } from '../testing/document-files.js';
import { builtTool, REPOSITORY, runDocument } from '../testing/spawn-tool.js';
import type { RunDocument } from '../testing/spawn-tool.js';
import { temporaryFolder } from '../testing/workspace-maker.js';

const TOOLS = [
  'run-pipeline',
  'reset-directive',
  'provision-strategy',
  'integrity-sweep',
  'ops-loop',
];
const PARTS = ['Terms', 'Rules', 'Failure table', 'Boundaries', 'Example'];
const TUTORIAL = join(REPOSITORY, 'docs/tutorial.md');
const COOKBOOK = join(REPOSITORY, 'docs/cookbook.md');

/** A reader's machine: an empty folder, and the tools by their names. */
function reader(): { readonly folder: string; readonly env: Record<string, string> } {
  const home = temporaryFolder();
  const bin = join(home, 'bin');
  mkdirSync(bin);
  for (const tool of TOOLS) {
    const path = join(bin, tool);
    writeFileSync(path, `#!/bin/sh\nexec "${process.execPath}" "${builtTool(tool)}" "$@"\n`);
    chmodSync(path, 0o755);
  }
  const env = {
    HOME: home,
    PATH: `${bin}:${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`,
    LANG: 'C.UTF-8',
    NO_COLOR: '1',
  };
  return { folder: temporaryFolder(), env };
}

interface Followed {
  /** The folder that the reader stands in at the end. */
  readonly folder: string;
  readonly problems: readonly string[];
}

/** Does what a document says from top to bottom: commands, files, and holds the answers against it. */
function follow(path: string): Followed {
  const { folder: start, env } = reader();
  let folder = start;
  let said = '';
  const problems: string[] = [];
  const steps = [
    ...documentCommands(path).map((command) => ({ ...command, kind: 'command' as const })),
    ...documentFiles(path).map((file) => ({ ...file, kind: 'file' as const })),
    ...documentAnswers(path).map((answer) => ({ ...answer, kind: 'answer' as const })),
  ].sort((a, b) => a.line - b.line);
  for (const step of steps) {
    if (step.kind === 'file') {
      mkdirSync(dirname(join(folder, step.path)), { recursive: true });
      writeFileSync(join(folder, step.path), step.text);
    } else if (step.kind === 'answer') {
      if (!said.includes(step.text))
        problems.push(`${step.line}: nobody says ${step.text}\n${said}`);
    } else if (step.text.startsWith('cd ')) {
      folder = resolve(folder, step.text.slice(3));
    } else {
      const ended = spawnSync('bash', ['-c', step.text], { cwd: folder, env, encoding: 'utf8' });
      said = `${ended.stdout}\n${ended.stderr}`;
      if (ended.status !== step.exit) {
        problems.push(`${step.line}: ${step.text} ended with ${ended.status}\n${said}`);
      }
    }
  }
  return { folder, problems };
}

describe('the tutorial', () => {
  test('every command does what it says, from an idea to a strategy that is no longer watched', () => {
    expect(documentCommands(TUTORIAL).length).toBeGreaterThan(12);
    expect(documentAnswers(TUTORIAL).length).toBeGreaterThan(4);
    expect(follow(TUTORIAL).problems).toEqual([]);
  });
});

describe('the cookbook', () => {
  /** Outcome that the page promises, by directive. */
  const promised = new Map(
    readFileSync(COOKBOOK, 'utf8')
      .split(/^## (?=\d)/m)
      .slice(1)
      .map((section) => [
        /active\/(\w+)\.txt/.exec(section)?.[1] ?? section,
        /^Ends: (\w+)\.$/m.exec(section)?.[1] ?? 'no end',
      ]),
  );

  test('has ten strategies, two of them by hand', () => {
    const paths = documentFiles(COOKBOOK).map(({ path }) => path);
    expect(promised.size).toBe(10);
    expect(paths.filter((path) => path.startsWith('backtest_directives/active/'))).toHaveLength(10);
    expect(paths.filter((path) => path.endsWith('/strategy.ts'))).toHaveLength(2);
  });

  test('each strategy ends as its page says', () => {
    const { folder, problems } = follow(COOKBOOK);
    expect(problems).toEqual([]);
    const { document } = runDocument<RunDocument>('run-pipeline.run', [...promised.keys()], folder);
    const ended = document.directives.map(({ id, state, runs }) => {
      expect(state, id).toBe('PORTFOLIO_COMPLETE');
      const outcomes = new Set(runs.map(({ outcome }) => outcome));
      return [id, [...outcomes].join(' and ')];
    });
    expect(new Map(ended as [string, string][])).toEqual(promised);
  });
});

describe('concept pages', () => {
  const pages = [
    ...['compare', 'directive', 'engine', 'integrity-sweep', 'ledger-and-evidence', 'lifecycle'],
    ...[
      'market-data',
      'out-of-scope',
      'strategy',
      'workbooks',
      'workspace',
      'cookbook',
      'tutorial',
    ],
  ];

  test.each(pages)('docs/%s.md has the five parts, in their order', (page) => {
    const text = readFileSync(join(REPOSITORY, `docs/${page}.md`), 'utf8');
    const parts = [...text.matchAll(/^## (Terms|Rules|Failure table|Boundaries|Example)/gm)];
    expect(parts.map((part) => part[1])).toEqual(PARTS);
  });

  test.each([
    ...[
      'directive',
      'strategy',
      'run',
      'run id',
      'attempt',
      'stage',
      'gate',
      'HARD_STOP',
      'ledger',
    ],
    ...['master sheet', 'artifact', 'capsule', 'manifest', 'zombie', 'orphan', 'signature'],
    ...['hollow', 'recipe', 'promoted', 'evidence', 'bundle', 'pin', 'workspace'],
  ])('the word "%s" is a term of a page', (word) => {
    const folders = ['docs', 'docs/ops'].map((path) => join(REPOSITORY, path));
    const texts = folders.flatMap((folder) =>
      readdirSync(folder)
        .filter((name) => name.endsWith('.md'))
        .map((name) => readFileSync(join(folder, name), 'utf8')),
    );
    expect(texts.some((text) => text.includes(`\n| ${word} | `))).toBe(true);
  });

  test.each(pages)('every code in the failure table of docs/%s.md is in the catalogue', (page) => {
    const text = readFileSync(join(REPOSITORY, `docs/${page}.md`), 'utf8');
    const [, table = ''] = /^## Failure table\n([\s\S]*?)^## /m.exec(text) ?? [];
    const first = [...table.matchAll(/^\| ([^|]*) \|/gm)].map(([, cell]) => cell ?? '').join(' ');
    const codes = [...first.matchAll(/`([A-Z][A-Z0-9]*_[A-Z0-9_]+)`/g)].map(([, code]) => code);
    const known = readFileSync(join(REPOSITORY, 'docs/errors.md'), 'utf8');
    const tokens = ['P76_NOT_READY'];
    expect(
      codes.filter((code) => !known.includes(`id="${code}"`) && !tokens.includes(code ?? '')),
    ).toEqual([]);
  });

  test('the example of the workspace page does what it says', () => {
    expect(follow(join(REPOSITORY, 'docs/workspace.md')).problems).toEqual([]);
  });
});
