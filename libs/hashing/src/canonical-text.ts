/**
 * The form in which text that may be checked out with other line endings is hashed: one leading BOM
 * removed, CRLF and lone CR turned into LF; nothing else is touched.
 */
export function canonicalText(text: string): string {
  return (text.startsWith('\uFEFF') ? text.slice(1) : text).replace(/\r\n?/g, '\n');
}
