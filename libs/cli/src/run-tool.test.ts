import { diagnostic, ERROR_CATALOGUE, EXIT_CODES, type ErrorCode } from '@assay/core';
import { describe, expect, test } from 'vitest';
import type { ToolDefinition } from './index.js';
import { call } from './testing/sample-host.js';

describe('global flags', () => {
  const asked = { ids: ['A'], workspace: 'W', waitMs: 60_000 };

  test.each([
    ['before', ['--workspace', 'W', '--json', '--wait', '60s', 'A']],
    ['after', ['A', '--workspace', 'W', '--json', '--wait', '60s']],
    ['joined', ['A', '--workspace=W', '--json', '--wait=60s']],
  ])('they stand %s the words of the command', async (_, argv) => {
    const { exit, out } = await call(argv);
    expect(exit).toBe(0);
    expect(JSON.parse(out)).toMatchObject(asked);
  });

  test.each([[['--json', 'data', 'inspect', 'f']], [['data', 'inspect', 'f', '--json']]])(
    'they stand before or after a nested command: %j',
    async (argv) => {
      expect(JSON.parse((await call(argv)).out)).toMatchObject({ ok: true, file: 'f' });
    },
  );

  test('--quiet silences talk, not results', async () => {
    expect((await call(['data', 'inspect', 'f'])).err).toBe('reading f\n');
    expect((await call(['data', 'inspect', 'f', '--quiet'])).err).toBe('');
    expect((await call(['A', '--quiet'])).out).toBe('ran A\n');
  });

  test('a word after -- is never a flag', async () => {
    expect(await call(['A', '--', '--json'])).toMatchObject({ out: 'ran A --json\n' });
  });
});

describe('a wrong command line exits 2 and says what was meant', () => {
  test.each([
    [['A', '--symbls', 'x'], "unknown option '--symbls'", 'did you mean --symbols?'],
    [['--jsn'], "unknown option '--jsn'", 'did you mean --json?'],
    [['data', 'inspct', 'f'], "unknown command 'inspct'", 'did you mean inspect?'],
    [['data'], 'a command is missing', 'one of: inspect'],
    [['data', 'inspect'], "missing required argument 'file'", undefined],
    [['data', 'inspect', 'f', 'g'], "too many arguments for 'inspect'", undefined],
    [
      ['A', '--wait', '5x'],
      "option '--wait <duration>' argument '5x' is invalid",
      'a whole number',
    ],
    [['data', 'inspect', '--dep'], "unknown option '--dep'", 'did you mean --deep?'],
    [['completion', 'tcsh'], "argument value 'tcsh' is invalid", 'bash, zsh, fish'],
  ])('%j', async (argv, message, expected) => {
    const { exit, out, err } = await call(argv);
    expect(exit).toBe(EXIT_CODES.usage);
    expect(out).toBe('');
    expect(err).toContain(message);
    if (expected !== undefined) expect(err).toContain(expected);
    expect(err).toMatch(/next: {5}See `sample.* --help`\.\n$/);
  });
});

describe('--json prints exactly one document, whatever happens', () => {
  test.each([
    ['a result', ['A'], 0, { schema: 'sample.run/1', ok: true, ids: ['A'] }],
    ['the help', ['--help'], 0, { schema: 'sample.help/1', ok: true }],
    ['the version', ['--version'], 0, { schema: 'sample.version/1', ok: true, version: '1.2.3' }],
    ['a script', ['completion', 'bash'], 0, { schema: 'sample.completion/1', ok: true }],
    ['a wrong flag', ['--nope'], 2, { schema: 'error/1', ok: false, error: { code: 'USAGE' } }],
    ['a failure', ['fail'], 1, { ok: false, error: { code: 'DISK_FULL', found: 'ENOSPC' } }],
    ['a defect', ['crash'], 70, { ok: false, error: { code: 'INTERNAL' } }],
    [
      'a result with findings',
      ['check'],
      3,
      { schema: 'sample.check/1', ok: false, checked: 2, error: { code: 'ARTIFACT_MISSING' } },
    ],
  ])('%s', async (_, argv, exit, document) => {
    const record = await call([...argv, '--json']);
    expect(record.exit).toBe(exit);
    expect(JSON.parse(record.out)).toMatchObject(document);
    expect(record.out.endsWith('}\n')).toBe(true);
  });

  test('an error has all five members, null where nothing was said', async () => {
    const { out } = await call(['--json', 'data', 'inspect']);
    expect(JSON.parse(out).error).toEqual({
      code: 'USAGE',
      message: "missing required argument 'file'",
      found: 'file',
      expected: null,
      next: 'See `sample data inspect --help`.',
    });
  });
});

test('findings are drawn on stderr, the result on stdout', async () => {
  const { out, err } = await call(['check']);
  expect(out.split('\n')).toEqual([
    'symbol   trades',
    '───────  ──────',
    'EURUSD    1,204',
    '日経225       7',
    '',
  ]);
  expect(err.split('\n')).toEqual([
    'warning VIEW_STALE: the master sheet is open elsewhere',
    '  next:     Close the file; the next command refreshes it.',
    'error RUN_FAILED: one run failed',
    '  found:    EURUSD',
    '  expected: no failed run',
    '  next:     See the failing run; when its cause is gone, reset-directive <ID> --reason "…".',
    'runs/a:3: error ARTIFACT_MISSING: an artifact is gone',
    '  next:     Restore runs/<RUN_ID> from a backup, or reset the directive.',
    '',
  ]);
});

test('a defect leaves one line on stderr that names the log, also when quiet', async () => {
  const { exit, err } = await call(['crash', '--quiet', '--workspace', '/w']);
  expect(exit).toBe(70);
  expect(err).toBe('INTERNAL: sample 1.2.3 has a defect: a defect. Report it with /w/crash.log\n');
});

test('a result that cannot be rendered is a defect', async () => {
  const tool: ToolDefinition = {
    name: 'broken',
    version: '0',
    summary: 'x',
    examples: [],
    build({ main, handle }) {
      main().action(
        handle(() => ({
          schema: 'x/1',
          text: () => {
            throw new TypeError('no text');
          },
        })),
      );
    },
  };
  expect(await call([], { tool })).toMatchObject({ exit: 70, out: '' });
});

test('the exit code of several errors is the one with precedence', async () => {
  const endWith = (codes: readonly ErrorCode[]): ToolDefinition => ({
    name: 'many',
    version: '0',
    summary: 'x',
    examples: [],
    build({ main, handle }) {
      const diagnostics = codes.map((code) => diagnostic(code, 'found'));
      main().action(handle(() => ({ schema: 'x/1', diagnostics })));
    },
  });
  const cases: readonly (readonly [readonly ErrorCode[], number])[] = [
    [['RUN_FAILED', 'USAGE'], 2],
    [['USAGE', 'WORKSPACE_BUSY'], 5],
    [['WORKSPACE_BUSY', 'ARTIFACT_MISSING', 'RUN_FAILED'], 3],
    [['ARTIFACT_MISSING', 'INTERRUPTED'], 130],
  ];
  for (const [codes, exit] of cases) {
    expect((await call([], { tool: endWith(codes) })).exit, codes.join(' ')).toBe(exit);
  }
});

test('every error of the catalogue can end a tool with its own exit code', async () => {
  for (const [code, { exit }] of Object.entries(ERROR_CATALOGUE)) {
    const tool: ToolDefinition = {
      name: 'one',
      version: '0',
      summary: 'x',
      examples: [],
      build: ({ main, handle }) => {
        const found = diagnostic(code as ErrorCode, 'found', {
          severity: exit === 'success' ? 'warning' : 'error',
        });
        main().action(handle(() => ({ schema: 'x/1', diagnostics: [found] })));
      },
    };
    expect((await call(['--json'], { tool })).exit, code).toBe(EXIT_CODES[exit]);
  }
});

describe('colours', () => {
  test('a terminal gets them', async () => {
    const { out, err } = await call(['check'], { isTty: true });
    expect(out).toContain('\u001b[1msymbol');
    expect(err).toContain('\u001b[31m');
  });

  test.each([
    ['--no-color', ['check', '--no-color'], {}, true],
    ['NO_COLOR', ['check'], { NO_COLOR: '1' }, true],
    ['a dumb terminal', ['check'], { TERM: 'dumb' }, true],
    ['a pipe', ['check'], {}, false],
  ])('%s turns them off', async (_, argv, env, isTty) => {
    const { out, err } = await call(argv, { env, isTty });
    expect(out + err).not.toContain('\u001b[3');
    expect(out).not.toContain('\u001b');
  });
});
