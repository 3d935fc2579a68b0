import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '@assay/core';
import { installationChanges, readInstallation } from './checks/installation.js';
import { shuffled } from './choose-kills.js';
import type { Request } from './command-line.js';
import { runFaultTrial, whyUntried } from './fault-trial.js';
import type { Fault } from './faults/fault.js';
import { FAULTS } from './faults/fault-table.js';
import { formatKillPlan } from './kill-point.js';
import { runKillTrial } from './kill-trial.js';
import { planKills, type PlannedKill } from './plan-kills.js';
import type { Problem } from './problem.js';
import type { Places } from './processes.js';
import { makeReference, type Reference } from './references.js';
import { plainScenario, SCENARIOS, type Scenario } from './scenarios.js';
import { makeTemplates, type TemplateName, type Templates } from './templates.js';
import { isCommit } from './trace.js';
import { removeTrialFolder } from './trial-folder.js';

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
  /** Faults that cannot be tried here. */
  readonly untried: readonly UntriedFault[];
  /** Trials that were planned and not begun, for want of time. */
  readonly notBegun: number;
  /** Files of the installation that were written. */
  readonly installation: readonly string[];
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

/** Memory, where there is such a folder: a campaign flushes more than a disk likes. */
function scratchFolder(): string {
  const parent = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
  const folder = mkdtempSync(join(parent, 'assay-crash-'));
  // Tools that run as somebody else must get there.
  chmodSync(folder, 0o755);
  return folder;
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
    untried: campaign.untried,
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
  /** By scenario. */
  readonly #references = new Map<string, Reference>();
  /** Of the plain command, by template: what a workspace must be after a fault. */
  readonly #plainCourses = new Map<TemplateName, Reference>();
  readonly untried: UntriedFault[] = [];
  #faults: readonly Fault[] = [];
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
    const isWanted = ({ name }: { readonly name: string }): boolean =>
      only.length === 0 || only.includes(name);
    const scenarios = SCENARIOS.filter(isWanted);
    const faults = FAULTS.filter(isWanted);
    for (const fault of faults) {
      const why = whyUntried(fault);
      if (why !== undefined) this.untried.push({ name: fault.name, why });
    }
    this.#faults = faults.filter(({ name }) => this.untried.every((one) => one.name !== name));
    const wanted = new Set([...scenarios, ...this.#faults].map(({ template }) => template));
    this.#templates = await makeTemplates(this.#places, wanted, join(this.#scratch, 'templates'));
    for (const scenario of scenarios) {
      this.#references.set(scenario.name, await this.#courseOf(scenario));
    }
    for (const template of new Set(this.#faults.map((fault) => fault.template))) {
      this.#plainCourses.set(template, await this.#courseOf(plainScenario(template)));
    }
  }

  #courseOf(scenario: Scenario): Promise<Reference> {
    const path = join(this.#scratch, `course-${scenario.name}`);
    return makeReference(this.#places, this.#templates, scenario, path);
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
    const waiting = this.#planned();
    const isLate = (): boolean =>
      seconds !== undefined && performance.now() - began > seconds * 1000;
    const work = async (): Promise<void> => {
      while (!isLate()) {
        const trial = waiting.shift();
        if (!trial) return;
        if ('plan' in trial) await this.#kill(trial);
        else await this.#break(trial);
      }
    };
    await Promise.all(Array.from({ length: availableParallelism() }, work));
    this.notBegun = waiting.length;
  }

  /** Kills and faults in an order of chance: a campaign that is cut short has seen something of all. */
  #planned(): (PlannedKill | Fault)[] {
    const { kills, seed, step, only } = this.#request;
    if (step) return [{ scenario: only[0] ?? '', plan: step }];
    const killable = [...this.#references.values()].map(({ scenario, steps, spanMs }) => ({
      name: scenario.name,
      steps,
      spanMs,
      isVariant: scenario.isVariant === true,
    }));
    const planned = killable.length === 0 ? [] : planKills(killable, kills, seed);
    return [...shuffled([...planned, ...this.#faults], seededRandom(`order ${seed}`))];
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

  async #break(fault: Fault): Promise<void> {
    const course = this.#plainCourses.get(fault.template);
    if (!course) throw new Error(`no course of ${fault.template}`);
    const template = this.#templates.get(fault.template) ?? '';
    const path = this.#newFolder();
    const problems = await runFaultTrial(this.#places, course, template, fault, path);
    const { name, what } = fault;
    this.#keep({
      name,
      step: undefined,
      place: what,
      struck: 0,
      litter: 0,
      problems,
      folder: path,
    });
  }

  #newFolder(): string {
    this.#begun += 1;
    const path = join(this.#scratch, `trial-${String(this.#begun).padStart(5, '0')}`);
    mkdirSync(path);
    return path;
  }

  #keep(report: TrialReport): void {
    const isKept = report.problems.length > 0 || this.#request.isKeep;
    if (!isKept && report.folder !== undefined) removeTrialFolder(report.folder);
    this.reports.push(isKept ? report : { ...report, folder: undefined });
    if (report.problems.length > 0) this.#say(`failed: ${report.name} ${report.step ?? ''}`);
  }
}
