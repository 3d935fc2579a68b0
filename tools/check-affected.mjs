// Plants changes in a clone and asks Nx which projects they affect: each change must reach exactly the
// projects that depend on what was changed. The checkout itself stays as it is.
import { execFileSync, spawnSync } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './build/repository.mjs';
import { nxCommand, quietEnvironment } from './build/run-step.mjs';

/** A file to change, and the folders of the projects that must be affected besides their dependents. */
const CHANGES = [
  { file: 'libs/metrics/src/index.ts', projects: ['libs/metrics'] },
  { file: 'apps/reset-directive/src/main.ts', projects: ['apps/reset-directive'] },
  { file: 'ARCHITECTURE.md', projects: [] },
];

function git(root, ...words) {
  return execFileSync(
    'git',
    ['-c', 'user.name=check', '-c', 'user.email=check@example.invalid', ...words],
    {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
}

/** The benches have no package file: they use what they import. */
function readBenches(root) {
  const uses = readdirSync(join(root, 'bench'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .flatMap((text) => [...text.matchAll(/ from '(@assay\/[a-z-]+)/g)].map(([, name]) => name));
  return { folder: 'bench', name: '@assay/bench', uses: [...new Set(uses)] };
}

/** Our packages with the packages of ours that they name. */
function readPackages(root) {
  return ['apps', 'libs', 'tools']
    .flatMap((parent) => readdirSync(join(root, parent)).map((name) => `${parent}/${name}`))
    .filter((folder) => existsSync(join(root, folder, 'package.json')))
    .map((folder) => {
      const { name, dependencies = {} } = JSON.parse(
        readFileSync(join(root, folder, 'package.json'), 'utf8'),
      );
      return {
        folder,
        name,
        uses: Object.keys(dependencies).filter((used) => used.startsWith('@assay/')),
      };
    });
}

/** Names of these projects and of all that depend on them, directly or not; sorted. */
function withDependents(packages, folders) {
  const reached = new Set(
    packages.filter(({ folder }) => folders.includes(folder)).map(({ name }) => name),
  );
  for (let size = -1; size !== reached.size;) {
    size = reached.size;
    for (const { name, uses } of packages)
      if (uses.some((used) => reached.has(used))) reached.add(name);
  }
  return [...reached].sort();
}

/** A clone with the installed packages; ours are linked to the clone. */
function cloneRepository(root, packages) {
  git(ROOT, 'clone', '--quiet', '--no-hardlinks', ROOT, root);
  const modules = join(root, 'node_modules');
  mkdirSync(join(modules, '@assay'), { recursive: true });
  for (const name of readdirSync(join(ROOT, 'node_modules'))) {
    if (name !== '@assay') symlinkSync(join(ROOT, 'node_modules', name), join(modules, name));
  }
  for (const { folder, name } of packages) symlinkSync(join(root, folder), join(modules, name));
}

function affectedBy(root, file) {
  appendFileSync(join(root, file), file.endsWith('.md') ? '\nplanted\n' : '\n// planted\n');
  git(root, 'commit', '--quiet', '--all', '--message', 'planted');
  const env = quietEnvironment({
    NX_CACHE_DIRECTORY: join(root, '.nx/cache'),
    NX_WORKSPACE_DATA_DIRECTORY: join(root, '.nx/workspace-data'),
  });
  const [command, ...words] = nxCommand(
    'show',
    'projects',
    '--affected',
    '--base=HEAD~1',
    '--head=HEAD',
    '--json',
  );
  const run = spawnSync(command, words, { cwd: root, encoding: 'utf8', env });
  if (run.status !== 0) throw new Error(run.stderr || run.stdout);
  return JSON.parse(run.stdout).sort();
}

const parent = mkdtempSync(join(tmpdir(), 'assay-affected-'));
let failed = 0;
try {
  const root = join(parent, 'clone');
  const packages = readPackages(ROOT);
  const all = [...packages, readBenches(ROOT)];
  cloneRepository(root, packages);
  for (const { file, projects } of CHANGES) {
    const expected = withDependents(all, projects);
    const found = affectedBy(root, file);
    const isRight = JSON.stringify(found) === JSON.stringify(expected);
    if (!isRight) failed += 1;
    console.log(
      `${isRight ? 'passed' : 'FAILED'}  a change of ${file} affects ${found.length === 0 ? 'nothing' : found.join(' ')}`,
    );
    if (!isRight) console.log(`        expected ${expected.join(' ') || 'nothing'}`);
  }
} finally {
  rmSync(parent, { recursive: true, force: true });
}
process.exitCode = failed === 0 ? 0 : 1;
