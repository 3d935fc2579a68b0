import { formatPlace, type Diagnostic } from '@assay/core';
import { safeText } from './safe-text.js';
import { PLAIN_STYLE, type Style } from './style.js';

const PAINT_SEVERITY: Readonly<
  Record<Diagnostic['severity'], (style: Style, text: string) => string>
> = {
  error: (style, text) => style.bad(style.strong(text)),
  warning: (style, text) => style.warning(style.strong(text)),
  note: (style, text) => style.dim(text),
};

/** A labelled fact below a finding; further lines are indented to the first. */
function fact(label: string, text: string | undefined, style: Style): string[] {
  if (text === undefined) return [];
  const [first = '', ...more] = safeText(text).split('\n');
  return [`  ${style.dim(label.padEnd(9))} ${first}`, ...more.map((line) => `            ${line}`)];
}

/**
 * Draws a finding: `file:line:column: error CODE: message`, then found, expected and next, one fact
 * a line. Without colours it is, for one-line facts, exactly what `formatDiagnostic` of core gives.
 */
export function renderDiagnostic(found: Diagnostic, style: Style = PLAIN_STYLE): string {
  const place = found.place ? `${style.place(safeText(formatPlace(found.place)))}: ` : '';
  const title = PAINT_SEVERITY[found.severity](style, `${found.severity} ${found.code}`);
  return [
    `${place}${title}: ${safeText(found.message)}`,
    ...fact('found:', found.found, style),
    ...fact('expected:', found.expected, style),
    ...fact('next:', found.next, style),
  ].join('\n');
}

/** Draws findings one below the other, in the order given. */
export function renderDiagnostics(
  found: readonly Diagnostic[],
  style: Style = PLAIN_STYLE,
): string {
  return found.map((one) => renderDiagnostic(one, style)).join('\n');
}
