import { createHash } from 'node:crypto';
import { readFileSync, realpathSync } from 'node:fs';
import { dirname, relative, sep } from 'node:path';
import { diagnostic, type Diagnostic, type Result, err, ok } from '@assay/core';
import type { BuildOptions, OnLoadResult, OnResolveArgs, OnResolveResult, Plugin } from 'esbuild';
import { bundlerGone, isBundlerGone } from './bundler-process.js';
import { findingsOfFailure, isBuildFailure } from './bundle-findings.js';
import {
  resolveEntry,
  resolveModule,
  type Importer,
  type ModuleRoots,
  type ResolvedModule,
} from './module-resolver.js';

/** Part of the run key's scheme: another version may print other bytes from the same sources. */
export const BUNDLER_VERSION = '0.28.2';

/** The global variable that a bundle assigns its exports to. */
export const BUNDLE_GLOBAL = '__assayStrategy';

/** What is bundled, and where its modules come from. All paths absolute. */
export interface BundleInput {
  readonly strategyFile: string;
  readonly workspaceRoot: string;
  /** `<repository>/libs` or `<repository>/dist/sdk`; both give the same bytes. */
  readonly sdkRoot: string;
  /** Says whether a bundler that is gone was interrupted along with us. */
  readonly signal?: AbortSignal;
}

/** One source that is part of a bundle. */
export interface BundledModule {
  /** `lib/indicators/src/volatility/atr.ts`, `ws/strategies/S/strategy.ts`. */
  readonly name: string;
  /** Absolute; of this machine, so never part of evidence. */
  readonly path: string;
  /** Of the canonical text: no byte order mark, line feeds only. */
  readonly sha256: string;
}

/** A strategy with everything it imports, as one script. */
export interface StrategyBundle {
  readonly code: string;
  /** Of the UTF-8 bytes of `code`: the strategy hash. */
  readonly sha256: string;
  /** Sorted by name. */
  readonly modules: readonly BundledModule[];
}

/** A module as it was read. */
interface LoadedModule extends ResolvedModule {
  readonly text: string;
}

/**
 * Bundles a strategy deterministically: modules are named by their place in workspace or library,
 * never by a path of this machine; comments, formatting, line ends and byte order marks do not
 * count. `**` is lowered to `Math.pow`, which the guard replaces by one that has the same bits everywhere.
 * @returns as errors FORBIDDEN_IMPORT, INDICATOR_UNKNOWN, STRATEGY_SYNTAX, each with its place.
 * @throws AssayError INTERRUPTED or IO_FAILED when the bundler's process has ended under it.
 */
export async function bundleStrategy(
  input: BundleInput,
): Promise<Result<StrategyBundle, Diagnostic[]>> {
  const { build, stop, version } = await import('esbuild');
  if (version !== BUNDLER_VERSION) {
    throw new Error(`esbuild ${version} is installed where ${BUNDLER_VERSION} is required`);
  }
  const loaded = new Map<string, LoadedModule>();
  const plugin = sourcesPlugin(input, loaded);
  try {
    const result = await build({
      ...BUNDLE_OPTIONS,
      absWorkingDir: input.workspaceRoot,
      entryPoints: [input.strategyFile],
      plugins: [plugin],
    });
    const code = result.outputFiles[0]?.text ?? '';
    const inOutput = Object.values(result.metafile.outputs)[0]?.inputs ?? {};
    return ok({ code, sha256: sha256(code), modules: listModules(loaded, inOutput) });
  } catch (error) {
    if (isBuildFailure(error)) return err(findingsOfFailure(error));
    if (!isBundlerGone(error)) throw error;
    await stop();
    throw await bundlerGone(error, input.signal);
  }
}

const BUNDLE_OPTIONS = {
  bundle: true,
  write: false,
  metafile: true,
  format: 'iife',
  globalName: BUNDLE_GLOBAL,
  platform: 'neutral',
  target: 'es2022',
  supported: { 'exponent-operator': false },
  charset: 'utf8',
  legalComments: 'none',
  sourcemap: false,
  tsconfigRaw: '{}',
  // A module is strict; without the directive a plain call would hand out the global object as `this`.
  banner: { js: '"use strict";' },
  logLevel: 'silent',
} as const satisfies BuildOptions;

function sourcesPlugin(input: BundleInput, loaded: Map<string, LoadedModule>): Plugin {
  const roots: ModuleRoots = { ...input, strategyFolder: strategyFolder(input) };
  return {
    name: 'assay-sources',
    setup(build) {
      build.onResolve({ filter: /.*/ }, (args) => onResolve(args, input, roots));
      build.onLoad({ filter: /.*/ }, (args) => onLoad(args.pluginData, loaded));
    },
  };
}

function strategyFolder(input: BundleInput): string {
  const root = realpathSync.native(input.workspaceRoot);
  // The folder itself may not be a link, so its name is taken as it is spelled.
  const parent = realpathSync.native(dirname(dirname(input.strategyFile)));
  const folder = dirname(input.strategyFile).slice(dirname(dirname(input.strategyFile)).length + 1);
  return [relative(root, parent), folder].join('/').split(sep).join('/');
}

function onResolve(args: OnResolveArgs, input: BundleInput, roots: ModuleRoots): OnResolveResult {
  const isEntry = args.kind === 'entry-point';
  if (!isEntry && (args.kind !== 'import-statement' || Object.keys(args.with).length > 0)) {
    return refusal(
      diagnostic(
        'FORBIDDEN_IMPORT',
        `${JSON.stringify(args.path)} is not imported by a plain import statement.`,
        {
          found: args.kind,
          expected: 'import { … } from …',
        },
      ),
    );
  }
  const resolution = isEntry
    ? resolveEntry(input.strategyFile, roots)
    : resolveModule(args.path, args.pluginData as Importer, roots);
  if ('finding' in resolution) return refusal(resolution.finding);
  const { module } = resolution;
  return {
    path: module.name,
    namespace: module.origin,
    pluginData: module,
    // What the library does not hand out to this strategy must not weigh on its bundle.
    sideEffects: module.origin === 'ws',
  };
}

function refusal(finding: Diagnostic): OnResolveResult {
  return { errors: [{ text: finding.message, detail: finding }] };
}

function onLoad(pluginData: unknown, loaded: Map<string, LoadedModule>): OnLoadResult {
  const module = pluginData as ResolvedModule;
  const bytes = readFileSync(module.path);
  const text = decode(bytes);
  if (text === undefined) {
    const finding = diagnostic('STRATEGY_SYNTAX', 'The file is not UTF-8 text.', {
      place: { file: module.name },
    });
    return { errors: [{ text: finding.message, detail: finding }] };
  }
  loaded.set(`${module.origin}:${module.name}`, { ...module, text });
  return { contents: text, loader: 'ts', pluginData: module };
}

/** The text without byte order mark and with line feeds only; undefined when it is not UTF-8. */
function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).replace(/\r\n?/g, '\n');
  } catch {
    return undefined;
  }
}

/** All modules of the workspace that were read, and those of the library that left something in the output. */
function listModules(
  loaded: ReadonlyMap<string, LoadedModule>,
  inOutput: Readonly<Record<string, { readonly bytesInOutput: number }>>,
): readonly BundledModule[] {
  const modules: BundledModule[] = [];
  for (const [key, { origin, name, path, text }] of loaded) {
    const isKept = origin === 'ws' || (inOutput[key]?.bytesInOutput ?? 0) > 0;
    if (isKept) modules.push({ name: `${origin}/${name}`, path, sha256: sha256(text) });
  }
  return modules.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
