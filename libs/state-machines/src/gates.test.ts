import { ERROR_CATALOGUE, type ErrorCode } from '@assay/core';
import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { decideToken, GATES, PREFLIGHT_TOKENS } from './gates.js';

const error = (code: ErrorCode): { code: ErrorCode; severity: string } => ({
  code,
  severity: 'error',
});
const codes = fc.constantFrom<ErrorCode[]>(...(Object.keys(ERROR_CATALOGUE) as ErrorCode[]));

describe('the table of gates', () => {
  test('checks the ledger first of all, then the engine, and the hollow strategy last', () => {
    expect(GATES.map((row) => `${row.when}: ${row.gate} → ${row.token}`)).toEqual([
      'attempt: listed → HARD_STOP',
      'attempt: zombie → HARD_STOP',
      'stage 0: engine → HARD_STOP',
      'stage 0: scope → BLOCK_EXECUTION',
      'stage 0: data → BLOCK_EXECUTION',
      'stage 0: strategy → BLOCK_EXECUTION',
      'stage 0: admission → ADMISSION_GATE',
    ]);
  });

  test('is in the order of the tokens: a stronger gate is never behind a weaker one', () => {
    const ranks = GATES.map((row) => PREFLIGHT_TOKENS.indexOf(row.token));
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
  });

  test('lists these codes, and says why where a row would surprise', () => {
    expect(GATES.map((row) => [row.gate, row.codes.join(' '), row.remark])).toEqual([
      ['listed', 'STRATEGY_ALREADY_LISTED', expect.stringContaining('live attempt')],
      ['zombie', 'ZOMBIE_ARTIFACT', expect.stringContaining('no row and no live attempt')],
      [
        'engine',
        'ENGINE_VERSION_UNKNOWN ENGINE_MANIFEST_MISSING ENGINE_MANIFEST_MISMATCH',
        expect.stringContaining('exit 3'),
      ],
      [
        'scope',
        'BROKER_SPEC_MISSING COST_INPUT_MISSING CONVERSION_RATE_MISSING RULE_NOT_INTERPRETED',
        '',
      ],
      [
        'data',
        'DATA_MISSING DATA_AMBIGUOUS DATA_UNREADABLE DATA_MALFORMED DATA_COVERAGE DATA_QUALITY',
        '',
      ],
      [
        'strategy',
        'INDICATOR_UNKNOWN SIGNATURE_MARKERS_INVALID SIGNATURE_CONFLICT STRATEGY_SYNTAX',
        '',
      ],
      ['admission', 'PROVISION_REQUIRED', expect.stringContaining('PAUSED')],
    ]);
  });

  test('lists each code once', () => {
    const listed = GATES.flatMap((row) => row.codes);
    expect(new Set(listed).size).toBe(listed.length);
  });
});

describe('decideToken', () => {
  test.each<[ErrorCode[], string]>([
    [[], 'ALLOW_EXECUTION'],
    [['PROVISION_REQUIRED'], 'ADMISSION_GATE'],
    [['PROVISION_REQUIRED', 'DATA_MISSING'], 'BLOCK_EXECUTION'],
    [['DATA_AMBIGUOUS'], 'BLOCK_EXECUTION'],
    [['BROKER_SPEC_MISSING'], 'BLOCK_EXECUTION'],
    [['SIGNATURE_CONFLICT'], 'BLOCK_EXECUTION'],
    [['DATA_MISSING', 'ENGINE_MANIFEST_MISMATCH'], 'HARD_STOP'],
    [['PROVISION_REQUIRED', 'STRATEGY_ALREADY_LISTED'], 'HARD_STOP'],
    [['ZOMBIE_ARTIFACT'], 'HARD_STOP'],
    [['ENGINE_VERSION_UNKNOWN'], 'HARD_STOP'],
    [['ENGINE_MANIFEST_MISSING'], 'HARD_STOP'],
    [['DISK_FULL'], 'BLOCK_EXECUTION'], // listed by no gate
  ])('of %j is %s', (list, expected) => {
    expect(decideToken(list.map(error))).toBe(expected);
  });

  test.each(['warning', 'note'])('takes no notice of a %s', (severity) => {
    expect(decideToken([{ code: 'STRATEGY_ALREADY_LISTED', severity }])).toBe('ALLOW_EXECUTION');
  });

  property.prop([fc.array(codes), codes])('never weakens by one more error', (list, more) => {
    const rank = (found: ErrorCode[]): number =>
      PREFLIGHT_TOKENS.indexOf(decideToken(found.map(error)));
    expect(rank([...list, more])).toBeLessThanOrEqual(rank(list));
    expect(rank([more, ...list])).toBe(rank([...list, more]));
  });

  property.prop([fc.array(codes, { minLength: 1 })])(
    'allows nothing while there is an error',
    (list) => {
      expect(decideToken(list.map(error))).not.toBe('ALLOW_EXECUTION');
    },
  );
});
