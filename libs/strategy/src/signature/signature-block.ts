import { canonicalValue } from './canonical-value.js';
import { printLiteral } from './print-literal.js';

export const SIGNATURE_NAME = 'STRATEGY_SIGNATURE';
export const SIGNATURE_START = '// --- STRATEGY SIGNATURE START ---';
export const SIGNATURE_END = '// --- STRATEGY SIGNATURE END ---';

/** Where the lines between the two markers stand, as offsets into the text. */
export interface SignatureBlock {
  /** Offset of the START marker itself. */
  readonly startMarker: number;
  readonly endMarker: number;
  /** Offset of the first line after the START marker's line. */
  readonly from: number;
  /** Offset of the END marker's line. */
  readonly to: number;
}

/** Why a text has no usable signature block. */
export interface MarkerProblem {
  readonly starts: number;
  readonly ends: number;
  /** 1-based line of the first marker that is one too many or out of order; absent when none stands. */
  readonly line?: number;
}

/** One marker on a line of its own. */
interface Marker {
  readonly kind: 'start' | 'end';
  readonly line: number;
  readonly offset: number;
  readonly lineStart: number;
  readonly nextLine: number;
}

/**
 * Finds the signature block. A marker counts when it is all that stands on its line; exactly one
 * START before exactly one END is valid, whatever line endings the text has.
 */
export function findSignatureBlock(
  text: string,
): { readonly block: SignatureBlock } | { readonly problem: MarkerProblem } {
  const markers = findMarkers(text);
  const starts = markers.filter((marker) => marker.kind === 'start');
  const ends = markers.filter((marker) => marker.kind === 'end');
  const [first, second] = markers;
  if (first?.kind === 'start' && second?.kind === 'end' && markers.length === 2) {
    return {
      block: {
        startMarker: first.offset,
        endMarker: second.offset,
        from: first.nextLine,
        to: second.lineStart,
      },
    };
  }
  const offender = markers[2] ?? second ?? first;
  const problem = { starts: starts.length, ends: ends.length };
  return { problem: offender ? { ...problem, line: offender.line } : problem };
}

function findMarkers(text: string): readonly Marker[] {
  const found: Marker[] = [];
  let lineStart = 0;
  for (let line = 1; lineStart <= text.length; line += 1) {
    const lineBreak = text.indexOf('\n', lineStart);
    const nextLine = lineBreak < 0 ? text.length + 1 : lineBreak + 1;
    const content = text.slice(lineStart, lineBreak < 0 ? text.length : lineBreak);
    const trimmed = content.trim();
    if (trimmed === SIGNATURE_START || trimmed === SIGNATURE_END) {
      const offset = lineStart + content.indexOf(trimmed);
      const kind = trimmed === SIGNATURE_START ? 'start' : 'end';
      found.push({ kind, line, offset, lineStart, nextLine });
    }
    lineStart = nextLine;
  }
  return found;
}

/** The declaration that stands between the markers, with a final line feed. */
export function printSignatureDeclaration(signature: object): string {
  return `export const ${SIGNATURE_NAME} = ${printLiteral(canonicalValue(signature))} as const;\n`;
}
