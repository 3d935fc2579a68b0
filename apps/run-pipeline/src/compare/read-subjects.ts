import { AssayError, didYouMean, isRunId } from '@assay/core';
import type { ArtifactRecord, DirectiveRecord, Ledger, RunRecord } from '@assay/ledger';
import { directiveNotFound, type Reader } from '@assay/pipeline';
import { portfolioEquity, readEquity, runEquity } from '../evidence/read-equity.js';
import { readRecordedText } from '../evidence/read-recorded.js';
import { LABELS, type ComparedRun, type SettingValue, type Subject } from './subject.js';

type Numbers = Readonly<Record<string, number | null>>;
type Words = Readonly<Record<string, string>>;

/** The part of `run_metadata.json` that is compared; its bytes were checked against the ledger. */
interface RunMetadata {
  readonly strategy: string;
  readonly timeframe: string;
  readonly engine_version: string;
  readonly account_currency: string;
  readonly date_range: { readonly start: string; readonly end: string };
  readonly data_range: { readonly warmup_bars: number };
  readonly settings: Readonly<Record<string, SettingValue>> & { readonly capital: number };
  readonly synthetic_data: boolean;
  readonly trade_count: number;
  readonly metrics: Numbers;
  readonly undefined_metrics: Words;
}

/** The part of `portfolio_summary.json` that is compared. */
interface PortfolioSummary {
  readonly strategy: string;
  readonly engine_version: string;
  readonly account_currency: string;
  readonly synthetic_data: boolean;
  readonly policy: { readonly sha256: string };
  readonly judgement: { readonly verdict: string };
  readonly constituents: readonly { readonly capital: number }[];
  readonly metrics: Numbers;
  readonly undefined_metrics: Words;
  readonly rigour: Numbers;
  readonly undefined_rigour: Words;
  readonly deflation: Numbers;
  readonly robustness: Numbers;
}

interface Opened extends Pick<Reader, 'workspace' | 'files'> {
  readonly ledger: Ledger;
}

function recorded(
  artifacts: readonly ArtifactRecord[],
  path: string,
  what: string,
): ArtifactRecord {
  const found = artifacts.find((artifact) => artifact.path === path);
  if (found) return found;
  throw new AssayError('COMPARE_NOT_COMPLETE', `${what} has no recorded ${path}`);
}

function runNotComplete(run: RunRecord): AssayError {
  return new AssayError('COMPARE_NOT_COMPLETE', `run ${run.run_id} is not complete`, {
    found: run.state,
    expected: 'COMPLETE',
    next: `run-pipeline ${run.directive_id}`,
  });
}

function readRun(where: Opened, run: RunRecord): ComparedRun & { readonly metadata: RunMetadata } {
  if (run.state !== 'COMPLETE') throw runNotComplete(run);
  const path = `runs/${run.run_id}/artifacts/metadata/run_metadata.json`;
  const artifact = recorded(where.ledger.artifacts(run.run_id), path, `run ${run.run_id}`);
  const metadata = JSON.parse(readRecordedText(where, artifact)) as RunMetadata;
  const live = where.ledger.directive(run.directive_id);
  return {
    symbol: run.symbol,
    runId: run.run_id,
    inputs: run.inputs,
    settings: metadata.settings,
    timeframe: metadata.timeframe,
    start: metadata.date_range.start,
    end: metadata.date_range.end,
    warmupBars: metadata.data_range.warmup_bars,
    netProfit: metadata.metrics['net_profit'] ?? null,
    trades: metadata.trade_count,
    // The files of an earlier attempt are no longer listed: what cannot be shown to be equal is not.
    sources: live?.attempt === run.attempt ? live.sources : [],
    metadata,
  };
}

function runSubject(where: Opened, label: string, record: RunRecord): Subject {
  const run = readRun(where, record);
  const { metadata } = run;
  const equity = runEquity(where.ledger, record.run_id);
  if (!equity) throw runNotComplete(record);
  return {
    label,
    kind: 'run',
    id: record.run_id,
    directiveId: record.directive_id,
    attempt: record.attempt,
    strategy: metadata.strategy,
    engineVersion: metadata.engine_version,
    currency: metadata.account_currency,
    capital: metadata.settings.capital,
    synthetic: metadata.synthetic_data,
    verdict: null,
    ownInputs: {},
    runs: [run],
    metrics: metadata.metrics,
    reasons: metadata.undefined_metrics,
    equity: readEquity(where, equity),
  };
}

function directiveSubject(where: Opened, label: string, record: DirectiveRecord): Subject {
  const id = record.directive_id;
  const equity = portfolioEquity(where.ledger, id);
  if (record.state !== 'PORTFOLIO_COMPLETE' || !equity) {
    throw new AssayError('COMPARE_NOT_COMPLETE', `${id} is not complete`, {
      found: record.state,
      expected: 'PORTFOLIO_COMPLETE',
      next: `run-pipeline status ${id} says what stands in the way.`,
    });
  }
  const path = `portfolios/${id}/portfolio_summary.json`;
  const artifact = recorded(where.ledger.portfolioArtifacts(id), path, id);
  const summary = JSON.parse(readRecordedText(where, artifact)) as PortfolioSummary;
  const runs = where.ledger.runs(id).map((run) => readRun(where, run));
  return {
    label,
    kind: 'directive',
    id,
    directiveId: id,
    attempt: record.attempt,
    strategy: summary.strategy,
    engineVersion: summary.engine_version,
    currency: summary.account_currency,
    capital: summary.constituents.reduce((sum, { capital }) => sum + capital, 0),
    synthetic: summary.synthetic_data,
    verdict: summary.judgement.verdict,
    ownInputs: { policy: summary.policy.sha256 },
    runs: [...runs].sort((a, b) => (a.symbol < b.symbol ? -1 : 1)),
    metrics: {
      ...summary.metrics,
      ...summary.rigour,
      ...summary.deflation,
      ...summary.robustness,
    },
    reasons: { ...summary.undefined_metrics, ...summary.undefined_rigour },
    equity: readEquity(where, equity),
  };
}

function runNotFound(ledger: Ledger | undefined, word: string): AssayError {
  const known = (ledger?.directives() ?? []).flatMap(({ directive_id }) =>
    (ledger?.runs(directive_id) ?? []).map((run) => run.run_id),
  );
  const near = didYouMean(word, known);
  return new AssayError('RUN_NOT_FOUND', `no run ${word}`, {
    found: `${known.length} live runs, none of this id`,
    ...(near === undefined ? {} : { next: `Did you mean ${near}?` }),
  });
}

function readSubject(reader: Reader, label: string, word: string): Subject {
  const { ledger } = reader;
  const directive = ledger?.directive(word);
  if (ledger && directive) return directiveSubject({ ...reader, ledger }, label, directive);
  if (!isRunId(word)) throw directiveNotFound(reader, word);
  const run = ledger?.runHistory(word).at(-1);
  if (!ledger || !run) throw runNotFound(ledger, word);
  return runSubject({ ...reader, ledger }, label, run);
}

/**
 * Reads what is to be compared, every file checked against the ledger first.
 *
 * @param words - Ids of directives, or ids of runs.
 * @throws AssayError USAGE, DIRECTIVE_NOT_FOUND, RUN_NOT_FOUND, COMPARE_NOT_COMPLETE, ARTIFACT_MISSING,
 *   ARTIFACT_HASH_MISMATCH.
 */
export function readSubjects(reader: Reader, words: readonly string[]): readonly Subject[] {
  const twice = words.find((word, i) => words.indexOf(word) !== i);
  if (words.length < 2 || words.length > LABELS.length || twice !== undefined) {
    throw new AssayError('USAGE', 'name what is to be compared', {
      found: twice === undefined ? `${words.length} ids` : `${twice} twice`,
      expected: `2 to ${LABELS.length} ids, each once`,
    });
  }
  const subjects = words.map((word, i) => readSubject(reader, LABELS[i] ?? '', word));
  const kinds = new Set(subjects.map(({ kind }) => kind));
  if (kinds.size > 1) {
    throw new AssayError('USAGE', 'a directive cannot be compared with a run', {
      found: subjects.map(({ id, kind }) => `${kind} ${id}`).join(', '),
      expected: 'directives only, or runs only',
    });
  }
  return subjects;
}
