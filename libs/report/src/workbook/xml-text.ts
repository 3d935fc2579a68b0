const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/**
 * Text for XML 1.0. Characters that XML cannot carry (controls, halves of surrogate pairs) become
 * U+FFFD, so that no input makes a file that a reader refuses.
 */
export function xmlText(text: string): string {
  // Most text needs nothing; looking first keeps a sheet of ten thousand cells fast.
  if (/^[\w .,:;+()/-]*$/.test(text)) return text;
  return (
    text
      // eslint-disable-next-line no-control-regex -- exactly these characters XML 1.0 forbids
      .replace(/[\0-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]|[\uD800-\uDFFF]/gu, '\uFFFD')
      .replace(/[&<>"]/g, (character) => ESCAPES[character] ?? character)
  );
}
