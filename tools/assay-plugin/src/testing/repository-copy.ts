import { execFileSync, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { projects, repositoryFiles, ROOT } from './repository.js';

/** How a command in the copy ended. */
export interface CommandRecord {
  readonly exit: number | null;
  /** stdout and stderr together, without colours. */
  readonly text: string;
}

/** A copy of the working tree in a temporary folder, with the installed packages of the original. */
export interface RepositoryCopy {
  readonly root: string;
  write(path: string, text: string): void;
  read(path: string): string;
  nx(...words: readonly string[]): CommandRecord;
  git(...words: readonly string[]): string;
  dispose(): void;
}

/** Folders that no copy needs: large, and read by no lint rule, generator or small test. */
const LEFT_OUT = /(^|\/)(fixtures|goldens)\//;

/** Links what is installed in one folder of the original; caches and our own packages are left out. */
function linkInstalled(root: string, folder: string): void {
  const installed = join(ROOT, folder, 'node_modules');
  if (!existsSync(installed)) return;
  const modules = join(root, folder, 'node_modules');
  mkdirSync(modules, { recursive: true });
  for (const name of readdirSync(installed)) {
    const isOwn = name === '@assay' || (name.startsWith('.') && name !== '.bin');
    if (!isOwn) symlinkSync(join(installed, name), join(modules, name));
  }
}

/**
 * Links every installed package, those that npm could not hoist included; our own packages are linked
 * to the copy, not to the original.
 */
function linkPackages(root: string): void {
  const modules = join(root, 'node_modules');
  for (const folder of ['.', ...projects().map((project) => project.folder)]) {
    linkInstalled(root, folder);
  }
  mkdirSync(join(modules, '@assay'));
  for (const { name, folder } of projects()) {
    symlinkSync(join(root, folder), join(modules, name));
  }
}

function environment(root: string): NodeJS.ProcessEnv {
  const { NODE_EXTRA_CA_CERTS: _certificates, ...env } = process.env;
  // What an outer Nx or vitest tells its children must not reach a run in another workspace.
  const own = Object.entries(env).filter(
    ([name]) => !/^(NX_|VITEST|NODE_OPTIONS|FORCE_COLOR)/.test(name),
  );
  return {
    ...Object.fromEntries(own),
    CI: '1',
    NO_COLOR: '1',
    NX_DAEMON: 'false',
    NX_CACHE_DIRECTORY: join(root, '.nx', 'cache'),
    NX_WORKSPACE_DATA_DIRECTORY: join(root, '.nx', 'workspace-data'),
  };
}

/** Copies the working tree, uncommitted files included, so that what is being written is what is tested. */
export function copyRepository(): RepositoryCopy {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'assay-copy-')));
  for (const path of repositoryFiles()) {
    if (LEFT_OUT.test(path)) continue;
    mkdirSync(dirname(join(root, path)), { recursive: true });
    copyFileSync(join(ROOT, path), join(root, path));
  }
  linkPackages(root);
  const git = (...words: readonly string[]): string =>
    execFileSync(
      'git',
      ['-c', 'user.name=test', '-c', 'user.email=test@example.invalid', ...words],
      {
        cwd: root,
        encoding: 'utf8',
      },
    );
  git('init', '--quiet', '--initial-branch=main');
  return {
    root,
    git,
    write(path, text) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    },
    read(path) {
      return readFileSync(join(root, path), 'utf8');
    },
    nx(...words) {
      const run = spawnSync(
        process.execPath,
        [join(ROOT, 'node_modules/nx/dist/bin/nx.js'), ...words],
        {
          cwd: root,
          encoding: 'utf8',
          maxBuffer: 1 << 26,
          env: environment(root),
        },
      );
      // eslint-disable-next-line no-control-regex -- colours begin with ESC
      return { exit: run.status, text: (run.stdout + run.stderr).replace(/\u001b\[[0-9;]*m/g, '') };
    },
    dispose() {
      rmSync(root, { recursive: true, force: true });
    },
  };
}
