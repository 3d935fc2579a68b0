import { basename } from 'node:path';
import { diagnostic, formatDay, isAssayError, MS_PER_DAY, type Diagnostic } from '@assay/core';
import type { DirectiveModel } from '@assay/directive';
import { qualityDiagnostics } from '@assay/market-data';
import { engineFindings } from '../engine-findings.js';
import { activeEngineVersion } from '../inputs/engine-version.js';
import { seriesOf, type Scope } from '../inputs/scope.js';
import { barWindow } from '../inputs/bar-window.js';
import type { LoadedSeries } from '../inputs/series-store.js';
import type { Session } from '../session.js';
import type { EngineModule } from '../work/load-engine.js';
import type { DirectiveContext } from './stage.js';

/** The engine that will execute must be the one that its manifest describes, every time. */
export function checkEngine(
  session: Session,
  model: DirectiveModel,
  findings: Diagnostic[],
): string | undefined {
  try {
    const version = activeEngineVersion(session.toolchain, model);
    findings.push(...engineFindings(session.toolchain, version));
    return version;
  } catch (error) {
    if (!isAssayError(error) || error.code === 'NOT_BUILT') throw error;
    findings.push(...error.diagnostics);
    return undefined;
  }
}

/** How far the first and last bar may lie from the dates: a weekend with holidays. */
const COVERAGE_SLACK_DAYS = 5;

/** Quality of every series, and coverage of the dates by every symbol. */
export async function checkData(
  context: DirectiveContext,
  scope: Scope,
  findings: Diagnostic[],
): Promise<void> {
  const slackMs = COVERAGE_SLACK_DAYS * MS_PER_DAY;
  const checked = new Set<string>();
  const remarkable: string[] = [];
  const series = scope.symbols.flatMap(seriesOf);
  const loads = await Promise.allSettled(series.map((file) => context.series.get(file)));
  for (const [index, load] of loads.entries()) {
    const path = series[index]?.path ?? '';
    if (checked.has(path)) continue;
    checked.add(path);
    if (load.status === 'rejected') {
      if (!isAssayError(load.reason) || load.reason.code === 'INTERRUPTED') throw load.reason;
      findings.push(...load.reason.diagnostics);
      continue;
    }
    const found = qualityDiagnostics(load.value.quality, path);
    findings.push(...found.filter((finding) => finding.severity === 'error'));
    if (found.some((finding) => finding.severity === 'warning')) remarkable.push(path);
  }
  if (remarkable.length > 0) findings.push(qualityRemark(remarkable, checked.size));
  checkSpreads(scope, series, loads, findings);
  for (const symbol of scope.symbols) {
    const load = loads[series.indexOf(symbol.barFile)];
    if (load?.status !== 'fulfilled') continue;
    const { time, length } = load.value.bars;
    const window = barWindow(time, scope);
    const [head, tail] = [time[0] ?? 0, (time[length - 1] ?? 0) + scope.barMs];
    if (
      window.to > window.first &&
      head <= scope.startMs + slackMs &&
      tail >= scope.endMs - slackMs
    ) {
      continue;
    }
    findings.push(
      diagnostic('DATA_COVERAGE', `${symbol.symbol}: the bars do not cover the dates`, {
        place: { file: symbol.barFile.path },
        found: length === 0 ? 'no bars' : `${formatDay(head)} to ${formatDay(tail - 1)}`,
        expected: `${scope.model.start_date} to ${scope.model.end_date}`,
      }),
    );
  }
}

/** A spec that leaves the spread to the bars needs one in each bar that is used. */
function checkSpreads(
  scope: Scope,
  series: readonly { readonly path: string }[],
  loads: readonly PromiseSettledResult<LoadedSeries>[],
  findings: Diagnostic[],
): void {
  const { costs } = scope.model.rules;
  const isOwn = costs === 'none' || typeof costs?.spread_points === 'number';
  for (const symbol of scope.symbols) {
    if (isOwn || symbol.specFile.spec.spread !== 'column') continue;
    const load = loads[series.indexOf(symbol.barFile)];
    if (load?.status !== 'fulfilled') continue;
    const { spread, time } = load.value.bars;
    const { from, to } = barWindow(time, scope);
    const missing = spread ? spread.subarray(from, to).filter((s) => !(s >= 0)).length : to - from;
    if (missing === 0) continue;
    findings.push(
      diagnostic('COST_INPUT_MISSING', `${symbol.symbol}: bars without a spread`, {
        place: { file: symbol.barFile.path },
        found: spread ? `${missing} of ${to - from} bars have no valid spread` : 'no spread column',
        expected: 'a spread in every bar, as `spread: column` of the broker spec says',
      }),
    );
  }
}

/** One line for all series: gaps and jumps are in every real file, and `inspect` lists them. */
function qualityRemark(paths: readonly string[], count: number): Diagnostic {
  return diagnostic('DATA_QUALITY', `${paths.length} of ${count} bar files have gaps or oddities`, {
    severity: 'note',
    found: paths.map((path) => basename(path)).join(', '),
    expected: 'nothing that forbids a result: nothing does',
    next: 'run-pipeline data inspect lists them.',
  });
}

/** What the engine cannot do, and costs that nobody states. */
export function checkRules(
  model: DirectiveModel,
  scope: Scope,
  engine: EngineModule,
  findings: Diagnostic[],
): void {
  const seen = new Set<string>();
  for (const symbol of scope.symbols) {
    const settings = engine.resolveSettings(model.rules, symbol.specFile.spec);
    if (settings.ok) continue;
    for (const finding of settings.error) {
      const isOfSpec = finding.code === 'COST_INPUT_MISSING';
      const placed = isOfSpec ? { place: { file: symbol.specFile.path } } : {};
      const key = `${finding.code} ${finding.message} ${isOfSpec ? symbol.symbol : ''}`;
      if (!seen.has(key)) findings.push({ ...placed, ...finding });
      seen.add(key);
    }
  }
}
