import { DEFLATION_METRICS, METRICS, RIGOUR_METRICS, ROBUSTNESS_METRICS } from '@assay/metrics';
import { portfolioDefinitions } from '../portfolio/portfolio-definitions.js';
import type { PortfolioModel } from '../portfolio/portfolio-model.js';
import { changeSection } from './change-section.js';
import { evidenceSection, verdictSection } from './evidence-section.js';
import { flagSection } from './flag-section.js';
import { html } from './markup.js';
import { MetricNames } from './metric-names.js';
import { overlapSection } from './overlap-section.js';
import { chartSection, headSection, provenanceSection } from './overview-sections.js';
import { pageText } from './page-frame.js';
import { pageNavigation } from './page-parts.js';
import {
  definitionSection,
  exceptionSection,
  inputSection,
  settingsSection,
} from './record-sections.js';
import { costSection, groupSection, timeSection } from './result-sections.js';
import { contributionSection, symbolSection } from './symbol-sections.js';

/** Names of every number on the page; what a portfolio defines goes before what a run does. */
function portfolioNames(): MetricNames {
  return new MetricNames([
    ...portfolioDefinitions(),
    ...RIGOUR_METRICS,
    ...DEFLATION_METRICS,
    ...ROBUSTNESS_METRICS,
    ...METRICS,
  ]);
}

const SECTIONS = [
  ['verdict', 'Verdict'],
  ['flags', 'Flags'],
  ['provenance', 'Provenance'],
  ['changes', 'Changes'],
  ['equity-curve', 'Equity'],
  ['symbols', 'Symbols'],
  ['evidence', 'Trust'],
  ['years', 'When'],
  ['costs', 'Costs'],
  ['groups', 'Groups'],
  ['numbers', 'Numbers'],
  ['inputs', 'Inputs'],
] as const;

/**
 * `report.html` of a directive: one self-contained page without a request, under a strict content
 * security policy; light, dark and print; the same model and script give the same bytes.
 */
export function portfolioHtml(model: PortfolioModel, script = ''): string {
  const names = portfolioNames();
  const { metrics, evidence } = model.portfolio;
  const values = {
    ...metrics.values,
    ...evidence.rigour.metrics.values,
    ...evidence.deflation.values,
    ...evidence.robustness.values,
  };
  const title = model.synthetic
    ? `${model.directiveId} (synthetic data) – Assay`
    : `${model.directiveId} – Assay`;
  return pageText(
    title,
    html`${headSection(model, names)}
      <main>
        ${pageNavigation(SECTIONS)}
        ${[
          verdictSection(model, names),
          flagSection(values, names),
          provenanceSection(model),
          changeSection(model, names),
          chartSection(model),
          symbolSection(model, names),
          contributionSection(model, names),
          overlapSection(model),
          evidenceSection(model, names),
          timeSection(model),
          costSection(model),
          groupSection(model),
          exceptionSection(model),
          definitionSection(model, names),
          settingsSection(model),
          inputSection(model),
        ]}
      </main>
      ${names.definitions()}
      <footer>
        <p>
          A dash stands for a number that has no value. Numbers are rounded here only; the CSV and
          JSON files beside this page hold them in full. Made by Assay from the inputs named above:
          the same inputs give the same page, byte for byte.
        </p>
      </footer> `,
    script,
  );
}
