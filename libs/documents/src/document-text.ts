import { diagnostic, LIMITS, type Diagnostic } from '@assay/core';

/** The text of a document, or why its bytes are none. */
export type DocumentText =
  | { readonly text: string; readonly diagnostic?: undefined }
  | { readonly text?: undefined; readonly diagnostic: Diagnostic };

/**
 * Turns bytes into text: strict UTF-8, a BOM removed, CRLF and CR read as LF. Binary content and
 * files over the limit are refused before anything is parsed.
 */
export function decodeDocument(file: string, bytes: Uint8Array): DocumentText {
  if (bytes.length > LIMITS.documentBytesMax) {
    return {
      diagnostic: diagnostic('DOCUMENT_TOO_LARGE', 'the file is too large for a document', {
        place: { file },
        found: `${bytes.length} bytes`,
        expected: `at most ${LIMITS.documentBytesMax} bytes`,
      }),
    };
  }
  const nul = bytes.indexOf(0);
  if (nul >= 0) {
    const found = isUtf16(bytes) ? 'UTF-16 text' : `a zero byte at offset ${nul}`;
    return { diagnostic: notText(file, found) };
  }
  const bad = invalidUtf8At(bytes);
  if (bad >= 0) {
    const hex = (bytes[bad] as number).toString(16).padStart(2, '0');
    return { diagnostic: notText(file, `the byte 0x${hex} at offset ${bad}, which is not UTF-8`) };
  }
  const text = new TextDecoder('utf-8').decode(bytes);
  return { text: text.replace(/\r\n?/g, '\n') };
}

function notText(file: string, found: string): Diagnostic {
  return diagnostic('DOCUMENT_NOT_TEXT', 'the file is not text', {
    place: { file },
    found,
    expected: 'text in UTF-8',
  });
}

function isUtf16(bytes: Uint8Array): boolean {
  const [a, b] = bytes;
  return (a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff);
}

/**
 * Offset of the first byte that does not continue well-formed UTF-8; −1 when all do.
 * Source: Unicode 15, table 3-7 (no overlong forms, no surrogates, nothing above U+10FFFF).
 */
function invalidUtf8At(bytes: Uint8Array): number {
  let i = 0;
  while (i < bytes.length) {
    const lead = bytes[i] as number;
    if (lead < 0x80) {
      i += 1;
      continue;
    }
    const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (lead < 0xc2 || lead > 0xf4) return i;
    const second = bytes[i + 1] ?? 0;
    const low = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
    const high = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
    if (second < low || second > high) return i;
    for (let k = 2; k < length; k += 1) {
      if (((bytes[i + k] ?? 0) & 0xc0) !== 0x80) return i;
    }
    i += length;
  }
  return -1;
}

/** Offset of the first character that neither YAML nor JSON allows unescaped; −1 when none. */
export function controlCharacterAt(text: string): number {
  for (let i = 0; i < text.length; i += 1) {
    if (isControl(text.charCodeAt(i))) return i;
  }
  return -1;
}

/** True for control characters other than tab and line feed, and for the two non-characters. */
export function isControl(unit: number): boolean {
  if (unit < 0x20) return unit !== 0x09 && unit !== 0x0a;
  return (unit >= 0x7f && unit <= 0x9f && unit !== 0x85) || unit >= 0xfffe;
}
