import { AssayError } from '@assay/core';

const CARRIAGE_RETURN = 13;
const LINE_FEED = 10;

/** The refusal of a table without rows, which one written with carriage returns alone seems to be. */
export function noBars(file: string, line: number, bytes: Uint8Array): AssayError {
  const isOneLine = bytes.includes(CARRIAGE_RETURN) && !bytes.includes(LINE_FEED);
  return new AssayError('IMPORT_MALFORMED', 'the file has no bars', {
    place: { file, line },
    found: isOneLine ? 'one line: its line ends are carriage returns alone' : '0 rows',
    expected: 'at least one bar',
    next: isOneLine ? 'Save the file with line ends LF or CRLF.' : 'Export the file again.',
  });
}
