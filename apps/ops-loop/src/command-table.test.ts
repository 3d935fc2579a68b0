import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { OPS_COMMANDS } from './command-table.js';
import { failedToken } from './ending.js';
import { JOBS, jobsByStopRank } from './job-table.js';
import { ALERT_IDS } from './outcome.js';

interface EnvelopeSchema {
  readonly properties: { readonly command: { readonly enum: readonly string[] } };
  readonly $defs: {
    readonly alert: { readonly properties: { readonly id: { readonly enum: readonly string[] } } };
  };
}

const SCHEMA = JSON.parse(
  readFileSync(new URL('../../../schemas/ops-loop.schema.json', import.meta.url), 'utf8'),
) as EnvelopeSchema;

test('the published schema knows every command and every alert, and no other', () => {
  expect(SCHEMA.properties.command.enum).toEqual(Object.keys(OPS_COMMANDS));
  expect(SCHEMA.$defs.alert.properties.id.enum).toEqual(ALERT_IDS);
});

test('tokens are of one form and each says what it is of', () => {
  const tokens = Object.values(OPS_COMMANDS).map(({ token }) => token);
  expect(tokens.filter((token) => !/^[A-Z0-9]+(_[A-Z0-9]+)*_(OK|READY)$/.test(token))).toEqual([]);
  expect(new Set(tokens).size).toBe(tokens.length);
});

test.each([
  ['P99_OK', 'P99_FAIL'],
  ['P86_GATE_OK', 'P86_GATE_FAIL'],
  ['P76_READY', 'P76_NOT_READY'],
])('a %s that did not succeed is a %s', (token, failed) => {
  expect(failedToken(token)).toBe(failed);
});

test('a stop ends what starts others first and the supervisor last but the watch', () => {
  expect(jobsByStopRank().map(({ job }) => job)).toEqual([
    'cycle',
    'dashboard',
    'dashboard-retain',
    'audit',
    'audit-retain',
    'metrics',
    'soak',
    'supervisor',
    'greenlight-watch',
  ]);
});

test('nothing that a manager runs trades, and every job is a command of the tool', () => {
  for (const { words } of JOBS) {
    const named = words.filter((word) => !word.startsWith('-')).join(' ');
    const command = named === 'guard cycle' ? 'guard' : named;
    expect(Object.keys(OPS_COMMANDS)).toContain(command);
  }
});
