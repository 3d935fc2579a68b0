import { cpSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { formatDiagnostic } from '@assay/core';
import { afterEach, describe, expect, test } from 'vitest';
import { bundleStrategy, type StrategyBundle } from './bundle-strategy.js';
import {
  LIBS,
  temporaryWorkspace,
  type TemporaryWorkspace,
} from './testing/temporary-workspace.js';

const STRATEGY = 'strategies/Small/strategy.ts';
const SMALL = `// a comment
import { sma } from '@assay/indicators/trend/sma';
import { bodyRatio } from '../../indicators/price/body-ratio';
import { defineStrategy } from '@assay/strategy';
export const STRATEGY_SIGNATURE = { version: 1 } as const;
export default defineStrategy({
  name: 'Small', timeframe: '1h', signature: STRATEGY_SIGNATURE,
  prepareIndicators(bars) { return { fast: sma(bars.close, 3), body: bodyRatio(bars) }; },
  checkEntry(ctx) { return ctx.col('fast') > ctx.close ** 2 ? { direction: 1, tag: \`ü
line\` } : null; },
  checkExit() { return false; },
});
`;
const BODY_RATIO = `import type { Bars } from '@assay/core';
/** Body over range. */
export function bodyRatio(bars: Bars): Float64Array {
  return Float64Array.from(bars.close, (close, i) => close - (bars.open[i] as number));
}
`;

const made: TemporaryWorkspace[] = [];
function workspace(files: Readonly<Record<string, string>>): TemporaryWorkspace {
  const created = temporaryWorkspace(files);
  made.push(created);
  return created;
}
afterEach(() => {
  for (const each of made.splice(0)) each.remove();
});

const SMALL_FILES = { [STRATEGY]: SMALL, 'indicators/price/body-ratio.ts': BODY_RATIO };

async function bundle(root: string, sdkRoot = LIBS): Promise<StrategyBundle> {
  const result = await bundleStrategy({
    strategyFile: join(root, STRATEGY),
    workspaceRoot: root,
    sdkRoot,
  });
  if (!result.ok) throw new Error(result.error.map(formatDiagnostic).join('\n'));
  return result.value;
}

async function refusals(files: Readonly<Record<string, string>>): Promise<string[]> {
  const { root } = workspace(files);
  const result = await bundleStrategy({
    strategyFile: join(root, STRATEGY),
    workspaceRoot: root,
    sdkRoot: LIBS,
  });
  if (result.ok) throw new Error('the bundle was made');
  return result.error.map((found) => {
    const { file, line, column } = found.place ?? { file: '-' };
    return `${found.code} ${file}:${line ?? 0}:${column ?? 0}`;
  });
}

describe('the hash of a bundle', () => {
  test('is the same from another folder and with CRLF line ends and a byte order mark', async () => {
    const first = await bundle(workspace(SMALL_FILES).root);
    const foreign = Object.fromEntries(
      Object.entries(SMALL_FILES).map(([path, text]) => [
        path,
        `\uFEFF${text.replaceAll('\n', '\r\n')}`,
      ]),
    );
    const second = await bundle(workspace(foreign).root);
    expect(second.code).toBe(first.code);
    expect(second.sha256).toBe(first.sha256);
    expect(second.modules.map(({ name, sha256 }) => [name, sha256])).toEqual(
      first.modules.map(({ name, sha256 }) => [name, sha256]),
    );
  });

  test('is the same from a copy of the library sources in another folder', async () => {
    const { root } = workspace(SMALL_FILES);
    const sdk = workspace({}).root;
    for (const name of ['core', 'indicators', 'strategy']) {
      mkdirSync(join(sdk, name));
      cpSync(join(LIBS, name, 'src'), join(sdk, name, 'src'), { recursive: true });
    }
    expect((await bundle(root, sdk)).sha256).toBe((await bundle(root)).sha256);
  });

  test('does not depend on comments, formatting and types', async () => {
    const first = await bundle(workspace(SMALL_FILES).root);
    const reformatted = SMALL.replace('// a comment\n', '/* other */\n\n').replace(
      'checkExit() { return false; }',
      'checkExit(): boolean {\n    return false; // never\n  }',
    );
    expect((await bundle(workspace({ ...SMALL_FILES, [STRATEGY]: reformatted }).root)).sha256).toBe(
      first.sha256,
    );
  });

  test('changes with the logic of the strategy and of an indicator that it imports', async () => {
    const { sha256 } = await bundle(workspace(SMALL_FILES).root);
    const files = { ...SMALL_FILES, [STRATEGY]: SMALL.replace(', 3)', ', 4)') };
    expect((await bundle(workspace(files).root)).sha256).not.toBe(sha256);
    const other = BODY_RATIO.replace('close -', 'close +');
    const changed = workspace({ ...SMALL_FILES, 'indicators/price/body-ratio.ts': other });
    expect((await bundle(changed.root)).sha256).not.toBe(sha256);
  });
});

describe('a bundle', () => {
  test('of a fixed strategy has exactly the bytes of the golden file', async () => {
    const files = {
      [STRATEGY]: SMALL.replace(/import \{ sma.*\n/, '').replace(
        'sma(bars.close, 3)',
        'bars.close',
      ),
    };
    const { code } = await bundle(workspace({ ...SMALL_FILES, ...files }).root);
    await expect(code).toMatchFileSnapshot('testing/small-strategy.bundle.js.golden');
  });

  test('names its modules by their place and lists those that left something in it', async () => {
    const { root } = workspace(SMALL_FILES);
    const { code, modules } = await bundle(root);
    expect(code).not.toContain(root);
    expect(code).not.toContain(LIBS);
    const names = modules.map(({ name }) => name);
    expect(names).toContain('ws/strategies/Small/strategy.ts');
    expect(names).toContain('ws/indicators/price/body-ratio.ts');
    expect(names).toContain('lib/indicators/src/trend/sma.ts');
    expect(names).not.toContain('lib/core/src/errors/error-catalogue.ts');
    expect(names).toEqual([...names].sort());
  });

  test('lowers every power to Math.pow, which the guard replaces', async () => {
    const { code } = await bundle(workspace(SMALL_FILES).root);
    expect(code).not.toContain('**');
    expect(code).toContain('Math.pow');
  });

  test('contains no import that could reach a module at run time', async () => {
    const { code } = await bundle(workspace(SMALL_FILES).root);
    expect(code).not.toMatch(/\b(import|require)\b/);
  });
});

const FORBIDDEN: readonly (readonly [string, string])[] = [
  ['a module of the host', `import { readFileSync } from 'node:fs'; export default readFileSync;`],
  ['a module of the host without its prefix', `import fs from 'fs'; export default fs;`],
  ['a package', `import x from 'lodash'; export default x;`],
  ['the core library', `import { pow } from '@assay/core'; export default pow;`],
  ['the engine', `import { x } from '@assay/engine'; export default x;`],
  ['all indicators at once', `import * as x from '@assay/indicators'; export default x;`],
  [
    'an indicator path that climbs',
    `import x from '@assay/indicators/../core/src/index'; export default x;`,
  ],
  ['an absolute path', `import x from '/etc/passwd'; export default x;`],
  ['a data URL', `import x from 'data:text/javascript,export default 1'; export default x;`],
  ['a dynamic import', `export default import('@assay/strategy');`],
  ['a require', `export default require('@assay/strategy');`],
  ['a re-export', `export * from 'node:os'; export default 1;`],
];

describe('an import that is not allowed', () => {
  test.each(FORBIDDEN)('is refused with its place: %s', async (_name, source) => {
    const [found] = await refusals({ [STRATEGY]: `\n${source}` });
    expect(found).toMatch(/^FORBIDDEN_IMPORT strategies\/Small\/strategy\.ts:2:\d+$/);
  });

  test('is refused when it leaves the folders of strategy and indicators', async () => {
    const files = {
      'strategies/Other/rules.ts': 'export const a = 1;',
      'secret.ts': 'export const b = 1;',
      [STRATEGY]: `import { a } from '../Other/rules';\nimport { b } from '../../secret';\nexport default a + b;`,
    };
    expect(await refusals(files)).toEqual([
      `FORBIDDEN_IMPORT ${STRATEGY}:1:19`,
      `FORBIDDEN_IMPORT ${STRATEGY}:2:19`,
    ]);
  });

  test('is refused when a link inside the workspace leads out of it', async () => {
    const outside = workspace({ 'evil.ts': 'export const a = 1;' });
    const { root } = workspace({ [STRATEGY]: `import { a } from './evil';\nexport default a;` });
    symlinkSync(join(outside.root, 'evil.ts'), join(root, 'strategies/Small/evil.ts'));
    const result = await bundleStrategy({
      strategyFile: join(root, STRATEGY),
      workspaceRoot: root,
      sdkRoot: LIBS,
    });
    expect(result.ok ? [] : result.error.map(({ code }) => code)).toEqual(['FORBIDDEN_IMPORT']);
  });

  test('is found in an indicator of the workspace, too', async () => {
    const files = {
      [STRATEGY]: `import { a } from '../../indicators/price/a';\nexport default a;`,
      'indicators/price/a.ts': `\n\nimport os from 'os';\nexport const a = os;`,
    };
    expect(await refusals(files)).toEqual(['FORBIDDEN_IMPORT indicators/price/a.ts:3:16']);
  });
});

describe('a source that cannot be bundled', () => {
  test('is a syntax finding with line and column in code units', async () => {
    expect(await refusals({ [STRATEGY]: `export default 'ü' 1;` })).toEqual([
      `STRATEGY_SYNTAX ${STRATEGY}:1:20`,
    ]);
  });

  test.each([
    ['a missing module', `import { a } from './gone';\nexport default a;`, 'STRATEGY_SYNTAX'],
    [
      'an unknown indicator',
      `import { a } from '@assay/indicators/trend/none';\nexport default a;`,
      'INDICATOR_UNKNOWN',
    ],
    [
      'a name that is not exported',
      `import { gone } from '@assay/strategy';\nexport default gone;`,
      'STRATEGY_SYNTAX',
    ],
  ])('names its place: %s', async (_name, source, code) => {
    const [found] = await refusals({ [STRATEGY]: source });
    expect(found).toMatch(new RegExp(`^${code} strategies/Small/strategy\\.ts:1:\\d+$`));
  });

  test('is refused when it is not UTF-8', async () => {
    const { root, write } = workspace({});
    const strategyFile = write(STRATEGY, Uint8Array.from([0x65, 0xff, 0xfe]));
    const result = await bundleStrategy({ strategyFile, workspaceRoot: root, sdkRoot: LIBS });
    expect(result.ok ? [] : result.error.map(({ code }) => code)).toEqual(['STRATEGY_SYNTAX']);
  });
});
