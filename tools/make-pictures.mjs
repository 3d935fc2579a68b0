// Makes the pictures of docs/images that show the web view and a comparison: `node tools/make-pictures.mjs`.
// Runs the built tools on the examples and their synthetic bars, and lets Debian's Chromium look at the pages.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { ROOT } from './build/repository.mjs';

const TOOL = join(ROOT, 'apps', 'run-pipeline', 'dist', 'main.js');
const IMAGES = join(ROOT, 'docs', 'images');
const DIRECTIVES = ['FX_MA_Cross_H1', 'FX_Range_Breakout_H1', 'FX_Streak_Reversal_H4'];
const VIEW = { width: 1280, height: 860 };

const folder = mkdtempSync(join(tmpdir(), 'assay-pictures-'));
const workspace = join(folder, 'research');
const run = (...args) =>
  execFileSync(process.execPath, [TOOL, '--quiet', ...args], { cwd: folder });

/** Starts the web view; resolves with its address. */
async function serve() {
  const child = spawn(process.execPath, [TOOL, 'serve', '--port', '0', '--workspace', workspace]);
  const url = await new Promise((resolve, reject) => {
    child.stderr.on('data', (data) => {
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(String(data));
      if (found) resolve(found[0]);
    });
    child.once('close', () => reject(new Error('serve ended')));
  });
  return { url, end: () => child.kill('SIGINT') };
}

async function take(browser, url, name, colorScheme, prepare) {
  const page = await browser.newPage({ viewport: VIEW, colorScheme });
  await page.goto(url);
  if (prepare) await prepare(page);
  await page.screenshot({ path: join(IMAGES, name) });
  await page.close();
  console.log(`docs/images/${name}`);
}

try {
  run('init', 'research');
  run('data', 'sample', '--workspace', workspace);
  run(...DIRECTIVES, '--workspace', workspace);
  const active = join(workspace, 'backtest_directives', 'active');
  const draft = readFileSync(join(active, 'FX_Night_Range_H1.txt'), 'utf8');
  writeFileSync(join(active, 'Draft.txt'), draft.replace(/^ *timeframe:.*$/m, '  timefram: 1h'));
  const page = join(folder, 'compare.html');
  run('compare', DIRECTIVES[0], DIRECTIVES[1], '--html', page, '--workspace', workspace);
  const web = await serve();
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  });
  await take(browser, `${web.url}/`, 'serve.png', 'light');
  await take(browser, `${web.url}/ledger`, 'serve-ledger.png', 'dark', (one) =>
    one.locator('th[data-column=total_net_profit] button').click(),
  );
  await take(browser, pathToFileURL(page).href, 'compare.png', 'light');
  await browser.close();
  web.end();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
