// `npm run docs:pictures`: takes the pictures of README and docs from the reports of demo-workspace, which
// `npm run demo` makes. Synthetic and seeded, so the same sources give the same pictures.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const workspace = join(root, 'demo-workspace');
const browserPath = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((path) => existsSync(path));

/** Picture, page, size of the window, and what is brought to its top. */
const PICTURES = [
  {
    name: 'report.png',
    page: ['portfolios', 'FX_MA_Cross_H1', 'report.html'],
    size: { width: 1200, height: 1250 },
  },
  {
    name: 'run-report.png',
    page: ['backtests', 'FX_Range_Breakout_H1_EURUSD', 'report.html'],
    size: { width: 1200, height: 1000 },
    top: '#trades',
  },
];

async function take(browser, { name, page: path, size, top }) {
  const file = join(workspace, ...path);
  if (!existsSync(file)) throw new Error(`${file} is not there: npm run demo`);
  const page = await browser.newPage();
  await page.setViewportSize(size);
  await page.goto(pathToFileURL(file).href);
  await page.waitForSelector('html[data-ready=yes]');
  if (top) {
    await page.locator(top).evaluate((element) => element.scrollIntoView());
    // Some trades on, so that there are bars on both sides.
    for (let i = 0; i < 8; i++) await page.getByRole('button', { name: 'Next trade' }).click();
  }
  await page.screenshot({ path: join(root, 'docs', 'images', name) });
  await page.close();
  console.log(`docs/images/${name}`);
}

if (!browserPath) throw new Error('the pictures need chromium');
const profile = mkdtempSync(join(tmpdir(), 'assay-pictures-'));
const browser = await chromium.launchPersistentContext(profile, {
  executablePath: browserPath,
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run'],
});
try {
  for (const picture of PICTURES) await take(browser, picture);
} finally {
  await browser.close();
  rmSync(profile, { recursive: true, force: true });
}
