import { displayWidth } from './display-width.js';
import { safeLine } from './safe-text.js';

/**
 * Breaks a text between its words.
 *
 * @param width - Columns; undefined = one line. A word that is longer stays whole: a cut path is no path.
 * @param indent - Put before every line but the first.
 */
export function wrapText(text: string, width: number | undefined, indent = ''): string {
  const words = safeLine(text)
    .split(' ')
    .filter((word) => word !== '');
  if (width === undefined) return words.join(' ');
  const lines: string[] = [];
  let line = '';
  for (const word of words) {
    const lead = lines.length === 0 ? 0 : displayWidth(indent);
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && lead + displayWidth(longer) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line].join(`\n${indent}`);
}
