// Adds up what vitest reported of each project.
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './repository.mjs';

/** Where each project's test run leaves its report, relative to the project. */
export const REPORT = 'out-tsc/vitest.json';

/** Folders of all projects that have tests. */
export function testedProjects() {
  return ['apps', 'libs', 'tools']
    .flatMap((parent) => readdirSync(join(ROOT, parent)).map((name) => `${parent}/${name}`))
    .concat('bench', 'tools')
    .filter((folder) => existsSync(join(ROOT, folder, 'vitest.config.mts')))
    .sort();
}

/** Removes the reports of earlier runs: an old report must never stand in for a run that did not happen. */
export function removeReports(projects) {
  for (const project of projects) rmSync(join(ROOT, project, REPORT), { force: true });
}

/** Counts one vitest report; a file that could not be loaded has no tests, and counts as one failure. */
export function countReport(report) {
  const brokenFiles = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((one) => one.status === 'failed'),
  );
  const skipped = report.testResults.flatMap(({ assertionResults }) =>
    assertionResults.filter(
      ({ status }) => status === 'pending' || status === 'skipped' || status === 'todo',
    ),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles.length,
    skipped: skipped.map(({ fullName }) => fullName),
  };
}

/** Counts all projects; a project without a report did not run, which is one failure. */
export function countTests(projects) {
  return projects.map((project) => {
    const file = join(ROOT, project, REPORT);
    if (!existsSync(file)) return { project, passed: 0, failed: 1, skipped: [], isMissing: true };
    return { project, ...countReport(JSON.parse(readFileSync(file, 'utf8'))), isMissing: false };
  });
}
