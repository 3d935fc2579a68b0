import { formatSha256Sums, sha256Hex } from '@assay/hashing';
import { formatBagLines } from './bag-lines.js';

/** A file with its content. */
export interface BagFile {
  /** `/` separated, normalised. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** A file of a payload that lies in place already. */
export interface BagEntry {
  /** Below `data/`. */
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** What a bag says about itself. */
export interface BagLabel {
  /** The day of sealing, `2026-01-31`. */
  readonly baggingDate: string;
  /** What made it, name and version. */
  readonly agent: string;
  /** Names the bag to people, from the first hex digits of its payload manifest's SHA-256. */
  identify(id: string): string;
}

/** What goes into a bag that is made in memory. */
export interface BagInput extends BagLabel {
  /** Paths below `data/`; at least one. */
  readonly payload: readonly BagFile[];
}

/** The files beside a payload that make it a bag, or all of them. */
export interface Bag {
  /** First 8 hex digits of the payload manifest's SHA-256. */
  readonly id: string;
  readonly manifestSha256: string;
  readonly tagManifestSha256: string;
  /** Tag files last; paths below the bag. */
  readonly files: readonly BagFile[];
}

/** The declaration that makes a folder a bag. */
export const BAG_DECLARATION = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n';
/** Every tag file of a bag of ours; the tag manifest lists all but itself. */
export const TAG_FILES = [
  'SHA256SUMS',
  'bag-info.txt',
  'bagit.txt',
  'manifest-sha256.txt',
  'tagmanifest-sha256.txt',
] as const;

/**
 * Makes a bag (BagIt 1.0, RFC 8493) with SHA-256 manifests of payload and tag files. `SHA256SUMS` lists
 * the payload once more as coreutils wants it, so that nobody needs us to check it.
 *
 * @throws RangeError for an empty payload, an unsafe path or one that stands twice.
 */
export function buildBag(input: BagInput): Bag {
  const tags = buildTagFiles(
    input.payload.map(({ path, bytes }) => ({
      path,
      bytes: bytes.length,
      sha256: sha256Hex(bytes),
    })),
    input,
  );
  const data = input.payload.map(({ path, bytes }) => ({ path: `data/${path}`, bytes }));
  return { ...tags, files: [...data, ...tags.files] };
}

/** The tag files alone, for a payload that was put in place piece by piece. Throws as `buildBag`. */
export function buildTagFiles(payload: readonly BagEntry[], label: BagLabel): Bag {
  if (payload.length === 0) throw new RangeError('a bag needs a payload');
  const lines = payload.map(({ path, sha256 }) => ({ path: `data/${path}`, sha256 }));
  // Also refuses paths that stand twice.
  const sums = formatSha256Sums(lines);
  const manifest = formatBagLines(lines);
  const manifestSha256 = sha256Hex(manifest);
  const id = manifestSha256.slice(0, 8);
  const octets = payload.reduce((sum, { bytes }) => sum + bytes, 0);
  const info = [
    `Bagging-Date: ${label.baggingDate}`,
    `Bag-Software-Agent: ${label.agent}`,
    `External-Identifier: ${label.identify(id)}`,
    `Payload-Oxum: ${octets}.${payload.length}`,
  ];
  const tags = [
    textFile('SHA256SUMS', sums),
    textFile('bag-info.txt', `${info.join('\n')}\n`),
    textFile('bagit.txt', BAG_DECLARATION),
    textFile('manifest-sha256.txt', manifest),
  ];
  const tagManifest = formatBagLines(
    tags.map(({ path, bytes }) => ({ path, sha256: sha256Hex(bytes) })),
  );
  return {
    id,
    manifestSha256,
    tagManifestSha256: sha256Hex(tagManifest),
    files: [...tags, textFile('tagmanifest-sha256.txt', tagManifest)],
  };
}

function textFile(path: string, text: string): BagFile {
  return { path, bytes: Buffer.from(text, 'utf8') };
}
