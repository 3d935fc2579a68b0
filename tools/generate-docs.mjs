// Writes the documents that are made from code: `npm run docs:generate`. With --check nothing is written,
// and a document that is out of date ends with exit 1.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorsDocument } from './build/errors-document.mjs';
import { indicatorsDocument } from './build/indicators-document.mjs';
import { metricsDocument } from './build/metrics-document.mjs';
import { performanceDocument } from './build/performance-document.mjs';
import { ROOT } from './build/repository.mjs';
import { writeFile } from './build/write-output.mjs';

const isCheck = process.argv.includes('--check');
const documents = {
  'docs/errors.md': await errorsDocument(),
  'docs/indicators.md': await indicatorsDocument(),
  'docs/metrics-glossary.md': await metricsDocument(),
  'docs/performance.md': await performanceDocument(),
};

for (const [path, text] of Object.entries(documents)) {
  const file = join(ROOT, path);
  const isCurrent = existsSync(file) && readFileSync(file, 'utf8') === text;
  if (!isCheck) writeFile(path, text);
  if (isCheck && !isCurrent) {
    console.error(`${path} is out of date: npm run docs:generate`);
    process.exitCode = 1;
  } else console.log(`${path} ${isCurrent ? 'is current' : 'was written'}`);
}
