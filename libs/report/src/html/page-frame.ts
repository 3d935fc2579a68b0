import { sha256Hex } from '@assay/hashing';
import { html, NOTHING } from './markup.js';
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

function hashSource(text: string): string {
  return `'sha256-${base64OfHex(sha256Hex(text))}'`;
}

/** Only these two endings could leave a script element; the build writes neither. */
function scriptElement(script: string): Markup {
  if (script === '') return NOTHING;
  if (/<\/script|<!--/i.test(script)) throw new Error('a page script must not end its own element');
  return { markup: `<script>${script}</script>` };
}

/** Data for the page's script: JSON that no parser of HTML takes for anything else. */
export function dataElement(id: string, value: unknown): Markup {
  const json = JSON.stringify(value)
    .replaceAll('<', '\\u003c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
  return { markup: `<script type="application/json" id="${id}">${json}</script>` };
}

/**
 * A whole page: no request, no style or script but ours, each named by its hash. The policy is in the
 * page itself, so it holds for a file opened from disk as well.
 */
export function pageText(title: string, body: Markup, script = ''): string {
  const scripts = script === '' ? '' : `script-src ${hashSource(script)}; `;
  const policy = `default-src 'none'; ${scripts}style-src ${hashSource(STYLE_SHEET)}; img-src data:; base-uri 'none'; form-action 'none'`;
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
        ${body} ${scriptElement(script)}
      </body>
    </html> `;
  return page.markup;
}
