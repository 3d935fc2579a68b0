import { isAssayError } from '@assay/core';
import { describe, expect, test } from 'vitest';
import { helpText, parseCommandLine } from './command-line.js';

const NAMES = {
  scenarios: [
    { name: 'run', what: 'a run' },
    { name: 'reset', what: 'a reset' },
  ],
  faults: [{ name: 'full-disk', what: 'no space' }],
};

function parse(...words: readonly string[]) {
  return parseCommandLine(words, NAMES);
}

describe('the command line', () => {
  test('asks for 200 kills of seed 7 when it asks for nothing', () => {
    expect(parse()).toEqual({
      kills: 200,
      seed: 7,
      only: [],
      isJson: false,
      isHelp: false,
      isKeep: false,
    });
  });

  test('takes values behind a blank or an equals sign', () => {
    expect(parse('--kills', 'all', '--seed=9', '--seconds', '60', '--only=run,full-disk')).toEqual({
      kills: 'all',
      seed: 9,
      seconds: 60,
      only: ['run', 'full-disk'],
      isJson: false,
      isHelp: false,
      isKeep: false,
    });
  });

  test('takes one kill of one scenario', () => {
    expect(parse('--only', 'run', '--step', '137').step).toEqual({
      first: { kind: 'step', thread: 'main', step: 137, how: 'before' },
      again: [],
    });
  });

  test.each([
    ['--kill', 'did you mean --kills?'],
    ['--kills', '--kills <value>'],
    ['--kills=-1', '0 or more'],
    ['--seconds=0', '1 or more'],
    ['--only=ruN', 'did you mean run?'],
    ['--step=9', '--only <scenario> --step …'],
    ['--only=run,reset --step=9', '--only <scenario> --step …'],
    ['--only=full-disk --step=9', '--only <scenario> --step …'],
    ['--only=run --step=x', 'such as main:137'],
    ['run', ''],
  ])('%s is refused, and what was expected is said', (line, expected) => {
    let thrown: unknown;
    try {
      parse(...line.split(' '));
    } catch (error) {
      thrown = error;
    }
    if (!isAssayError(thrown)) throw new Error(`not refused: ${line}`);
    expect(thrown.code).toBe('USAGE');
    expect(thrown.diagnostic.expected).toContain(expected);
  });

  test('the help names every scenario and fault, within 80 columns', () => {
    const lines = helpText(NAMES).split('\n');
    for (const name of ['run', 'reset', 'full-disk']) {
      expect(lines.some((line) => line.startsWith(`  ${name} `))).toBe(true);
    }
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
  });
});
