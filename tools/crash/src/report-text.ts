import type { CampaignReport, TrialReport } from './campaign-report.js';
import { isDivergence } from './problem.js';

/** True when something was tried and nothing at all was found. */
export function isGreen({ trials, installation }: CampaignReport): boolean {
  if (trials.length === 0) return false;
  return installation.length === 0 && trials.every(({ problems }) => problems.length === 0);
}

/** Figures of one scenario or fault. */
export interface Row {
  readonly name: string;
  readonly trials: number;
  /** Processes that were really ended by a kill. */
  readonly kills: number;
  readonly recovered: number;
  readonly divergences: number;
  readonly repeated: number;
  readonly otherProblems: number;
}

/** A row for each scenario and fault that had a trial, in the order of first sight of `names`. */
export function reportRows(
  trials: readonly TrialReport[],
  names: readonly string[],
): readonly Row[] {
  return names.flatMap((name) => {
    const own = trials.filter((trial) => trial.name === name);
    if (own.length === 0) return [];
    const count = (isMeant: (trial: TrialReport) => boolean): number => own.filter(isMeant).length;
    const isRepeated = ({ problems }: TrialReport): boolean =>
      problems.some(({ check }) => check === 'repeated');
    const isDivergent = ({ problems }: TrialReport): boolean => problems.some(isDivergence);
    return [
      {
        name,
        trials: own.length,
        kills: own.reduce((sum, { struck }) => sum + struck, 0),
        recovered: count(({ problems }) => problems.length === 0),
        divergences: count(isDivergent),
        repeated: count(isRepeated),
        otherProblems: count(
          (trial) => trial.problems.length > 0 && !isRepeated(trial) && !isDivergent(trial),
        ),
      },
    ];
  });
}

const COLUMNS: readonly (readonly [string, (row: Row) => string])[] = [
  ['scenario or fault', (row) => row.name],
  ['trials', (row) => String(row.trials)],
  ['kills', (row) => String(row.kills)],
  ['recovered', (row) => String(row.recovered)],
  ['divergences', (row) => String(row.divergences)],
  ['repeated commits', (row) => String(row.repeated)],
  ['other problems', (row) => String(row.otherProblems)],
];

function table(rows: readonly Row[]): readonly string[] {
  const cells = [COLUMNS.map(([header]) => header)].concat(
    rows.map((row) => COLUMNS.map(([, cell]) => cell(row))),
  );
  const widths = COLUMNS.map((_, index) =>
    Math.max(...cells.map((row) => (row[index] ?? '').length)),
  );
  return cells.map((row) =>
    row
      .map((cell, index) =>
        index === 0 ? cell.padEnd(widths[index] ?? 0) : cell.padStart(widths[index] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
}

/** How many problems of one trial are shown; the rest is counted. */
const SHOWN_MAX = 6;
/** The whole texts stand in the document of `--json`. */
const WIDTH_MAX = 300;

function failureLines(trial: TrialReport, seed: number): readonly string[] {
  const { name, step, place, problems, folder } = trial;
  const again = `npm run crash -- --seed ${seed} --only ${name}${step === undefined ? '' : ` --step ${step}`}`;
  const shown = problems.slice(0, SHOWN_MAX).map(({ check, text }) => {
    const line = text.replaceAll(/\s+/g, ' ').trim();
    return `  ${check}: ${line.length > WIDTH_MAX ? `${line.slice(0, WIDTH_MAX)}…` : line}`;
  });
  const more = problems.length - shown.length;
  return [
    `FAILED ${name}${place === undefined ? '' : ` at ${place}`}`,
    ...shown,
    ...(more > 0 ? [`  and ${more} more`] : []),
    `  again: ${again}`,
    `  kept:  ${folder ?? 'nothing'}`,
  ];
}

/** What is printed without `--json`; the last line sums up. */
export function reportText(report: CampaignReport, names: readonly string[]): string {
  const { trials, seed, seconds, notBegun, installation } = report;
  const rows = reportRows(trials, names);
  const failed = trials.filter(({ problems }) => problems.length > 0);
  const sum = (value: (row: Row) => number): number =>
    rows.reduce((total, row) => total + value(row), 0);
  const litter = trials.reduce((total, one) => total + one.litter, 0);
  const last = [
    `seed ${seed}`,
    `${trials.length} trials`,
    `${sum((row) => row.kills)} kills`,
    `${sum((row) => row.recovered)} recovered`,
    `${sum((row) => row.divergences)} divergences`,
    `${sum((row) => row.repeated)} repeated commits`,
    `${failed.length} failed`,
    `${seconds} s`,
  ].join(', ');
  return [
    ...table(rows),
    '',
    ...report.scenarios.map(
      ({ name, steps, commits }) => `${name}: ${steps} steps, ${commits} of them commits`,
    ),
    `half-made files of killed writes that stayed behind: ${litter}`,
    ...report.untried.map(({ name, why }) => `not tried: ${name} (${why})`),
    ...(trials.length === 0 ? ['FAILED nothing was tried'] : []),
    ...(notBegun > 0 ? [`not begun for want of time: ${notBegun} trials`] : []),
    ...installation.map((path) => `FAILED the installation was written to: ${path}`),
    ...failed.flatMap((trial) => failureLines(trial, seed)),
    last,
    '',
  ].join('\n');
}
