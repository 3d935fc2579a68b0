import { METRICS, RIGOUR_METRICS } from '@assay/metrics';
import type { MetricSet } from '@assay/metrics';
import type { PortfolioRunModel } from '../portfolio/portfolio-model.js';
import { parseEquityCurveCsv } from '../results/equity-curve.js';
import { moneySuffix } from '../results/run-result-model.js';
import type { RunOutcome } from '../results/run-result-model.js';
import { parseTradeListCsv } from './trade-list-reader.js';

/** Texts of the artifacts that a portfolio needs of a run. */
export interface RunArtifactTexts {
  /** `metadata/run_metadata.json` */
  readonly metadata: string;
  /** `raw/results_tradelevel.csv` */
  readonly tradeList: string;
  /** `raw/equity_curve.csv` */
  readonly equityCurve: string;
  /** `raw/results_rigour.json` */
  readonly rigour: string;
}

/**
 * The same from a run's artifacts, without loss, so that stage 4 can start from sealed capsules.
 * Undefined when a text is not what this version writes; their hashes are the caller's business.
 */
export function portfolioRunFromArtifacts(texts: RunArtifactTexts): PortfolioRunModel | undefined {
  const metadata = parseRecord(texts.metadata);
  const curve = parseEquityCurveCsv(texts.equityCurve);
  const fields = metadata && new MetadataFields(metadata);
  const rigour = new MetadataFields(parseRecord(texts.rigour) ?? {});
  if (!fields || !curve) return undefined;
  const { hold, ...daily } = curve;
  const accountCurrency = fields.text('account_currency');
  const trades = parseTradeListCsv(texts.tradeList, accountCurrency);
  const range = new MetadataFields(fields.record('data_range'));
  const run = {
    runId: fields.text('run_id'),
    runKey: fields.text('run_key'),
    symbol: fields.text('symbol'),
    inputs: fields.record('inputs') as Readonly<Record<string, string>>,
    synthetic: fields.flag('synthetic_data'),
    firstBar: range.textOrNull('first_bar'),
    lastBar: range.textOrNull('last_bar'),
    bars: range.number('bars'),
    capital: fields.number(`reference_capital_${moneySuffix(accountCurrency)}`),
    accountCurrency,
    daily,
    hold,
    metrics: metricSet(METRICS, fields),
    rigour: metricSet(RIGOUR_METRICS, rigour),
    pointSize: fields.number('point_size'),
    settings: fields.record('settings') as RunOutcome['settings'],
    rejections: fields.record('rejections') as Readonly<Record<string, number>>,
    notReadyBars: fields.number('not_ready_bars'),
    periodsPerYear: fields.number('periods_per_year'),
  };
  return trades && fields.sound && range.sound && rigour.sound ? { ...run, trades } : undefined;
}

/** In the order of the definitions, because canonical JSON orders keys by name. */
function metricSet<Id extends string>(
  definitions: readonly { readonly id: Id }[],
  fields: MetadataFields,
): MetricSet<Id> {
  const values = fields.record('metrics');
  const reasons = fields.record('undefined_metrics');
  const ids = definitions.map(({ id }) => id);
  return {
    values: Object.fromEntries(ids.map((id) => [id, values[id] ?? null])),
    reasons: Object.fromEntries(ids.filter((id) => id in reasons).map((id) => [id, reasons[id]])),
  } as MetricSet<Id>;
}

type JsonRecord = Readonly<Record<string, unknown>>;

function parseRecord(text: string): JsonRecord | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads members by name and remembers whether all of them were what they should be. */
class MetadataFields {
  sound = true;

  constructor(private readonly members: JsonRecord) {}

  text(key: string): string {
    const value = this.members[key];
    return typeof value === 'string' ? value : this.unsound('');
  }

  textOrNull(key: string): string | null {
    return this.members[key] === null ? null : this.text(key);
  }

  number(key: string): number {
    const value = this.members[key];
    return typeof value === 'number' ? value : this.unsound(0);
  }

  flag(key: string): boolean {
    const value = this.members[key];
    return typeof value === 'boolean' ? value : this.unsound(false);
  }

  record(key: string): JsonRecord {
    const value = this.members[key];
    return isRecord(value) ? value : this.unsound({});
  }

  private unsound<T>(substitute: T): T {
    this.sound = false;
    return substitute;
  }
}
