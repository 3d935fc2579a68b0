import { isAssayError, type Diagnostic } from '@assay/core';
import { expect, test } from 'vitest';
import { BENCHES } from './catalogue.js';
import { HELP, parseCommandLine } from './command-line.js';

function complaint(...argv: readonly string[]): Diagnostic & { readonly exitCode: number } {
  try {
    parseCommandLine(argv);
  } catch (error) {
    if (isAssayError(error)) return { ...error.diagnostic, exitCode: error.exitCode };
    throw error;
  }
  throw new Error(`accepted: ${argv.join(' ')}`);
}

test('without words all benches run', () => {
  expect(parseCommandLine([])).toEqual({
    names: BENCHES.map(({ name }) => name),
    isHelp: false,
    isJson: false,
    isWrite: false,
  });
});

test.each([
  [['sma-cross/fused'], ['sma-cross/fused']],
  [['indicators'], ['sma', 'ema', 'rsi', 'atr'].map((name) => `indicators/${name}`)],
  [
    ['workers', 'sma-cross/fused', '--json'],
    ['sma-cross/fused', 'workers/two'],
  ],
])('%j runs %j', (argv, names) => {
  expect(parseCommandLine(argv).names).toEqual(names);
});

test.each([
  [['--write', '--date', '2026-03-01'], { isWrite: true, date: '2026-03-01' }],
  [['--write', '--date=2026-03-01'], { isWrite: true, date: '2026-03-01' }],
  [['--compare', 'a.json'], { compare: 'a.json' }],
  [['--compare=a=b.json'], { compare: 'a=b.json' }],
  [['--json'], { isJson: true }],
  [['--help'], { isHelp: true }],
  [['-h'], { isHelp: true }],
])('%j is understood', (argv, expected) => {
  expect(parseCommandLine(argv)).toMatchObject(expected);
});

test.each([
  [['sma-cros/fused'], 'sma-cros/fused', 'did you mean sma-cross/fused?'],
  [['pipline'], 'pipline', 'did you mean pipeline?'],
  [['something-else-entirely'], 'something-else-entirely', 'a bench that --help lists'],
  [['--jsn'], '--jsn', 'did you mean --json?'],
  [['--baselines=x'], '--baselines', 'an option that --help lists'],
  [['--json=yes'], '--json=yes', '--json'],
  [['--compare'], '--compare', '--compare <value>'],
  [['--compare='], '--compare', '--compare <value>'],
  [['--write', '--date', 'today'], 'today', 'a day such as 2026-03-01'],
  [['--date', '2026-03-01'], '--date', '--write --date <day>'],
  [['--write', '--compare', 'a.json'], '--write --compare', 'one of them'],
])('%j is a usage error', (argv, found, expected) => {
  expect(complaint(...argv)).toMatchObject({ code: 'USAGE', exitCode: 2, found, expected });
});

test('the help names every bench and option, within 80 columns', () => {
  for (const { name } of BENCHES) expect(HELP).toContain(`\n  ${name} `);
  for (const option of ['--json', '--write', '--date', '--compare', '--help']) {
    expect(HELP).toContain(option);
  }
  expect(HELP.split('\n').filter((line) => line.length > 80)).toEqual([]);
});
