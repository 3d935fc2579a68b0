import { dirname, isAbsolute } from 'node:path';
import type { Cause, TriageRow } from './triage-row.js';
import type { InstalledUnit, TriageScene } from './triage-scene.js';

const SYMPTOM = 'a job ends at once: EX_CONFIG, bad paths';

/** A value of a unit by its name: a line of systemd's, a key of launchd's. */
export function unitValue({ kind, text }: Pick<InstalledUnit, 'kind' | 'text'>, name: string) {
  const pattern =
    kind === 'launchd'
      ? new RegExp(`<key>${name}</key>\\s*<string>([^<]*)</string>`)
      : new RegExp(`^${name}=(.*)$`, 'm');
  return pattern.exec(text)?.[1]?.trim();
}

/** The first unit that has a fault, with the fault in words. */
function firstFault(
  { units }: TriageScene,
  faultOf: (unit: InstalledUnit) => string | undefined,
): Cause | undefined {
  for (const unit of units) {
    const fault = faultOf(unit);
    if (fault === undefined) continue;
    return { cause: `${unit.file}: ${fault}`, command: `ops-loop service install ${unit.job}` };
  }
  return undefined;
}

/** A timer says when, not where. */
const isTimer = ({ file }: InstalledUnit): boolean => file.endsWith('.timer');

function workingDirectory(scene: TriageScene): Cause | undefined {
  return firstFault(scene, (unit) => {
    if (isTimer(unit)) return undefined;
    const folder = unitValue(unit, 'WorkingDirectory');
    if (folder === undefined) return 'it has no WorkingDirectory';
    if (!isAbsolute(folder)) return `its WorkingDirectory is not absolute: ${folder}`;
    return scene.exists(folder) ? undefined : `its WorkingDirectory is gone: ${folder}`;
  });
}

const LOG_KEYS = ['StandardOutPath', 'StandardErrorPath'];

function logPaths(scene: TriageScene): Cause | undefined {
  return firstFault(scene, (unit) => {
    if (unit.kind !== 'launchd') return undefined;
    for (const key of LOG_KEYS) {
      const path = unitValue(unit, key);
      if (path === undefined) return `it has no ${key}`;
      if (path === '/dev/null') continue;
      if (!isAbsolute(path)) return `its ${key} is not absolute: ${path}`;
      if (!scene.exists(dirname(path))) return `the folder of its ${key} is gone: ${path}`;
    }
    return undefined;
  });
}

/** The words of the program that a unit starts, as far as they are paths. */
function programPaths({ kind, text }: InstalledUnit): readonly string[] {
  const list =
    kind === 'launchd'
      ? (/<key>ProgramArguments<\/key>\s*<array>([\s\S]*?)<\/array>/.exec(text)?.[1] ?? '')
      : (/^ExecStart=(.*)$/m.exec(text)?.[1] ?? '');
  const words =
    kind === 'launchd'
      ? [...list.matchAll(/<string>([^<]*)<\/string>/g)].map(([, word = '']) => word)
      : [...list.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
  return words.slice(0, 2);
}

function program(scene: TriageScene): Cause | undefined {
  return firstFault(scene, (unit) => {
    if (isTimer(unit)) return undefined;
    const gone = programPaths(unit).find((path) => !isAbsolute(path) || !scene.exists(path));
    return gone === undefined ? undefined : `what it starts is not there: ${gone}`;
  });
}

function differs(scene: TriageScene): Cause | undefined {
  const found = firstFault(scene, ({ text, rendered }) =>
    text === rendered ? undefined : 'it is not what this tool renders now',
  );
  return found && { ...found, severity: 'warn' };
}

/** Rows of the third symptom. */
export const UNIT_ROWS: readonly TriageRow[] = [
  { id: 'unit_working_directory', symptom: SYMPTOM, find: workingDirectory },
  { id: 'unit_log_path', symptom: SYMPTOM, find: logPaths },
  { id: 'unit_program', symptom: SYMPTOM, find: program },
  { id: 'unit_differs', symptom: SYMPTOM, find: differs },
];
