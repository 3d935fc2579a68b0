import { canonicalJson, compareBytes, formatSha256Sums, sha256Hex } from '@assay/hashing';

/** The files that a seal consists of; a manifest never names them. */
export const SEAL_FILES = ['manifest.json', 'SHA256SUMS', 'binding.json'] as const;

/**
 * Files of a capsule that stand beside its manifest, as their author wrote them: comments and layout
 * are no inputs, so two people with equal inputs may have other bytes. The binding holds the digest.
 */
export const AS_WRITTEN_FILES: readonly string[] = ['strategy.ts'];

/** A file of a sealed folder. */
export interface SealedFile {
  /** Below the sealed folder, `/` separated. */
  readonly path: string;
  readonly bytes: number;
  /** Lower-case hex, over exact bytes. */
  readonly sha256: string;
}

/** What a run's manifest is made of: nothing that differs between two people with equal inputs. */
export interface ManifestInput {
  readonly runId: string;
  readonly runKey: string;
  readonly directiveId: string;
  readonly symbol: string;
  readonly strategy?: string | undefined;
  /** Every hash that the run key covers, by name. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Name, version and hashes of the engine, as its own manifest states them. */
  readonly engine?: Readonly<Record<string, string>> | undefined;
  /** Fingerprint of every series that was read, by name. */
  readonly dataFingerprints?: Readonly<Record<string, string>> | undefined;
  readonly artifacts: readonly SealedFile[];
}

/** What a portfolio's manifest is made of. */
export interface PortfolioManifestInput {
  readonly directiveId: string;
  /** Hashes of what turned the runs into the portfolio, by name. */
  readonly inputs?: Readonly<Record<string, string>> | undefined;
  /** The runs that it stands on, by the digests of their manifests. */
  readonly runs: readonly {
    readonly symbol: string;
    readonly runId: string;
    readonly manifestSha256: string;
  }[];
  readonly artifacts: readonly SealedFile[];
}

/** The two reproducible files of a seal. */
export interface Seal {
  /** `manifest.json`. */
  readonly text: string;
  /** Of `text`. */
  readonly sha256: string;
  /** `SHA256SUMS`: the manifest and every file that it names, checkable with coreutils. */
  readonly sums: string;
}

/**
 * Seals a run's capsule: the same inputs give the same bytes, on any machine, in any order.
 *
 * @throws RangeError for a digest that is none, or a path that stands twice or belongs to the seal.
 */
export function buildManifest(input: ManifestInput): Seal {
  const { engine, dataFingerprints, strategy } = input;
  return seal(
    {
      kind: 'run',
      run_id: input.runId,
      run_key: input.runKey,
      directive_id: input.directiveId,
      symbol: input.symbol,
      ...(strategy === undefined ? {} : { strategy }),
      inputs: input.inputs,
      ...(engine === undefined ? {} : { engine }),
      ...(dataFingerprints === undefined ? {} : { data_fingerprints: dataFingerprints }),
    },
    input.artifacts,
  );
}

/** Seals a portfolio's folder; runs keep their order, which is the directive's. Throws as `buildManifest`. */
export function sealPortfolioManifest(input: PortfolioManifestInput): Seal {
  const runs = input.runs.map(({ symbol, runId, manifestSha256 }) => ({
    symbol,
    run_id: runId,
    manifest_sha256: manifestSha256,
  }));
  const head = {
    kind: 'portfolio',
    directive_id: input.directiveId,
    ...(input.inputs === undefined ? {} : { inputs: input.inputs }),
    runs,
  };
  return seal(head, input.artifacts);
}

function seal(head: Readonly<Record<string, unknown>>, files: readonly SealedFile[]): Seal {
  const names: readonly string[] = SEAL_FILES;
  for (const { path } of files) {
    if (names.includes(path)) throw new RangeError(`${path} is part of the seal itself`);
  }
  const artifacts = [...files]
    .sort((a, b) => compareBytes(a.path, b.path))
    .map(({ path, bytes, sha256 }) => ({ path, bytes, sha256 }));
  // Through canonical JSON, so that the order of keys is not the caller's; indented for readers.
  const canonical: unknown = JSON.parse(canonicalJson({ schema: 1, ...head, artifacts }));
  const text = `${JSON.stringify(canonical, null, 2)}\n`;
  const sha256 = sha256Hex(text);
  return {
    text,
    sha256,
    sums: formatSha256Sums([{ path: 'manifest.json', sha256 }, ...artifacts]),
  };
}

/** What a manifest says, as far as verification needs it. */
export interface ManifestReading {
  readonly kind: string;
  readonly directiveId: string;
  readonly runId: string | undefined;
  readonly runKey: string | undefined;
  readonly artifacts: readonly SealedFile[];
}

/** Reads a `manifest.json`; undefined when it is not one. */
export function readManifest(text: string): ManifestReading | undefined {
  const value = parseObject(text);
  const artifacts = value?.['artifacts'];
  if (!value || typeof value['kind'] !== 'string' || !Array.isArray(artifacts)) return undefined;
  if (typeof value['directive_id'] !== 'string' || !artifacts.every(isSealedFile)) return undefined;
  const textOf = (key: string) => (typeof value[key] === 'string' ? value[key] : undefined);
  return {
    kind: value['kind'],
    directiveId: value['directive_id'],
    runId: textOf('run_id'),
    runKey: textOf('run_key'),
    artifacts,
  };
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

function isSealedFile(value: unknown): value is SealedFile {
  if (typeof value !== 'object' || value === null) return false;
  const { path, bytes, sha256 } = value as Record<string, unknown>;
  return typeof path === 'string' && typeof bytes === 'number' && typeof sha256 === 'string';
}
