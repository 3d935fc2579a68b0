import type { Problem } from './problem.js';

/** A trial that ended, of whatever kind. */
export interface TrialReport {
  /** Scenario or fault. */
  readonly name: string;
  /** What `--step` takes to do it again; undefined for a fault. */
  readonly step: string | undefined;
  /** Where the process died, or what was broken. */
  readonly place: string | undefined;
  /** Processes that a kill ended. */
  readonly struck: number;
  /** Half-made files that stayed behind. */
  readonly litter: number;
  readonly problems: readonly Problem[];
  /** The folder, when it was kept. */
  readonly folder: string | undefined;
}

/** A fault that the machine or the user does not allow to try. */
export interface UntriedFault {
  readonly name: string;
  readonly why: string;
}

/** How much of a scenario there is to kill. */
export interface ScenarioFigures {
  readonly name: string;
  /** Steps of file and database work of an undisturbed run. */
  readonly steps: number;
  /** Those that are commits of the ledger. */
  readonly commits: number;
}

/** What a campaign found. */
export interface CampaignReport {
  readonly seed: number;
  readonly seconds: number;
  readonly scenarios: readonly ScenarioFigures[];
  readonly trials: readonly TrialReport[];
  /** Faults that cannot be tried here. */
  readonly untried: readonly UntriedFault[];
  /** Trials that were planned and not begun, for want of time. */
  readonly notBegun: number;
  /** Files of the installation that were written. */
  readonly installation: readonly string[];
}
