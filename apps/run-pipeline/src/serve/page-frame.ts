import { sha256Hex } from '@assay/hashing';
import { html, NOTHING, type Markup } from '@assay/report';
import type { PagePart } from './web-context.js';

const SECTIONS = [
  ['/', 'Directives'],
  ['/ledger', 'Ledger'],
  ['/data', 'Data'],
  ['/errors', 'Errors'],
] as const;

/** Names a body: equal bodies have equal tags, so that only a changed one is sent again. */
export function tagOf({ body, says }: PagePart): string {
  return sha256Hex(`${says}\n${body}`).slice(0, 16);
}

function navigation(section: PagePart['section']): Markup {
  const links = SECTIONS.map(([path, name]) =>
    path === section
      ? html`<a href="${path}" aria-current="page">${name}</a>`
      : html`<a href="${path}">${name}</a>`,
  );
  return html`<nav aria-label="Pages">${links}</nav>`;
}

/** Puts a part into the frame of every page. */
export function pageFrame(part: PagePart, workspaceName: string): string {
  const controls: Markup = part.controls === undefined ? NOTHING : { markup: part.controls };
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${part.title} · ${workspaceName} · Assay</title>
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/web.css" />
      </head>
      <body>
        <a class="skip" href="#main">To the content</a>
        <header class="bar">
          <div>
            <span class="brand" title="${workspaceName}">Assay · ${workspaceName}</span>
            ${navigation(part.section)}
            <span class="readonly">local, read-only</span>
          </div>
        </header>
        <div id="lost" class="banner bad" role="alert" hidden>
          <p>Nobody answers: what you see is old.</p>
        </div>
        <p id="said" class="hidden" role="status">${part.says}</p>
        <main id="main">
          <h1>${part.title}</h1>
          ${controls}
          <div id="live" data-tag="${tagOf(part)}">${{ markup: part.body }}</div>
        </main>
        <footer>All times UTC. Evidence is shown only when it is as the ledger recorded it.</footer>
        <script src="/web.js"></script>
      </body>
    </html> `.markup;
}

/** The little picture of a browser's tab. */
export const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#0b57b7"/><path d="M6 22l6-7 5 4 9-11" fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round" stroke-linejoin="round"/></svg>`;
