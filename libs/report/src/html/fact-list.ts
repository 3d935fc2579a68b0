import { html } from './markup.js';
import type { Content, Markup } from './markup.js';

/** A hash or another key; the page's script puts a button beside it that copies it. */
export function copyable(text: string): Markup {
  return html`<code class="copy">${text}</code>`;
}

/** Names with what they stand for. */
export function factList(facts: readonly (readonly [string, Content])[]): Markup {
  const list = facts.map(
    ([name, value]) =>
      html`<div>
        <dt>${name}</dt>
        <dd>${value}</dd>
      </div> `,
  );
  return html`<dl class="facts">${list}</dl>`;
}

/** The most important numbers, large. */
export function cardList(cards: readonly (readonly [Content, string])[]): Markup {
  const list = cards.map(
    ([name, value]) =>
      html`<div>
        <dt>${name}</dt>
        <dd>${value}</dd>
      </div> `,
  );
  return html`<dl class="cards">${list}</dl>`;
}
