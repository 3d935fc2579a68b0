import { flagSection } from '../html/flag-section.js';
import { html } from '../html/markup.js';
import { pageText } from '../html/page-frame.js';
import { chartNotice, pageNavigation } from '../html/page-parts.js';
import { runCurves, runHead, runProvenance } from './run-overview.js';
import { runMetricNames } from './run-page-model.js';
import type { RunPageModel } from './run-page-model.js';
import { runEvidence, runNumbers, runSettings } from './run-record.js';
import { runCalendar, runGroups, runShapes, runSides } from './run-results.js';
import { runTrades } from './run-trades.js';

/**
 * `report.html` of a run: one self-contained page. Everything but the price chart and the whole trade
 * table is there without its script; the same model and script give the same bytes.
 */
export function runHtml(model: RunPageModel, script: string): string {
  const { run } = model;
  const names = runMetricNames();
  const { metrics, rigour } = run;
  const values = { ...metrics.all.values, ...metrics.benchmark.values, ...rigour.metrics.values };
  const title = `${run.directiveId} ${run.symbol}${run.synthetic ? ' (synthetic data)' : ''} – Assay`;
  return pageText(
    title,
    html`${runHead(run, names)}
      <main>
        ${pageNavigation([
          ['flags', 'Flags'],
          ['provenance', 'Provenance'],
          ['curves', 'Equity'],
          ['trades', 'Price and trades'],
          ['calendar', 'When'],
          ['shapes', 'Shape'],
          ['sides', 'Costs'],
          ['evidence', 'Trust'],
          ['groups', 'Groups'],
          ['numbers', 'Numbers'],
        ])}
        ${flagSection(values, names)}${runProvenance(run)}${runCurves(run, names)}${runTrades(model)}${runCalendar(
          run,
        )}${runShapes(run)}${runSides(run, names)}${runEvidence(run, names)}${runGroups(
          run,
          names,
        )}${runNumbers(run, names)}${runSettings(run)}
      </main>
      ${names.definitions()}
      <footer>
        <p>
          A dash stands for a number that has no value. Numbers are rounded here only; the CSV and
          JSON files beside this page hold them in full. Made by Assay from the inputs named above:
          the same inputs give the same page, byte for byte.
        </p>
        ${chartNotice(script)}
      </footer> `,
    script,
  );
}
