/** One figure of a bench that is shown, and its goal where there is one. */
export interface ShownFigure {
  /** Its name in the bench's figures. */
  readonly field: string;
  readonly unit: string;
  readonly atMost?: number;
  readonly atLeast?: number;
}

/** Benches that are compared with the same thing. */
export interface BenchGroup {
  /** First half of the names of its benches. */
  readonly name: string;
  readonly title: string;
  /** What is measured, and what its ratio compares it with. */
  readonly about: string;
  readonly benches: readonly Bench[];
}

/** A bench: how it is named, and what of it is shown. */
export interface Bench {
  readonly name: string;
  readonly what: string;
  readonly shown: readonly ShownFigure[];
}

const PEAK: ShownFigure = { field: 'peak_rss_mb', unit: 'MB peak', atMost: 250 };

function nsPerBar(atMost?: number): ShownFigure {
  return { field: 'ns_per_bar', unit: 'ns/bar', ...(atMost !== undefined && { atMost }) };
}

function milliseconds(field: string, atMost?: number): ShownFigure {
  return { field, unit: 'ms', ...(atMost !== undefined && { atMost }) };
}

/** All benches in the order in which they run and are shown. */
export const BENCH_GROUPS: readonly BenchGroup[] = [
  {
    name: 'sma-cross',
    title: 'Engine',
    about:
      'SMA 10/30 cross, always in the market, with spread, commission, slippage, equity, its intrabar low and twelve ' +
      'headline metrics. Compared with the two averages, crosses, position and equity in one loop written for this ' +
      'strategy alone.',
    benches: [
      {
        name: 'sma-cross/callback',
        what: '1,000,000 bars, hooks that read `ctx.col`',
        shown: [nsPerBar(30), PEAK],
      },
      {
        name: 'sma-cross/columns',
        what: '1,000,000 bars, hooks that read `ctx.column`',
        shown: [nsPerBar(20), PEAK],
      },
      {
        name: 'sma-cross/fused',
        what: '1,000,000 bars, the recipe without hooks',
        shown: [nsPerBar(5), PEAK],
      },
      {
        name: 'sma-cross/sweep',
        what: '300 sets of the recipe × 5,000 bars, warm',
        shown: [milliseconds('ms', 30)],
      },
    ],
  },
  {
    name: 'indicators',
    title: 'Indicators',
    about:
      'Period 14 over 1,000,000 bars, the result allocated each time. Compared with reading the four prices of each bar.',
    benches: ['sma', 'ema', 'rsi', 'atr'].map((name) => ({
      name: `indicators/${name}`,
      what: name.toUpperCase(),
      shown: [nsPerBar()],
    })),
  },
  {
    name: 'lookahead',
    title: 'Look-ahead proof',
    about: 'Warm rounds; compared with the plain loop of the engine over the same bars.',
    benches: [
      {
        name: 'lookahead/cross',
        what: 'SMA 10/30 cross through `ctx.col`, 1,000,000 bars',
        shown: [milliseconds('ms', 2000)],
      },
      {
        name: 'lookahead/session',
        what: 'session range breakout, 34,000 hourly bars',
        shown: [milliseconds('ms')],
      },
    ],
  },
  {
    name: 'market-data',
    title: 'Market data',
    about:
      'A million bars of one minute. Compared with adding up the bytes of their canonical CSV.',
    benches: [
      {
        name: 'market-data/import',
        what: 'a canonical CSV: read, parsed, judged, written',
        shown: [milliseconds('ms', 1000)],
      },
      {
        name: 'market-data/import-mt4',
        what: 'the same from a MetaTrader file, to UTC',
        shown: [milliseconds('ms', 1000)],
      },
      { name: 'market-data/parse', what: 'canonical CSV to columns', shown: [milliseconds('ms')] },
      { name: 'market-data/quality', what: 'the quality report', shown: [milliseconds('ms')] },
      { name: 'market-data/encode', what: 'columns to canonical CSV', shown: [milliseconds('ms')] },
      {
        name: 'market-data/read-parquet',
        what: 'a Parquet file to columns',
        shown: [milliseconds('ms')],
      },
      {
        name: 'market-data/write-parquet',
        what: 'columns to Parquet',
        shown: [milliseconds('ms')],
      },
    ],
  },
  {
    name: 'workers',
    title: 'Threads',
    about:
      '24 simulations of 200,000 bars, each hashed, on threads that take the next one when they are done; one, two and ' +
      'eight threads must give the same bytes. Compared with what arithmetic without memory gains from a second thread.',
    benches: [
      {
        name: 'workers/two',
        what: 'two threads against one',
        shown: [
          { field: 'speedup', unit: '× of one', atLeast: 1.8 },
          { field: 'machine_speedup', unit: '× of one: arithmetic' },
        ],
      },
    ],
  },
  {
    name: 'pipeline',
    title: 'Whole pipeline',
    about:
      '`FX_Range_Breakout_H1`, 11 symbols × 34,000 hourly bars, 2013 to mid 2018, in a process of its own: on real bars ' +
      'where they are, else on synthetic ones. Compared with `node -e 0`, `pipeline/cold` by CPU time.',
    benches: [
      {
        name: 'pipeline/cold',
        what: 'cold process to PORTFOLIO_COMPLETE with reports',
        shown: [
          { field: 'wall_s', unit: 's', atMost: 4 },
          { field: 'cpu_s', unit: 's of CPU' },
        ],
      },
      {
        name: 'pipeline/nothing-to-do',
        what: 'a second call, over `node -e 0`',
        shown: [milliseconds('over_node_ms', 150)],
      },
      {
        name: 'pipeline/help',
        what: '`--help`, over `node -e 0`',
        shown: [milliseconds('over_node_ms', 45)],
      },
    ],
  },
  {
    name: 'sweep',
    title: 'Integrity sweep',
    about:
      '20,000 capsules of 19 small files each, nine of ten of earlier attempts, 141,000 events; every file is hashed anew, on a ' +
      'database as it was left; `verify` folds the log besides. Compared with `sha256sum` over the same files.',
    benches: [
      {
        name: 'sweep/capsules',
        what: 'a whole look, and `verify`',
        shown: [
          { field: 'wall_s', unit: 's', atMost: 6 },
          { field: 'peak_rss_mb', unit: 'MB peak', atMost: 300 },
          { field: 'verify_s', unit: 's verify' },
          { field: 'sha256sum_s', unit: 's sha256sum' },
        ],
      },
    ],
  },
  {
    name: 'ops',
    title: 'Ops loop',
    about:
      'The gates look at a living supervisor with 10,000 ticks, an hour of them a second apart, and are compared with ' +
      '`node -e 0`. Retention: 10,000 dashboard snapshots of nine files each, one every five minutes, 9,700 of which go: planned, moved aside, ' +
      'recorded with a tombstone each, deleted and pinned, by a process of its own; compared with `rm -rf` of an equal tree.',
    benches: [
      {
        name: 'ops/gates',
        what: '`health`, `metrics`, `greenlight`, green, over `node -e 0`',
        shown: [
          { field: 'health_over_node_ms', unit: 'ms health', atMost: 150 },
          { field: 'metrics_over_node_ms', unit: 'ms metrics', atMost: 150 },
          { field: 'greenlight_over_node_ms', unit: 'ms greenlight', atMost: 150 },
        ],
      },
      {
        name: 'ops/retain',
        what: '`retain dashboard`, and its plan alone',
        shown: [milliseconds('ms', 2000), milliseconds('plan_ms'), milliseconds('rm_ms')],
      },
    ],
  },
];

/** All benches, in order. */
export const BENCHES: readonly Bench[] = BENCH_GROUPS.flatMap(({ benches }) => benches);
