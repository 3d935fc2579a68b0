import { html, NOTHING } from './markup.js';
import type { Markup } from './markup.js';

/** Links to the sections of a page; the script puts the choice of light and dark beside them. */
export function pageNavigation(links: readonly (readonly [string, string])[]): Markup {
  return html`<nav class="contents" aria-label="Sections of this page">
    ${links.map(([id, text]) => html`<a href="#${id}">${text}</a> `)}
  </nav> `;
}

/** What the licence of the chart library asks for, when a page holds it. */
export function chartNotice(script: string): Markup {
  if (script === '') return NOTHING;
  return html`<p>
    Price chart: TradingView Lightweight Charts™ v5, Copyright © 2026 TradingView, Inc.
    <a href="https://www.tradingview.com/" rel="noreferrer noopener">https://www.tradingview.com/</a
    >, Apache License 2.0; parts of tslib, © Microsoft Corporation, BSD Zero Clause License.
  </p>`;
}
