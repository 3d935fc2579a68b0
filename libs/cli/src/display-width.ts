/** Code points that take no column: combining marks, joiners, variation selectors. */
const ZERO_WIDTH: readonly (readonly [number, number])[] = [
  [0x0300, 0x036f],
  [0x0483, 0x0489],
  [0x0591, 0x05bd],
  [0x0610, 0x061a],
  [0x064b, 0x065f],
  [0x0e31, 0x0e31],
  [0x0e34, 0x0e3a],
  [0x0e47, 0x0e4e],
  [0x1ab0, 0x1aff],
  [0x1dc0, 0x1dff],
  [0x200b, 0x200d],
  [0x20d0, 0x20ff],
  [0x2060, 0x2060],
  [0xfe00, 0xfe0f],
  [0xfe20, 0xfe2f],
  [0xfeff, 0xfeff],
  [0xe0100, 0xe01ef],
];

/** Code points that take two columns: East Asian wide and full-width characters, and emoji. */
const DOUBLE_WIDTH: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x231a, 0x231b],
  [0x23e9, 0x23ec],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xa000, 0xa4cf],
  [0xa960, 0xa97c],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1f64f],
  [0x1f680, 0x1f6ff],
  [0x1f900, 0x1f9ff],
  [0x1fa70, 0x1faff],
  [0x20000, 0x3fffd],
];

/** A colour sequence, which takes no column. */
// eslint-disable-next-line no-control-regex -- colour sequences begin with ESC
const COLOUR_SEQUENCE = /\u001b\[[0-9;]*m/g;

function isWithin(ranges: readonly (readonly [number, number])[], point: number): boolean {
  return ranges.some(([first, last]) => point >= first && point <= last);
}

function pointWidth(point: number): number {
  // Almost all text is plain ASCII, so it must not walk the tables.
  if (point < 0x300) return 1;
  if (isWithin(ZERO_WIDTH, point)) return 0;
  return isWithin(DOUBLE_WIDTH, point) ? 2 : 1;
}

/** The number of terminal columns that a text takes; colour sequences take none. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text.replace(COLOUR_SEQUENCE, '')) {
    width += pointWidth(character.codePointAt(0) ?? 0);
  }
  return width;
}

/** Cuts a text without colours to at most `width` columns; the last one is `…` when it was cut. */
export function truncate(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  if (width <= 0) return '';
  let kept = '';
  let used = 0;
  for (const character of text) {
    const next = pointWidth(character.codePointAt(0) ?? 0);
    if (used + next > width - 1) break;
    kept += character;
    used += next;
  }
  return `${kept}…`;
}

/** Fills a text with spaces up to `width` columns, on the side that `align` leaves free. */
export function pad(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const space = ' '.repeat(Math.max(0, width - displayWidth(text)));
  return align === 'left' ? text + space : space + text;
}
