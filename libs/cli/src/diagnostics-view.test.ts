import { diagnostic, formatDiagnostic } from '@assay/core';
import { fc, test as property } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { renderDiagnostic, renderDiagnostics } from './diagnostics-view.js';
import { createStyle } from './style.js';

const FOUND = diagnostic('UNKNOWN_KEY', 'stop_los is not a key of a stop', {
  place: { file: 'backtest_directives/active/LON_01.yaml', line: 12, column: 3 },
  found: 'stop_los',
  expected: 'did you mean stop_loss?',
});

test('a finding says what, where, what was expected and what to do, one fact a line', () => {
  expect(renderDiagnostic(FOUND)).toBe(
    [
      'backtest_directives/active/LON_01.yaml:12:3: error UNKNOWN_KEY: stop_los is not a key of a stop',
      '  found:    stop_los',
      '  expected: did you mean stop_loss?',
      '  next:     Correct the spelling or remove the key.',
    ].join('\n'),
  );
});

const word = fc.stringMatching(/^[a-z .:]{1,20}$/);

property.prop([word, fc.option(word, { nil: undefined }), fc.option(word, { nil: undefined })])(
  'without colours it is what core prints',
  (message, found, expected) => {
    const one = diagnostic('USAGE', message, {
      ...(found !== undefined && { found }),
      ...(expected !== undefined && { expected }),
    });
    expect(renderDiagnostic(one)).toBe(formatDiagnostic(one));
  },
);

test('further lines of a fact are indented to the first', () => {
  const text = renderDiagnostic(diagnostic('USAGE', 'wrong', { found: 'one\ntwo', next: 'see' }));
  expect(text.split('\n')).toEqual([
    'error USAGE: wrong',
    '  found:    one',
    '            two',
    '  next:     see',
  ]);
});

test('text from a file cannot steer the terminal', () => {
  const text = renderDiagnostic(diagnostic('USAGE', 'a\u001b[2Jb', { found: '\u202egnp.exe' }));
  expect(text).toContain('a\\x1b[2Jb');
  expect(text).toContain('\\u202egnp.exe');
});

test('severities differ by colour on a terminal only', () => {
  const style = createStyle(true);
  const note = { ...FOUND, severity: 'note' } as const;
  expect(renderDiagnostics([FOUND], style)).toContain('\u001b[31m\u001b[1merror UNKNOWN_KEY');
  expect(renderDiagnostics([note], style)).toContain('\u001b[2mnote UNKNOWN_KEY');
  expect(renderDiagnostics([FOUND, note])).not.toContain('\u001b');
});
