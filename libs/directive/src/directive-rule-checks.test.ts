import { formatDiagnostic } from '@assay/core';
import { describe, expect, test } from 'vitest';
import { checkDirectiveRules } from './index.js';
import type { DirectiveDraft } from './index.js';
import { EXECUTION_RULE_CASES } from './testing/execution-rule-cases.js';
import { POSITION_RULE_CASES } from './testing/position-rule-cases.js';
import type { RuleCase, RuleName } from './testing/rule-cases.js';
import { SIGNAL_RULE_CASES } from './testing/signal-rule-cases.js';
import { SCOPE_RULE_CASES } from './testing/scope-rule-cases.js';

/** The paths at which findings are reported, as text. */
function findingsOf(draft: DirectiveDraft): readonly string[] {
  return checkDirectiveRules(draft, (path) => ({ file: path.join('.') })).map(
    (found) => `${found.code} ${found.place?.file}`,
  );
}

/** Every rule has cases: a missing one is a type error. */
const CASES: Readonly<Record<RuleName, RuleCase>> = {
  ...SCOPE_RULE_CASES,
  ...EXECUTION_RULE_CASES,
  ...SIGNAL_RULE_CASES,
  ...POSITION_RULE_CASES,
};

describe.each(Object.entries(CASES))('%s', (_rule, { kept, broken }) => {
  test.each(kept.map((draft) => [JSON.stringify(draft), draft] as const))(
    'is kept by %s',
    (_, draft) => {
      expect(findingsOf(draft)).toEqual([]);
    },
  );

  test.each(broken.map((row) => [JSON.stringify(row[0]), row] as const))(
    'is broken by %s',
    (_, [draft, ...expected]) => {
      expect(findingsOf(draft)).toEqual(expected);
    },
  );
});

test('an empty draft breaks no rule', () => {
  expect(findingsOf({})).toEqual([]);
});

test('a field that is written but unreadable is not missing', () => {
  const draft: DirectiveDraft = { sizing: { mode: 'fixed_lots' } };
  const place = { file: 'Demo.txt', line: 9, column: 3 };
  expect(checkDirectiveRules(draft, () => place).map(formatDiagnostic)).toEqual([
    'Demo.txt:9:3: error MISSING_KEY: sizing needs "lots" with mode: fixed_lots\n' +
      '  found:    mode: fixed_lots without lots\n' +
      '  expected: lots: a number > 0\n' +
      '  next:     Add lots, or change mode.',
  ]);
  const isWritten = (path: readonly (string | number)[]): boolean =>
    path.join('.') === 'sizing.lots';
  expect(checkDirectiveRules(draft, () => place, isWritten)).toEqual([]);
});
