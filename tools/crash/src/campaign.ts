import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { installationChanges, readInstallation } from './checks/installation.js';
import type { Request } from './command-line.js';
import { formatKillPlan } from './kill-point.js';
import { runKillTrial } from './kill-trial.js';
import { planKills, type PlannedKill } from './plan-kills.js';
import type { Problem } from './problem.js';
import type { Places } from './processes.js';
import { makeReference, type Reference } from './references.js';
import { SCENARIOS } from './scenarios.js';
import { makeTemplates, type Templates } from './templates.js';
import { isCommit } from './trace.js';

/** A trial that ended, of whatever kind. */
export interface TrialReport {
  /** Scenario or fault. */
  readonly name: string;
  /** What `--step` takes to do it again; undefined for a fault. */
  readonly step: string | undefined;
  /** Where the process died, or what was broken. */
  readonly place: string | undefined;
  readonly struck: number;
  readonly litter: number;
  readonly problems: readonly Problem[];
  /** The folder, when it was kept. */
  readonly folder: string | undefined;
}

/** What a campaign found. */
export interface CampaignReport {
  readonly seed: number;
  readonly seconds: number;
  readonly scenarios: readonly ScenarioFigures[];
  readonly trials: readonly TrialReport[];
  /** Trials that were planned and not begun, for want of time. */
  readonly notBegun: number;
  /** Files of the installation that were written. */
  readonly installation: readonly string[];
}

/** How much of a scenario there is to kill. */
export interface ScenarioFigures {
  readonly name: string;
  /** Steps of file and database work of an undisturbed run. */
  readonly steps: number;
  /** Those that are commits of the ledger. */
  readonly commits: number;
}

/** Memory, where there is such a folder: a campaign flushes more than a disk likes. */
function scratchFolder(): string {
  const parent = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
  return mkdtempSync(join(parent, 'assay-crash-'));
}

/** Runs everything that was asked for; `say` hears of each failure as it is found. */
export async function runCampaign(
  places: Places,
  request: Request,
  say: (line: string) => void,
): Promise<CampaignReport> {
  const began = performance.now();
  const scratch = scratchFolder();
  const campaign = new Campaign(places, request, scratch, say);
  const installation = readInstallation(places.repository);
  try {
    await campaign.prepare();
    await campaign.run(began);
  } finally {
    if (campaign.isClean) rmSync(scratch, { recursive: true, force: true });
  }
  return {
    seed: request.seed,
    seconds: Math.round((performance.now() - began) / 1000),
    scenarios: campaign.figures(),
    trials: campaign.reports,
    notBegun: campaign.notBegun,
    installation: installationChanges(installation, readInstallation(places.repository)),
  };
}

class Campaign {
  readonly reports: TrialReport[] = [];
  notBegun = 0;
  readonly #places: Places;
  readonly #request: Request;
  readonly #scratch: string;
  readonly #say: (line: string) => void;
  readonly #references = new Map<string, Reference>();
  #templates: Templates = new Map();
  #begun = 0;

  constructor(places: Places, request: Request, scratch: string, say: (line: string) => void) {
    this.#places = places;
    this.#request = request;
    this.#scratch = scratch;
    this.#say = say;
  }

  /** True when no folder is worth keeping. */
  get isClean(): boolean {
    return this.reports.every(({ folder }) => folder === undefined);
  }

  async prepare(): Promise<void> {
    const { only } = this.#request;
    const scenarios = SCENARIOS.filter(({ name }) => only.length === 0 || only.includes(name));
    const wanted = new Set(scenarios.map(({ template }) => template));
    this.#templates = await makeTemplates(this.#places, wanted, join(this.#scratch, 'templates'));
    for (const scenario of scenarios) {
      const path = join(this.#scratch, `reference-${scenario.name}`);
      const reference = await makeReference(this.#places, this.#templates, scenario, path);
      this.#references.set(scenario.name, reference);
    }
  }

  figures(): readonly ScenarioFigures[] {
    return [...this.#references.values()].map(({ scenario, steps }) => ({
      name: scenario.name,
      steps: steps.length,
      commits: steps.filter(isCommit).length,
    }));
  }

  /** As many trials at a time as there are processors: each has a folder of its own. */
  async run(began: number): Promise<void> {
    const { seconds } = this.#request;
    const waiting = [...this.#planned()];
    const isLate = (): boolean =>
      seconds !== undefined && performance.now() - began > seconds * 1000;
    const work = async (): Promise<void> => {
      for (;;) {
        if (isLate()) return;
        const kill = waiting.shift();
        if (!kill) return;
        await this.#kill(kill);
      }
    };
    await Promise.all(Array.from({ length: availableParallelism() }, work));
    this.notBegun = waiting.length;
  }

  #planned(): readonly PlannedKill[] {
    const { kills, seed, step, only } = this.#request;
    if (step) return [{ scenario: only[0] ?? '', plan: step }];
    const killable = [...this.#references.values()].map(({ scenario, steps, spanMs }) => ({
      name: scenario.name,
      steps,
      spanMs,
      isVariant: scenario.isVariant === true,
    }));
    return killable.length === 0 ? [] : planKills(killable, kills, seed);
  }

  async #kill({ scenario, plan }: PlannedKill): Promise<void> {
    const reference = this.#references.get(scenario);
    if (!reference) throw new Error(`no scenario ${scenario}`);
    const template = this.#templates.get(reference.scenario.template) ?? '';
    const path = this.#newFolder();
    const { struck, place, problems, litter } = await runKillTrial(
      this.#places,
      reference,
      template,
      plan,
      path,
    );
    const step = formatKillPlan(plan);
    this.#keep({ name: scenario, step, place, struck, litter, problems, folder: path });
  }

  #newFolder(): string {
    this.#begun += 1;
    const path = join(this.#scratch, `trial-${String(this.#begun).padStart(5, '0')}`);
    mkdirSync(path);
    return path;
  }

  #keep(report: TrialReport): void {
    const isKept = report.problems.length > 0 || this.#request.isKeep;
    if (!isKept) rmSync(report.folder ?? '', { recursive: true, force: true });
    this.reports.push(isKept ? report : { ...report, folder: undefined });
    if (report.problems.length > 0) this.#say(`failed: ${report.name} ${report.step ?? ''}`);
  }
}
