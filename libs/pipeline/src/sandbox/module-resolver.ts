import { existsSync, realpathSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { diagnostic, type Diagnostic } from '@assay/core';

/** Where a bundle's modules may come from. */
export interface ModuleRoots {
  readonly workspaceRoot: string;
  /** `<repository>/libs` or `<repository>/dist/sdk`; both hold `<package>/src/…`. */
  readonly sdkRoot: string;
  /** Folder of the strategy inside the workspace, `strategies/<S>`; forward slashes. */
  readonly strategyFolder: string;
}

/** A module by the name that stands in the bundle; its path on disk is no part of the bundle. */
export interface ResolvedModule {
  readonly origin: 'lib' | 'ws';
  /** `strategy/src/sdk.ts`, `strategies/S/strategy.ts`: relative to the root of its origin, forward slashes. */
  readonly name: string;
  readonly path: string;
}

/** The module that imports. */
export type Importer = Pick<ResolvedModule, 'origin' | 'name' | 'path'>;

export type Resolution = { readonly module: ResolvedModule } | { readonly finding: Diagnostic };

const INDICATOR_MODULE =
  /^@assay\/indicators\/([a-z0-9]+(?:-[a-z0-9]+)*(?:\/[a-z0-9]+(?:-[a-z0-9]+)*)+)$/;
const ALLOWED =
  "@assay/strategy, @assay/indicators/<domain>/<name>, and relative modules of the strategy's folder or of indicators/";

/** Resolves an import of a strategy bundle; whatever is not expressly allowed is FORBIDDEN_IMPORT. */
export function resolveModule(
  specifier: string,
  importer: Importer,
  roots: ModuleRoots,
): Resolution {
  if (specifier === '@assay/strategy')
    return libraryModule('strategy/src/sdk.ts', specifier, roots);
  if (specifier === '@assay/core' && importer.origin === 'lib') {
    return libraryModule('core/src/index.ts', specifier, roots);
  }
  const indicator = INDICATOR_MODULE.exec(specifier)?.[1];
  if (indicator !== undefined)
    return libraryModule(`indicators/src/${indicator}.ts`, specifier, roots);
  if (!/^\.\.?\//.test(specifier) || specifier.includes('\\') || specifier.includes('\0')) {
    return forbidden(specifier, 'it is not one of the modules that a strategy may import');
  }
  return importer.origin === 'lib'
    ? relativeLibraryModule(specifier, importer, roots)
    : workspaceModule(specifier, importer, roots);
}

/** The strategy file itself; it must lie where its name says, not behind a link. */
export function resolveEntry(strategyFile: string, roots: ModuleRoots): Resolution {
  return workspaceFile(strategyFile, strategyFile, roots);
}

function libraryModule(name: string, specifier: string, roots: ModuleRoots): Resolution {
  const path = join(roots.sdkRoot, ...name.split('/'));
  if (existsSync(path)) return { module: { origin: 'lib', name, path } };
  const isIndicator = specifier.startsWith('@assay/indicators/');
  return {
    finding: diagnostic(
      isIndicator ? 'INDICATOR_UNKNOWN' : 'NOT_BUILT',
      isIndicator ? `${specifier} does not exist.` : `The source of ${specifier} is missing.`,
      { found: specifier, expected: isIndicator ? 'an indicator of the library' : path },
    ),
  };
}

function relativeLibraryModule(
  specifier: string,
  importer: Importer,
  roots: ModuleRoots,
): Resolution {
  const folder = importer.name.slice(0, importer.name.lastIndexOf('/'));
  const target = join(
    roots.sdkRoot,
    ...folder.split('/'),
    ...specifier.replace(/\.js$/, '.ts').split('/'),
  );
  const name = slashed(relative(roots.sdkRoot, target));
  const ownPackage = `${importer.name.split('/', 1)[0] ?? ''}/src/`;
  if (!name.startsWith(ownPackage))
    return forbidden(specifier, 'a library module stays inside its package');
  return libraryModule(name, specifier, roots);
}

function workspaceModule(specifier: string, importer: Importer, roots: ModuleRoots): Resolution {
  const target = resolve(dirname(importer.path), specifier);
  const candidates = /\.ts$/.test(target) ? [target] : [`${target.replace(/\.js$/, '')}.ts`];
  const found = candidates.find((candidate) => existsSync(candidate));
  if (found !== undefined) return workspaceFile(found, specifier, roots);
  return {
    finding: diagnostic('STRATEGY_SYNTAX', `The module ${specifier} does not exist.`, {
      found: specifier,
      expected: 'a .ts file of the workspace',
    }),
  };
}

/** Names come from real paths, so that neither a link nor another spelling gives another bundle. */
function workspaceFile(path: string, specifier: string, roots: ModuleRoots): Resolution {
  const root = realpathSync.native(roots.workspaceRoot);
  const real = realpathSync.native(path);
  const name = slashed(relative(root, real));
  const isInside = [`${roots.strategyFolder}/`, 'indicators/'].some((folder) =>
    name.startsWith(folder),
  );
  if (!isInside) {
    return forbidden(
      specifier,
      `it leads out of ${roots.strategyFolder}/ and indicators/ of the workspace`,
    );
  }
  return { module: { origin: 'ws', name, path: real } };
}

function forbidden(specifier: string, reason: string): Resolution {
  return {
    finding: diagnostic(
      'FORBIDDEN_IMPORT',
      `The import of ${JSON.stringify(specifier)} is not allowed: ${reason}.`,
      {
        found: specifier,
        expected: ALLOWED,
      },
    ),
  };
}

function slashed(path: string): string {
  return sep === '/' ? path : path.split(sep).join('/');
}
