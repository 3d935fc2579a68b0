import { html, metricText, NOTHING, type Content, type Markup } from '@assay/report';
import { STAGES } from '@assay/pipeline';
import type { DirectiveView } from '../../status/directive-view.js';
import type { Cause } from '../../status/standing.js';
import { fileHref } from '../file-answer.js';

export type Tone = 'good' | 'bad' | 'warn' | 'calm';

/** A word on a coloured ground; the word says the same as the colour. */
export function badge(tone: Tone, word: string): Markup {
  return html`<span class="badge ${tone}">${word}</span>`;
}

const STANDING_TONES = {
  waiting: 'calm',
  blocked: 'warn',
  at_work: 'calm',
  interrupted: 'warn',
  failed: 'bad',
  incomplete: 'bad',
  complete: 'good',
} as const satisfies Record<DirectiveView['standing'], Tone>;

/** Where a directive stands, as a badge. */
export function standingBadge({ standing }: DirectiveView): Markup {
  return badge(STANDING_TONES[standing], standing.replace('_', ' '));
}

/** A state of the tables, coloured when it is an end. */
export function stateBadge(state: string): Markup {
  const ends: Readonly<Record<string, Tone>> = {
    FAILED: 'bad',
    COMPLETE: 'good',
    PORTFOLIO_COMPLETE: 'good',
    TRADED: 'good',
    SELECT: 'good',
    REJECT: 'bad',
  };
  return badge(ends[state] ?? 'calm', state);
}

/** An instant: day and minute, UTC. */
export function timeText(instant: string | null): Content {
  if (instant === null) return '–';
  return html`<time datetime="${instant}">${instant.slice(0, 10)} ${instant.slice(11, 16)}</time>`;
}

/** An amount, red below zero; the sign says the same as the colour. */
export function amount(value: number | null): Content {
  if (value === null) return '–';
  const tone = value < 0 ? 'neg' : 'pos';
  return html`<span class="${tone}">${metricText(value, 'money')}</span>`;
}

/** A hash: its beginning, and the whole of it for who asks. */
export function hashText(hash: string): Markup {
  return html`<code title="${hash}">${hash.slice(0, 16)}</code>`;
}

/** A link to a directive's page. */
export function directiveLink(id: string): Markup {
  return html`<a href="/directives/${encodeURIComponent(id)}">${id}</a>`;
}

/** A link to a run's page. */
export function runLink(runId: string): Markup {
  return html`<a class="mono" href="/runs/${encodeURIComponent(runId)}">${runId}</a>`;
}

/** A link to a recorded file. */
export function fileLink(path: string, word: string): Markup {
  return html`<a href="${fileHref(path)}">${word}</a>`;
}

/** A code with a link to what the catalogue says about it. */
export function codeLink(code: string): Markup {
  return html`<a class="mono" href="/errors#${code}">${code}</a>`;
}

/** The stages in four steps: those of all runs together are one. */
const STEPS = [
  { ids: ['0'], at: 'INITIALIZED' },
  { ids: ['0.5'], at: 'PREFLIGHT_COMPLETE' },
  { ids: ['0.75', '1', '2', '3', '3A'], at: 'PREFLIGHT_COMPLETE_SEMANTICALLY_VALID' },
  { ids: ['4'], at: 'SYMBOL_RUNS_COMPLETE' },
] as const;

/** The step that a directive is before; the number of steps when all are done. */
function stepOf({ state, runs }: DirectiveView): number {
  if (state === 'PORTFOLIO_COMPLETE') return STEPS.length;
  if (state !== 'FAILED') return STEPS.findIndex(({ at }) => at === state);
  // A directive that has failed does not say where; its runs do.
  if (runs.length === 0) return 0;
  return runs.every((run) => run.state === 'COMPLETE') ? 3 : 2;
}

function stepName(ids: readonly string[]): string {
  const names = STAGES.filter(({ id }) => ids.includes(id)).map(({ name }) => name);
  const [first = '', last] = [names[0], names.at(-1)];
  return names.length > 1 ? `${first} to ${last ?? ''}` : first;
}

/** How far a directive is: a bar for tables, or named steps for its own page. */
export function steps(view: DirectiveView, isWide = false): Markup {
  const now = stepOf(view);
  const done = view.runs.filter(({ state }) => state === 'COMPLETE').length;
  const items = STEPS.map(({ ids }, i) => {
    const label = ids.length > 1 ? `${ids[0]}–${ids.at(-1) ?? ''}` : (ids[0] ?? '');
    const isBad = i === now && (view.standing === 'failed' || view.standing === 'blocked');
    const tone = isBad ? 'bad' : i < now ? 'done' : i === now ? 'now' : '';
    const word = isBad ? view.standing : i < now ? 'done' : i === now ? 'next' : 'to come';
    const runs =
      ids.length > 1 && view.runs.length > 0 ? `, ${done} of ${view.runs.length} runs` : '';
    const says = `stage ${label}, ${stepName(ids)}: ${word}${runs}`;
    return isWide
      ? html`<li class="${tone}"><b>${label}</b>${stepName(ids)}<br />${word}${runs}</li>`
      : html`<li class="${tone}" title="${says}"><span class="hidden">${says}</span></li>`;
  });
  return html`<ol class="steps${isWide ? ' wide' : ''}">
    ${items}
  </ol>`;
}

function causeText({ code, message, symbol, place, found, next }: Cause, isBrief: boolean): Markup {
  const whose = [symbol, place].filter((part) => part !== null).join(' · ');
  return html`<p>
      ${codeLink(code)} ${whose === '' ? NOTHING : html`<b>${whose}</b>`} ${message}
      ${found === null || isBrief ? NOTHING : html`<span class="sub">found: ${found}</span>`}
    </p>
    <p class="sub">${next}</p>`;
}

/**
 * Why a directive does not go on, and what to do.
 *
 * @param most - Causes that are shown at once, in brief; all of them, in full, unless stated.
 */
export function causes({ id, causes: found, next }: DirectiveView, most = Infinity): Markup {
  const more = found.length - most;
  return html`${found.slice(0, most).map((one) => causeText(one, Number.isFinite(most)))}
    ${more > 0 ? html`<p class="sub">and ${more} more: ${directiveLink(id)}</p>` : NOTHING}
    <p>Next: <span class="next">${next}</span></p>`;
}

/** Names and values. */
export function facts(all: readonly (readonly [string, Content])[]): Markup {
  return html`<dl class="facts">
    ${all.map(
      ([name, value]) =>
        html`<dt>${name}</dt>
          <dd>${value}</dd>`,
    )}
  </dl>`;
}

/** Numbers that are seen first. */
export function cards(all: readonly (readonly [string, Content])[]): Markup {
  return html`<dl class="cards">
    ${all.map(
      ([name, value]) =>
        html`<div>
          <dt>${name}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;
}

/** A card with a title. */
export function section(title: string, body: Content): Markup {
  return html`<section class="card">
    <h2>${title}</h2>
    ${body}
  </section>`;
}
