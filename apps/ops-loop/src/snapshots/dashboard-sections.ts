import { html, NOTHING, type Content, type Markup } from '@assay/report';
import { describeSpan } from '../gates/describe-span.js';
import { instantMs } from '../gates/instant-ms.js';
import type { Check } from '../outcome.js';
import type { DashboardModel } from './dashboard-model.js';

/** Seconds for people; a dash for none. */
export function spanText(seconds: number | null): string {
  return seconds === null ? '–' : describeSpan(seconds * 1000);
}

/** An instant for people: day and time of day, UTC. */
export function timeText(instant: string | null): Content {
  if (instant === null) return '–';
  if (instantMs(instant) === undefined) return instant;
  const short = `${instant.slice(0, 10)} ${instant.slice(11, 19)}`;
  return html`<time datetime="${instant}">${short}</time>`;
}

type Tone = 'good' | 'bad' | 'warn' | 'calm';

/** A word on a coloured ground; the word says the same as the colour. */
export function badge(tone: Tone, word: string): Markup {
  return html`<span class="badge ${tone}">${word}</span>`;
}

/** A table; every cell is escaped unless it is markup. */
export function table(
  head: readonly string[],
  rows: readonly (readonly Content[])[],
  nothing: string,
): Markup {
  if (rows.length === 0) return html`<p class="none">${nothing}</p>`;
  const cells = rows.map(
    (row) =>
      html`<tr>
        ${row.map((cell) => html`<td>${cell}</td>`)}
      </tr>`,
  );
  const names = head.map((name) => html`<th scope="col">${name}</th>`);
  return html`<div class="scroll" tabindex="0">
    <table>
      <thead>
        <tr>
          ${names}
        </tr>
      </thead>
      <tbody>
        ${cells}
      </tbody>
    </table>
  </div>`;
}

function section(title: string, note: Content, body: Markup): Markup {
  return html`<section>
    <h2>${title}</h2>
    ${note === '' ? NOTHING : html`<p class="note">${note}</p>`}${body}
  </section>`;
}

function checkBadge({ ok, severity }: Check): Markup {
  if (ok) return badge('good', 'ok');
  return severity === 'error' ? badge('bad', 'red') : badge('warn', severity);
}

function checkRows(checks: readonly Check[]): readonly (readonly Content[])[] {
  return checks.map((check) => [checkBadge(check), html`<code>${check.id}</code>`, check.detail]);
}

const STATUS_WORDS = {
  ready: 'ready',
  not_ready: 'not ready',
  failed: 'failed',
  timed_out: 'timed out',
  stopped: 'cut short by a stop',
} as const;

/** One cell for each tick, oldest first. */
export function ticksSection({ ticks, p90_metrics: metrics }: DashboardModel): Markup {
  const cells = ticks.map(({ seq, status, ts, gap_sec: gap }) => {
    const words = `tick ${seq}, ${STATUS_WORDS[status]}, ${ts}${gap === null ? '' : `, ${gap} s after the one before`}`;
    return html`<li class="${status}" title="${words}"><span class="hidden">${words}</span></li>`;
  });
  const count = (wanted: string) => ticks.filter(({ status }) => status === wanted).length;
  const legend = (Object.keys(STATUS_WORDS) as (keyof typeof STATUS_WORDS)[])
    .filter((status) => status === 'ready' || count(status) > 0)
    .map(
      (status) =>
        html`<span><i class="key ${status}"></i>${count(status)} ${STATUS_WORDS[status]}</span>`,
    );
  const strip = html`<ol class="strip">
      ${cells}
    </ol>
    <p class="legend">${legend}</p>`;
  const note = `${metrics.tick_count} complete ticks on disk; shown are the last ${ticks.length} that were begun, oldest first.`;
  return section(
    'Ticks',
    note,
    ticks.length === 0 ? html`<p class="none">No tick yet.</p>` : strip,
  );
}

/** What the newest tick asked and what it heard. */
export function readinessSection({ readiness }: DashboardModel): Markup {
  if (!readiness) return section('Readiness', '', html`<p class="none">No tick has completed.</p>`);
  const word = readiness.ready ? badge('good', 'P76_READY') : badge('bad', 'P76_NOT_READY');
  const note = html`${word} <code>${readiness.tick}</code>, ended ${timeText(readiness.finished)}`;
  return section(
    'Readiness',
    note,
    table(['', 'Check', 'Found'], checkRows(readiness.checks), 'The tick asked nothing.'),
  );
}

/** Is the supervisor alive, its last tick fresh, whole and ready. */
export function healthSection({ p79_health: checks, supervisor }: DashboardModel): Markup {
  const phase = supervisor.phase === null ? '' : `Last written phase: ${supervisor.phase}. `;
  const started = html`${phase}Started ${timeText(supervisor.started)}, a tick every
  ${spanText(supervisor.interval_sec)}.`;
  return section('Health', started, table(['', 'Check', 'Found'], checkRows(checks), ''));
}

/** Everything that asks for a person. */
export function alertsSection({ alerts }: DashboardModel): Markup {
  const rows = alerts.map(({ id, severity, detail }) => [
    severity === 'error' ? badge('bad', 'red') : badge('warn', 'warn'),
    html`<code>${id}</code>`,
    detail,
  ]);
  return section('Alerts', '', table(['', 'Alert', 'Why'], rows, 'Nothing asks for a person.'));
}

/** What the promoted strategies would do. */
export function signalsSection({ signals }: DashboardModel): Markup {
  const rows = signals.map(
    ({ directive_id: id, symbol, bar_time: time, close, position, signals: made }) => [
      id,
      symbol,
      timeText(time),
      String(close),
      position ? `${position.direction} ${position.units} from ${position.entry_price}` : 'flat',
      made.length === 0 ? '–' : made.map(({ kind, decision }) => `${kind}: ${decision}`).join('; '),
    ],
  );
  const head = ['Directive', 'Symbol', 'Bar', 'Close', 'Shadow position', 'Decisions'];
  const nothing = 'No strategy is promoted, or none has said anything.';
  return section(
    'Shadow signals',
    'Written down, never sent anywhere.',
    table(head, rows, nothing),
  );
}

/** The newest evidence of each class. */
export function snapshotsSection({ snapshots }: DashboardModel): Markup {
  const rows = snapshots.map((row) => {
    const { result, age_sec: age, limit_sec: limit, problems } = row;
    const isLate = limit !== null && (age === null || age > limit);
    const word =
      result === null ? badge('calm', 'none') : badge(result === 'green' ? 'good' : 'bad', result);
    const late = isLate ? badge('warn', 'overdue') : NOTHING;
    const broken = problems.length > 0 ? badge('bad', 'tampered') : NOTHING;
    const rule = limit === null ? '–' : `at most ${spanText(limit)}`;
    return [
      html`${word} ${late} ${broken}`,
      row.class,
      spanText(age),
      rule,
      html`<code>${row.name ?? '–'}</code>`,
    ];
  });
  const head = ['', 'Class', 'Age', 'Fresh', 'Newest'];
  return section(
    'Snapshots',
    'The green light wants a fresh one where a limit is given.',
    table(head, rows, ''),
  );
}

/** What was thinned out, where the ledger and the pins stand. */
export function recordSection({ retention, ledger, pins }: DashboardModel): Markup {
  const facts: readonly (readonly [string, Content])[] = [
    [
      'Retention ran',
      html`${timeText(retention.last)}, at least every ${spanText(retention.limit_sec)}`,
    ],
    [
      'Ledger head',
      ledger
        ? html`event ${ledger.seq}, <code>${ledger.type}</code>, ${timeText(ledger.at)}`
        : 'nothing was ever run here',
    ],
    ['Its hash', ledger ? html`<code>${ledger.hash}</code>` : '–'],
  ];
  const list = facts.map(
    ([name, value]) =>
      html`<div>
        <dt>${name}</dt>
        <dd>${value}</dd>
      </div>`,
  );
  const rows = pins.map(({ seq, kind, class: ofClass, name, time, result, token }) => [
    kind === 'tombstone'
      ? badge('calm', 'thinned out')
      : badge(result === 'green' ? 'good' : 'bad', result ?? ''),
    String(seq),
    ofClass,
    timeText(time),
    html`<code>${name}</code>`,
    token === null ? '–' : html`<code>${token}</code>`,
  ]);
  const head = ['', 'No.', 'Class', 'Pinned', 'Name', 'Token'];
  return html`${section('Record', '', html`<dl class="facts">${list}</dl>`)}${section('Pins', 'The newest lines of the log, newest first.', table(head, rows, 'Nothing was pinned yet.'))}`;
}
