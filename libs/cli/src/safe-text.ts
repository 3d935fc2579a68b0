/**
 * Control characters, and marks that reorder text: what a file name or a file's content could use
 * to repaint a terminal or to hide what a message says.
 */
// eslint-disable-next-line no-control-regex -- they are what is looked for
const UNSAFE = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

function escapeCharacter(character: string): string {
  const point = character.codePointAt(0) ?? 0;
  return point < 0x100
    ? `\\x${point.toString(16).padStart(2, '0')}`
    : `\\u${point.toString(16).padStart(4, '0')}`;
}

/** Makes text from outside printable: everything that could steer a terminal becomes an escape; line ends stay. */
export function safeText(text: string): string {
  return text.replace(UNSAFE, (character) =>
    character === '\t' ? ' ' : escapeCharacter(character),
  );
}

/** Like `safeText`, and on one line: line ends become `⏎`. */
export function safeLine(text: string): string {
  return safeText(text.replace(/\r?\n/g, '⏎'));
}
