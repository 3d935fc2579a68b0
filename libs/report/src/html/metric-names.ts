import { UNIT_NAMES } from '@assay/metrics';
import type { MetricUnit } from '@assay/metrics';
import { html } from './markup.js';
import type { Content, Markup } from './markup.js';

/** What a page says about a number whose name is asked. */
export interface NamedMetric {
  readonly id: string;
  readonly name: string;
  readonly unit: MetricUnit;
  readonly formula: string;
  readonly undefinedWhen: string | null;
  readonly source: string;
}

/**
 * Names of numbers that open their definitions: a button and a popover of the browser's own, so that
 * keyboard, screen reader and a page without its script are served alike. Ids are unique in a table.
 */
export class MetricNames {
  private readonly byId: ReadonlyMap<string, NamedMetric>;

  /** The first of several definitions of one id stands. */
  constructor(definitions: readonly NamedMetric[]) {
    const byId = new Map<string, NamedMetric>();
    for (const metric of definitions) if (!byId.has(metric.id)) byId.set(metric.id, metric);
    this.byId = byId;
  }

  /** The definition of an id; undefined for none. */
  find(id: string): NamedMetric | undefined {
    return this.byId.get(id);
  }

  /** A name that opens its definition; text alone for an id without one. */
  of(id: string, text?: string): Content {
    const metric = this.byId.get(id);
    if (!metric) return text ?? id;
    return html`<button type="button" class="def" popovertarget="def-${id}">
      ${text ?? metric.name}
    </button>`;
  }

  /** The definitions themselves, once for the page. */
  definitions(): Markup {
    return html`${[...this.byId.values()].map(definition)}`;
  }
}

function definition({ id, name, unit, formula, undefinedWhen, source }: NamedMetric): Markup {
  const absent = undefinedWhen === null ? 'never' : undefinedWhen;
  return html`<div popover id="def-${id}" class="definition" role="note" aria-label="${name}">
    <strong>${name}</strong>
    <p>${formula}</p>
    <dl>
      <dt>Unit</dt>
      <dd>${UNIT_NAMES[unit]}</dd>
      <dt>No value</dt>
      <dd>${absent}</dd>
      <dt>Source</dt>
      <dd>${source}</dd>
      <dt>Key</dt>
      <dd><code>${id}</code></dd>
    </dl>
  </div> `;
}
