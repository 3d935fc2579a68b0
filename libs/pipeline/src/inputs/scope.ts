import { join, relative } from 'node:path';
import {
  diagnostic,
  didYouMean,
  isAssayError,
  MS_PER_DAY,
  parseDay,
  timeframeMs,
  UTC_OFFSETS,
  type Diagnostic,
  type ZoneOffsets,
} from '@assay/core';
import type { DirectiveModel } from '@assay/directive';
import { parseBrokerSpec } from '@assay/instruments';
import type { SessionZones } from '@assay/metrics';
import { listBarFiles, selectBarFile, zoneOffsets } from '@assay/market-data';
import type { FileStore, Workspace } from '@assay/workspace';
import { resolveConversions, type ConversionScope } from './conversion-scope.js';
import { resolveFiner, type FinerScope } from './finer-scope.js';
import type { SeriesFile } from './series-store.js';
import { calendarOf, type SpecFile, type Surroundings } from './symbol-surroundings.js';

/** Everything a run of one symbol reads, resolved to files. */
export interface SymbolScope {
  readonly symbol: string;
  readonly specFile: SpecFile;
  readonly barFile: SeriesFile;
  readonly conversions: readonly ConversionScope[];
  /** Bars that decide what a bar leaves open; absent unless asked for and present. */
  readonly finer?: FinerScope;
  readonly rolloverZone: ZoneOffsets | undefined;
}

/** Every bar file that a run of one symbol reads. */
export function seriesOf({ barFile, conversions, finer }: SymbolScope): readonly SeriesFile[] {
  return [barFile, ...conversions.map((pair) => pair.barFile), ...(finer ? [finer.barFile] : [])];
}

/** A directive resolved to files and instants. */
export interface Scope {
  readonly model: DirectiveModel;
  /** Start of the first day, ms UTC. */
  readonly startMs: number;
  /** End of the last day, exclusive, ms UTC. */
  readonly endMs: number;
  readonly barMs: number;
  readonly zone: ZoneOffsets;
  /** Bounds of the trading sessions that metrics are grouped by. */
  readonly sessionZones: SessionZones;
  readonly symbols: readonly SymbolScope[];
}

/** A scope with everything that was found wrong on the way; `scope` is absent after an error. */
export interface ScopeResult {
  readonly scope?: Scope;
  readonly diagnostics: readonly Diagnostic[];
}

/** A margin around the dates, so that warm-up bars and rollovers fall into known offsets. */
const ZONE_MARGIN_MS = 400 * MS_PER_DAY;

/** Resolves broker, symbols, data, conversions and zones; lists every problem. */
export function resolveScope(
  files: FileStore,
  workspace: Workspace,
  model: DirectiveModel,
): ScopeResult {
  const diagnostics: Diagnostic[] = [];
  const startMs = parseDay(model.start_date) ?? 0;
  const endMs = (parseDay(model.end_date) ?? 0) + MS_PER_DAY;
  const zone = resolveZone(
    { name: model.session_time_reference, of: 'test.session_time_reference' },
    startMs,
    endMs,
    diagnostics,
  );
  const specs = readSpecs(files, workspace, model, diagnostics);
  const listing = listBarFiles(workspace.dataFolders);
  const symbols: SymbolScope[] = [];
  for (const symbol of model.symbols) {
    const resolved = resolveSymbol(symbol, { model, specs, listing, startMs, endMs }, diagnostics);
    if (resolved) symbols.push(resolved);
  }
  if (diagnostics.some((d) => d.severity === 'error') || !zone) return { diagnostics };
  const barMs = timeframeMs(model.timeframe);
  const sessionZones = {
    london: zoneOffsets('Europe/London', startMs - ZONE_MARGIN_MS, endMs + MS_PER_DAY),
    newYork: zoneOffsets('America/New_York', startMs - ZONE_MARGIN_MS, endMs + MS_PER_DAY),
  };
  return { scope: { model, startMs, endMs, barMs, zone, sessionZones, symbols }, diagnostics };
}

function resolveZone(
  asked: { readonly name: string; readonly of: string; readonly file?: string },
  startMs: number,
  endMs: number,
  diagnostics: Diagnostic[],
): ZoneOffsets | undefined {
  const { name, of, file } = asked;
  if (name === 'UTC') return UTC_OFFSETS;
  try {
    return zoneOffsets(name, startMs - ZONE_MARGIN_MS, endMs + MS_PER_DAY);
  } catch (error) {
    if (!isAssayError(error)) throw error;
    const place = file === undefined ? {} : { place: { file } };
    diagnostics.push(
      ...error.diagnostics.map((d) => ({ ...d, ...place, message: `${of}: ${d.message}` })),
    );
    return undefined;
  }
}

/** The broker's specs by upper-case symbol; the folder is matched without regard to case. */
export function readSpecs(
  files: FileStore,
  workspace: Workspace,
  model: DirectiveModel,
  diagnostics: Diagnostic[],
): ReadonlyMap<string, SpecFile> {
  const root = workspace.paths.brokerSpecs.absolute;
  const folders = files
    .list(root)
    .filter((entry) => entry.kind === 'folder')
    .map((entry) => entry.name);
  const exact = folders.find((name) => name === model.broker);
  const folder = exact ?? folders.find((name) => name.toLowerCase() === model.broker.toLowerCase());
  if (folder === undefined) {
    const near = didYouMean(model.broker, folders);
    diagnostics.push(
      diagnostic('BROKER_SPEC_MISSING', `no folder of broker specs for ${model.broker}`, {
        place: { file: root },
        found: folders.length === 0 ? 'no brokers' : folders.join(', '),
        expected: `a folder ${model.broker}`,
        ...(near === undefined ? {} : { next: `Did you mean ${near}?` }),
      }),
    );
    return new Map();
  }
  if (exact === undefined) {
    diagnostics.push(
      diagnostic('DATA_SPELLING', `broker ${model.broker} was found as folder ${folder}`, {
        severity: 'note',
        next: 'Write the name as the folder has it.',
      }),
    );
  }
  return readSpecFolder(files, join(root, folder), model, diagnostics);
}

function readSpecFolder(
  files: FileStore,
  folder: string,
  model: DirectiveModel,
  diagnostics: Diagnostic[],
): ReadonlyMap<string, SpecFile> {
  const specs = new Map<string, SpecFile>();
  const wanted = new Set(model.symbols.map((symbol) => symbol.toUpperCase()));
  for (const entry of files.list(folder)) {
    const match = /^(.+)\.ya?ml$/.exec(entry.name);
    if (entry.kind !== 'file' || !match) continue;
    const path = join(folder, entry.name);
    const parsed = parseBrokerSpec({ file: path, bytes: files.readFile(path) });
    const name = (match[1] as string).toUpperCase();
    // A broken spec of another symbol blocks only who needs it for a conversion.
    if (wanted.has(name)) diagnostics.push(...parsed.diagnostics);
    if (parsed.spec) specs.set(name, { path, spec: parsed.spec });
  }
  for (const symbol of model.symbols) {
    const key = symbol.toUpperCase();
    const problems = diagnostics.some((d) => d.place?.file.toUpperCase().endsWith(`/${key}.YAML`));
    if (specs.has(key) || problems) continue;
    diagnostics.push(
      diagnostic('BROKER_SPEC_MISSING', `no broker spec for ${symbol}`, {
        place: { file: folder },
        found: `${specs.size} specs, none for ${symbol}`,
        expected: `a file ${symbol}.yaml`,
      }),
    );
  }
  return specs;
}

function resolveSymbol(
  symbol: string,
  around: Surroundings,
  diagnostics: Diagnostic[],
): SymbolScope | undefined {
  const found = selectBarFile(around.listing, symbol, around.model.timeframe);
  diagnostics.push(...(found.ok ? found.value.remarks : found.error));
  const specFile = around.specs.get(symbol.toUpperCase());
  if (!specFile || !found.ok) return undefined;
  if (specFile.spec.symbol !== symbol) {
    diagnostics.push(
      diagnostic('VALUE_NOT_ALLOWED', `symbols: ${symbol} is spelled otherwise in its spec`, {
        place: { file: specFile.path },
        found: symbol,
        expected: specFile.spec.symbol,
        next: `Write ${specFile.spec.symbol}: one instrument has one name.`,
      }),
    );
    return undefined;
  }
  const conversions = resolveConversions(specFile.spec, around, diagnostics);
  if (!conversions) return undefined;
  const finer = resolveFiner(specFile.spec, around, diagnostics);
  const swapZone = specFile.spec.swap?.zone;
  const rolloverZone =
    swapZone === undefined
      ? undefined
      : resolveZone(
          { name: swapZone, of: 'swap.zone', file: specFile.path },
          around.startMs,
          around.endMs,
          diagnostics,
        );
  const barFile = { ...found.value, calendar: calendarOf(specFile.spec) };
  return {
    symbol,
    specFile,
    barFile,
    conversions,
    rolloverZone,
    ...(finer ? { finer } : {}),
  };
}

/** A path as it is recorded: relative to the workspace when below it, absolute otherwise. */
export function recordedPath(workspace: Workspace, path: string): string {
  const below = relative(workspace.root, path);
  return below.startsWith('..') || below === '' ? path : below.split('\\').join('/');
}
