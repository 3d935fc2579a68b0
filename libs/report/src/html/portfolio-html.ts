import type { PortfolioModel } from '../portfolio/portfolio-model.js';
import { evidenceSection } from './evidence-section.js';
import { html } from './markup.js';
import { chartSection, headSection, provenanceSection } from './overview-sections.js';
import { overlapSection } from './overlap-section.js';
import { pageText } from './page-frame.js';
import {
  definitionSection,
  exceptionSection,
  inputSection,
  settingsSection,
} from './record-sections.js';
import { costSection, groupSection, symbolSection, timeSection } from './result-sections.js';

/**
 * `report.html`: one self-contained page per directive. No script, no request, a strict content
 * security policy; light, dark and print; the same model gives the same bytes.
 */
export function portfolioHtml(model: PortfolioModel, script = ''): string {
  const title = model.synthetic
    ? `${model.directiveId} (synthetic data) – Assay`
    : `${model.directiveId} – Assay`;
  return pageText(
    title,
    html`${headSection(model)}
      <main>
        ${provenanceSection(model)}${chartSection(model)}${symbolSection(model)}${evidenceSection(model)}${timeSection(model)}${overlapSection(model)}${costSection(model)}${groupSection(model)}${exceptionSection(model)}${definitionSection(model)}${settingsSection(model)}${inputSection(model)}
      </main>
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
