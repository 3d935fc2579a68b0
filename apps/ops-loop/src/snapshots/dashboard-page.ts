import { createHash } from 'node:crypto';
import { html, NOTHING, type Content, type Markup } from '@assay/report';
import type { DashboardModel } from './dashboard-model.js';
import {
  alertsSection,
  badge,
  healthSection,
  readinessSection,
  recordSection,
  signalsSection,
  snapshotsSection,
  spanText,
  ticksSection,
  timeText,
} from './dashboard-sections.js';
import { DASHBOARD_STYLE } from './dashboard-style.js';

function cards(model: DashboardModel): Markup {
  const { p90_metrics: metrics, supervisor } = model;
  const { ext } = metrics;
  const ratio = ext.failure_ratio_1h;
  const disk = ext.disk_free_bytes;
  const all: readonly (readonly [string, Content])[] = [
    ['Supervisor', supervisor.alive ? badge('good', 'alive') : badge('bad', 'dead')],
    ['Last tick', metrics.age_sec === null ? '–' : `${spanText(metrics.age_sec)} ago`],
    ['Ticks on disk', String(metrics.tick_count)],
    ['Missed', String(ext.missed_ticks)],
    ['Not ready, 1 h', ratio === null ? '–' : `${Math.round(ratio * 100)} %`],
    ['Longest gap', spanText(ext.gap_max_sec)],
    ['Tick, 95 %', ext.tick_ms === null ? '–' : `${Math.round(ext.tick_ms.p95)} ms`],
    ['Disk free', disk === null ? '–' : `${(disk / 1_073_741_824).toFixed(1)} GiB`],
  ];
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

function banner({ verdict, alerts, p79_health: health }: DashboardModel): Markup {
  if (verdict.ok) {
    const seen = [...new Set(alerts.map(({ id }) => id))];
    const words =
      seen.length === 0 ? ': nothing asks for a person.' : `, but look at: ${seen.join(', ')}`;
    return html`<p class="verdict good">Green${words}</p>`;
  }
  const failed = health
    .filter(({ ok, severity }) => !ok && severity === 'error')
    .map(({ id }) => id);
  const why = verdict.reasons.length > 0 ? verdict.reasons : failed;
  return html`<p class="verdict bad">Red: ${why.join(', ')}</p>`;
}

/** What changes on the page: everything below its head. The same for the snapshot and the live page. */
export function dashboardBody(model: DashboardModel): string {
  const { workspace, mode, dry_run: isDry, out_dir: outDir, ts_utc: time } = model;
  const body = html`<header class="top">
      <p class="kicker">Ops loop · ${mode}${isDry ? ' · dry run' : ''}</p>
      <h1>${workspace}</h1>
      <p class="lead">${outDir ?? 'no run of a supervisor'} · as of ${timeText(time)} UTC</p>
      ${banner(model)} ${cards(model)}
    </header>
    <main>
      ${alertsSection(model)} ${ticksSection(model)} ${healthSection(model)}
      ${readinessSection(model)} ${signalsSection(model)} ${snapshotsSection(model)}
      ${recordSection(model)}
    </main>
    <footer>Evidence never authorises anything. All times UTC.</footer>`;
  return body.markup;
}

/** What the live page does: asks for its body again, and says when nobody answers. */
const LIVE_SCRIPT = `'use strict';
const body = document.getElementById('live');
const lost = document.getElementById('lost');
async function refresh() {
  try {
    const answer = await fetch('/body', { cache: 'no-store' });
    if (!answer.ok) throw new Error(String(answer.status));
    const top = scrollY;
    body.innerHTML = await answer.text();
    scrollTo(0, top);
    lost.hidden = true;
  } catch {
    lost.hidden = false;
  }
  setTimeout(refresh, 3000);
}
setTimeout(refresh, 3000);
`;

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

/** What the page may load: its own style, and when it is live its own script and its own server. */
export function dashboardPolicy(isLive: boolean): string {
  const live = isLive ? `; script-src ${hashOf(LIVE_SCRIPT)}; connect-src 'self'` : '';
  return `default-src 'none'; style-src ${hashOf(DASHBOARD_STYLE)}${live}; base-uri 'none'; form-action 'none'`;
}

/**
 * One self-contained page of a model: no request, and no script unless it is live. The policy is in the page
 * itself, so it holds for a file opened from disk as well.
 */
export function dashboardPage(model: DashboardModel, isLive = false): string {
  // Not templates: white space around them would change their hashes.
  const style: Markup = { markup: `<style>${DASHBOARD_STYLE}</style>` };
  const script: Markup = isLive ? { markup: `<script>${LIVE_SCRIPT}</script>` } : NOTHING;
  const lost = html`<p id="lost" class="verdict bad" hidden>
    Nobody answers: what you see is old.
  </p>`;
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${dashboardPolicy(isLive)}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${model.verdict.ok ? 'Green' : 'Red'} · ${model.workspace} · ops loop</title>
        ${style}
      </head>
      <body>
        ${isLive ? lost : NOTHING}
        <div id="live">${{ markup: dashboardBody(model) }}</div>
        ${script}
      </body>
    </html> `;
  return page.markup;
}
