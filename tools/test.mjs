// `npm test`: builds, then lints with boundaries, type-checks, runs every test, and looks whether any
// committed file would have to be another one. Ends with a line `N passed, N failed`.
import { execFileSync } from 'node:child_process';
import { ROOT } from './build/repository.mjs';
import { nxCommand, runStep } from './build/run-step.mjs';
import { countTests, REPORT, removeReports, testedProjects } from './build/test-counts.mjs';

const REPORTERS = ['--reporter=default', '--reporter=json', `--outputFile.json=${REPORT}`];

/** What git sees of the working tree; goldens, schemas and documents must be the same after the tests. */
function workingTree() {
  try {
    return execFileSync('git', ['status', '--porcelain'], { cwd: ROOT, encoding: 'utf8' });
  } catch {
    return undefined;
  }
}

function nxStep(name, [command, ...words], forwarded = []) {
  return runStep(name, nxCommand(command, ...words, '--outputStyle=static', ...forwarded));
}

const before = workingTree();
const projects = testedProjects();
removeReports(projects);

const steps = [
  nxStep('build', ['run-many', '-t', 'bundle']),
  runStep('project references', nxCommand('sync:check')),
  runStep('format', [
    process.execPath,
    'node_modules/prettier/bin/prettier.cjs',
    '--check',
    '--log-level=warn',
    '.',
  ]),
  nxStep('lint and types', ['run-many', '-t', 'lint', 'typecheck']),
];
// What follows counts itself, so that only its tests decide.
const forwarded = ['--', ...REPORTERS];
const repository = '@assay/assay-plugin';
nxStep(
  'tests',
  ['run-many', '-t', 'test', `--exclude=${repository}`, '--skip-nx-cache'],
  forwarded,
);
// Alone, because it lints, builds and tests whole copies of the repository.
nxStep('tests of the repository', ['run-many', '-t', 'test', '-p', repository], forwarded);

const isUnchanged = workingTree() === before;
if (!isUnchanged) console.error('\nthe tests changed committed files; see git status');
steps.push({ name: 'working tree as before', isGreen: isUnchanged, seconds: 0 });

const counts = countTests(projects);
const sum = (key) => counts.reduce((total, count) => total + count[key], 0);
const skipped = counts.flatMap((count) => count.skipped.map((name) => `${count.project}: ${name}`));

console.log('\nchecks');
for (const { name, isGreen, seconds } of steps) {
  console.log(`  ${isGreen ? 'passed' : 'FAILED'}  ${name}${seconds > 0 ? ` (${seconds} s)` : ''}`);
}
console.log('tests');
for (const { project, passed, failed, isMissing } of counts) {
  const note = isMissing ? '  did not run' : '';
  console.log(
    `  ${String(passed).padStart(5)} passed ${String(failed).padStart(3)} failed  ${project}${note}`,
  );
}
if (skipped.length > 0) console.log(`skipped\n${skipped.map((name) => `  ${name}`).join('\n')}`);

const failed = sum('failed') + steps.filter(({ isGreen }) => !isGreen).length;
const passed = sum('passed') + steps.filter(({ isGreen }) => isGreen).length;
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
