// `npm run demo`: builds the tools, makes a workspace with the examples and synthetic bars, runs every
// example directive and leaves the reports to look at. Needs nothing but what `npm ci` installed.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const workspace = join(root, 'demo-workspace');
const tool = join(root, 'apps', 'run-pipeline', 'dist', 'main.js');

function step(title, command, args) {
  process.stdout.write(`\n> ${title}\n`);
  const env = { ...process.env, NX_DAEMON: 'false' };
  const done = spawnSync(command, args, { cwd: root, stdio: 'inherit', env });
  if (done.error) throw done.error;
  if (done.status !== 0) process.exit(done.status ?? 1);
}

const nx = join(root, 'node_modules', 'nx', 'dist', 'bin', 'nx.js');
const nxBin = existsSync(nx) ? nx : join(root, 'node_modules', 'nx', 'bin', 'nx.js');
step('npm run build', process.execPath, [
  nxBin,
  'run-many',
  '-t',
  'bundle',
  '--outputStyle=static',
]);
if (existsSync(workspace)) {
  process.stdout.write('\ndemo-workspace/ exists and is used again; delete it to start afresh.\n');
} else {
  step('run-pipeline init demo-workspace', process.execPath, [tool, 'init', workspace]);
  step('run-pipeline data sample', process.execPath, [
    tool,
    'data',
    'sample',
    '--workspace',
    workspace,
  ]);
}
step('run-pipeline --all', process.execPath, [tool, '--all', '--workspace', workspace]);
step('run-pipeline status', process.execPath, [tool, 'status', '--workspace', workspace]);
process.stdout.write(
  `\nReports: ${join(workspace, 'portfolios')}/<directive>/report.html\n` +
    `Sheet:   ${join(workspace, 'backtests', 'Strategy_Master_Filter.xlsx')}\n`,
);
