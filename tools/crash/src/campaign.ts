import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '@assay/core';
import type {
  CampaignReport,
  ScenarioFigures,
  TrialReport,
  UntriedFault,
} from './campaign-report.js';
import { installationChanges, readInstallation } from './checks/installation.js';
import { shuffled } from './choose-kills.js';
import type { Request } from './command-line.js';
import { runFaultTrial, whyUntried } from './fault-trial.js';
import type { Fault } from './faults/fault.js';
import { FAULTS } from './faults/fault-table.js';
import { inParallel } from './in-parallel.js';
import { formatKillPlan } from './kill-point.js';
import { runKillTrial } from './kill-trial.js';
import { planKills, type PlannedKill } from './plan-kills.js';
import type { Places } from './processes.js';
import { makeReference, type Reference } from './references.js';
import { plainScenario, SCENARIOS, type Scenario } from './scenarios.js';
import { Templates } from './templates.js';
import { isCommit } from './trace.js';
import { removeTrialFolder } from './trial-folder.js';

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
  readonly untried: UntriedFault[] = [];
  notBegun = 0;
  readonly #places: Places;
  readonly #request: Request;
  readonly #scratch: string;
  readonly #say: (line: string) => void;
  readonly #templates: Templates;
  /** By name of the scenario, and of the plain one of each template: what it is after a fault. */
  readonly #courses = new Map<string, Reference>();
  #faults: readonly Fault[] = [];
  #begun = 0;

  constructor(places: Places, request: Request, scratch: string, say: (line: string) => void) {
    this.#places = places;
    this.#request = request;
    this.#scratch = scratch;
    this.#say = say;
    this.#templates = new Templates(places, join(scratch, 'templates'));
  }

  /** True when no folder is worth keeping. */
  get isClean(): boolean {
    return this.reports.every(({ folder }) => folder === undefined);
  }

  async prepare(): Promise<void> {
    const { only } = this.#request;
    const isWanted = ({ name }: { readonly name: string }): boolean =>
      only.length === 0 || only.includes(name);
    const faults = FAULTS.filter(isWanted);
    for (const fault of faults) {
      const why = whyUntried(fault);
      if (why !== undefined) this.untried.push({ name: fault.name, why });
    }
    this.#faults = faults.filter(({ name }) => this.untried.every((one) => one.name !== name));
    const templates = new Set(this.#faults.map(({ template }) => template));
    const scenarios = this.#request.kills === 0 && !this.#request.step ? [] : SCENARIOS;
    const courses = [...scenarios.filter(isWanted), ...[...templates].map(plainScenario)];
    await inParallel(courses, async (scenario) => {
      this.#courses.set(scenario.name, await this.#courseOf(scenario));
    });
  }

  #courseOf(scenario: Scenario): Promise<Reference> {
    const path = join(this.#scratch, `course-${scenario.name}`);
    return makeReference(this.#places, this.#templates, scenario, path);
  }

  /** Courses of the scenarios that are killed, in the order of their table. */
  #killable(): readonly Reference[] {
    return SCENARIOS.flatMap(({ name }) => this.#courses.get(name) ?? []);
  }

  figures(): readonly ScenarioFigures[] {
    return this.#killable().map(({ scenario, steps }) => ({
      name: scenario.name,
      steps: steps.length,
      commits: steps.filter(isCommit).length,
    }));
  }

  async run(began: number): Promise<void> {
    const { seconds } = this.#request;
    const isLate = (): boolean =>
      seconds !== undefined && performance.now() - began > seconds * 1000;
    await inParallel(this.#planned(), async (trial) => {
      if (isLate()) this.notBegun += 1;
      else if ('plan' in trial) await this.#kill(trial);
      else await this.#break(trial);
    });
  }

  /** Kills and faults in an order of chance: a campaign that is cut short has seen something of all. */
  #planned(): readonly (PlannedKill | Fault)[] {
    const { kills, seed, step, only } = this.#request;
    if (step) return [{ scenario: only[0] ?? '', plan: step }];
    const killable = this.#killable().map(({ scenario, steps, spanMs }) => ({
      name: scenario.name,
      steps,
      spanMs,
      isVariant: scenario.isVariant === true,
    }));
    const planned = killable.length === 0 ? [] : planKills(killable, kills, seed);
    return shuffled([...planned, ...this.#faults], seededRandom(`order ${seed}`));
  }

  async #kill({ scenario, plan }: PlannedKill): Promise<void> {
    const reference = this.#courses.get(scenario);
    if (!reference) throw new Error(`no scenario ${scenario}`);
    const template = await this.#templates.folder(reference.scenario.template);
    const folder = this.#newFolder();
    const result = await runKillTrial(this.#places, reference, template, plan, folder);
    this.#keep({ name: scenario, step: formatKillPlan(plan), ...result, folder });
  }

  async #break(fault: Fault): Promise<void> {
    const course = this.#courses.get(plainScenario(fault.template).name);
    if (!course) throw new Error(`no course of ${fault.template}`);
    const template = await this.#templates.folder(fault.template);
    const folder = this.#newFolder();
    const problems = await runFaultTrial(this.#places, course, template, fault, folder);
    const { name, what } = fault;
    this.#keep({ name, step: undefined, place: what, struck: 0, litter: 0, problems, folder });
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
