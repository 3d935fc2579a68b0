import { sha256Hex } from '@assay/hashing';
import { html } from './markup.js';
import type { Markup } from './markup.js';
import { STYLE_SHEET } from './style-sheet.js';

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Base64 of bytes given as hex digits, as a content security policy wants a hash. */
export function base64OfHex(hex: string): string {
  let text = '';
  for (let at = 0; at < hex.length; at += 6) {
    const bits = parseInt(hex.slice(at, at + 6).padEnd(6, '0'), 16);
    for (let shift = 18; shift >= 0; shift -= 6) text += BASE64[(bits >> shift) & 63] ?? '';
  }
  const spare = ((6 - (hex.length % 6)) % 6) / 2;
  return spare === 0 ? text : text.slice(0, -spare) + '='.repeat(spare);
}

/** Not a template: white space around the sheet would change its hash. */
const STYLE_ELEMENT: Markup = { markup: `<style>${STYLE_SHEET}</style>` };

/**
 * A whole page: no script, no request, no style but ours. The policy is in the page itself, so it
 * holds for a file opened from disk as well.
 */
export function pageText(title: string, body: Markup): string {
  const policy = `default-src 'none'; style-src 'sha256-${base64OfHex(sha256Hex(STYLE_SHEET))}'; img-src data:; base-uri 'none'; form-action 'none'`;
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${title}</title>
        ${STYLE_ELEMENT}
      </head>
      <body>
        ${body}
      </body>
    </html> `;
  return page.markup;
}
