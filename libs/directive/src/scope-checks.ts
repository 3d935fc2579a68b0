import { parseDay } from '@assay/core';
import { formatPath } from '@assay/documents';
import type { DirectiveDraft } from './directive-draft.js';
import { indicatorPath, indicatorPaths } from './indicator-path.js';
import type { ReportFinding } from './rule-finding.js';

/** Days exist and the end is not before the start. */
export function checkDates(draft: DirectiveDraft, report: ReportFinding): void {
  const days = (['start_date', 'end_date'] as const).map((key) => {
    const text = draft.test?.[key];
    if (text === undefined) return undefined;
    const ms = parseDay(text);
    if (ms === undefined) {
      report({
        code: 'VALUE_NOT_ALLOWED',
        path: ['test', key],
        message: `test.${key} is no day of the calendar`,
        found: text,
        expected: 'an existing day "YYYY-MM-DD"',
        next: 'Correct the date.',
      });
    }
    return ms;
  });
  const [start, end] = days;
  if (start === undefined || end === undefined || start <= end) return;
  report({
    code: 'CONFLICTING_VALUES',
    path: ['test', 'end_date'],
    message: 'test.end_date lies before test.start_date',
    found: `${draft.test?.start_date} to ${draft.test?.end_date}`,
    expected: 'an end_date that is not before start_date',
    next: 'Correct one of the two dates.',
  });
}

/** A list without repetitions: a symbol is compared without regard to case. */
function checkRepetitions(
  path: readonly string[],
  texts: readonly (string | undefined)[],
  keyOf: (text: string) => string,
  report: ReportFinding,
): void {
  const first = new Map<string, number>();
  texts.forEach((text, at) => {
    if (text === undefined) return;
    const key = keyOf(text);
    const before = first.get(key);
    if (before === undefined) {
      first.set(key, at);
      return;
    }
    const name = formatPath(path);
    report({
      code: 'VALUE_NOT_ALLOWED',
      path: [...path, at],
      message: `${name} lists "${text}" twice`,
      found: `"${text}" at ${name}[${before}] as "${texts[before]}" and at ${name}[${at}]`,
      expected: 'each entry once, whatever its case or spelling',
      next: 'Remove one of the two.',
    });
  });
}

/** No symbol twice, whatever its case: folders are compared so on some systems. */
export function checkSymbols(draft: DirectiveDraft, report: ReportFinding): void {
  checkRepetitions(['symbols'], draft.symbols ?? [], (text) => text.toUpperCase(), report);
  const inverted = draft.polarity_override?.symbols ?? [];
  const path = ['polarity_override', 'symbols'];
  checkRepetitions(path, inverted, (text) => text.toUpperCase(), report);
}

/** Undefined when the list is absent, or when an entry could not be read. */
function readablePaths(
  texts: readonly (string | undefined)[] | undefined,
): readonly string[] | undefined {
  const readable = texts?.filter((text) => text !== undefined);
  return readable?.length === texts?.length && readable ? indicatorPaths(readable) : undefined;
}

/** No indicator twice in a list; both lists equal where both are written. */
export function checkIndicators(draft: DirectiveDraft, report: ReportFinding): void {
  const key = (text: string): string => indicatorPath(text) ?? text;
  checkRepetitions(['indicators'], draft.indicators ?? [], key, report);
  checkRepetitions(['test', 'indicators'], draft.test?.indicators ?? [], key, report);
  const atRoot = readablePaths(draft.indicators);
  const inTest = readablePaths(draft.test?.indicators);
  if (!atRoot || !inTest) return;
  if (atRoot.join() === inTest.join()) return;
  report({
    code: 'CONFLICTING_VALUES',
    path: ['indicators'],
    message: 'indicators differ between the root and test',
    found: `root: ${atRoot.join(', ') || 'none'}; test: ${inTest.join(', ') || 'none'}`,
    expected: 'the same indicators in both places, or only one of the two lists',
    next: 'Make the lists equal, or remove one.',
  });
}

/** A range is taken from the bars of the run; there are no others. */
export function checkRangeTimeframe(draft: DirectiveDraft, report: ReportFinding): void {
  const own = draft.range_definition?.calculation?.timeframe;
  const timeframe = draft.test?.timeframe;
  if (own === undefined || timeframe === undefined || own === timeframe) return;
  report({
    code: 'CONFLICTING_VALUES',
    path: ['range_definition', 'calculation', 'timeframe'],
    message: 'range_definition.calculation.timeframe differs from test.timeframe',
    found: `${own} and ${timeframe}`,
    expected: `${timeframe}: the range is taken from the bars of the run`,
    next: 'Make them equal, or remove calculation.timeframe.',
  });
}
