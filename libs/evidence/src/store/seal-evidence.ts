import { join } from 'node:path';
import { formatDay, formatInstant, formatStamp, parseStamp } from '@assay/core';
import { sha256Hex } from '@assay/hashing';
import { buildBag, type BagFile } from '../bag/build-bag.js';
import { buildBundle } from '../bundle/bundle.js';
import { sealEnvelope } from '../pins/dsse.js';
import { formatLogLine, parseLogLine, type PinLine } from '../pins/pin-log-line.js';
import { statementBytes, type PinPredicate } from '../pins/pin-statement.js';
import { linesBackwards } from '../pins/read-log.js';
import { carryOut, changeFolder, nextLink } from './changes.js';
import { changeEvidence, type SealingStore } from './evidence-store.js';

/** What is known about evidence before it is sealed. */
export type PinFacts = Pick<
  PinPredicate,
  'token' | 'result' | 'reason' | 'dry_run' | 'run' | 'mode' | 'git' | 'tool' | 'checks_sha256'
> & {
  /** Evidence that this one speaks of, `<class>/<name>`. */
  readonly references: readonly string[];
  /** How long it may be judged by; undefined for ever. */
  readonly validMs: number | undefined;
};

/** What is to be sealed. */
export interface SealRequest {
  /** One path segment. */
  readonly class: string;
  /** Paths below the bag's `data/`; at least one. */
  readonly payload: readonly BagFile[];
  readonly facts: PinFacts;
  /** The pin's text for people, when everything is known. */
  text(sealed: SealedEvidence): string;
}

/** Evidence that was sealed. Paths are relative to the root, `/` separated. */
export interface SealedEvidence {
  readonly class: string;
  readonly name: string;
  readonly seq: number;
  readonly timeMs: number;
  readonly evidence: string;
  readonly bundle: string;
  readonly pin: string;
  readonly bundleSha256: string;
}

/**
 * Seals a payload as a bag, a bundle and a pin, and adds the pin to the log; durable when this returns.
 * Everything is prepared aside and recorded as one change, so that a process that dies leaves nothing, or
 * something that the next one finishes.
 *
 * @throws AssayError OPS_BUSY, or what the disk refused. RangeError for an unsafe class or path.
 */
export function sealEvidence(store: SealingStore, request: SealRequest): SealedEvidence {
  return changeEvidence(store, () => sealAlone(store, request));
}

/** The same for a caller that has the lock. */
export function sealAlone(store: SealingStore, request: SealRequest): SealedEvidence {
  if (!/^[a-z][a-z0-9_-]*$/.test(request.class)) {
    throw new RangeError(`not a class of evidence: ${JSON.stringify(request.class)}`);
  }
  const { files } = store;
  const link = nextLink(store);
  const prepared = prepare(store, request, link.seq + 1);
  const { sealed, bag, bundle, pin, text } = prepared;
  const line: PinLine = {
    ...prepared.line,
    prev: link.hash,
    pin_sha256: sha256Hex(pin),
    text_sha256: sha256Hex(text),
    bundle_sha256: bundle,
  };
  const name = `seal-${String(sealed.seq)}`;
  const folder = changeFolder(store, name);
  const folders = new Set<string>([folder]);
  const put = (path: string, bytes: Uint8Array | string) => {
    files.stage(join(folder, path), bytes, { mode: 0o444 });
    for (let at = path.indexOf('/'); at > 0; at = path.indexOf('/', at + 1)) {
      folders.add(join(folder, path.slice(0, at)));
    }
  };
  for (const file of bag) put(`bag/${file.path}`, file.bytes);
  put('bundle.tgz', prepared.bundleBytes);
  put('pin.txt', text);
  put('pin.json', pin);
  files.syncFolders([...folders]);
  const from = (path: string) => `${folder.slice(store.places.root.length + 1)}/${path}`;
  const target = sealed.pin.slice(0, -'.json'.length);
  publishKey(store);
  carryOut(store, {
    name,
    moves: [
      { from: from('bag'), to: sealed.evidence },
      { from: from('bundle.tgz'), to: sealed.bundle },
      { from: from('pin.txt'), to: `${target}.txt` },
      { from: from('pin.json'), to: sealed.pin },
    ],
    lines: [formatLogLine(line)],
    trash: null,
  });
  return sealed;
}

type UnlinkedLine = Omit<PinLine, 'prev' | 'pin_sha256' | 'text_sha256' | 'bundle_sha256'>;

interface Prepared {
  readonly sealed: SealedEvidence;
  readonly bag: readonly BagFile[];
  readonly bundleBytes: Uint8Array;
  readonly bundle: string;
  readonly pin: string;
  readonly text: string;
  readonly line: UnlinkedLine;
}

function prepare(store: SealingStore, request: SealRequest, seq: number): Prepared {
  const { facts } = request;
  const named = nameBag(store, request);
  const { bag, name, timeMs } = named;
  const bundle = buildBundle(name, bag.files);
  const sealed: SealedEvidence = {
    class: request.class,
    name,
    seq,
    timeMs,
    evidence: `evidence/${request.class}/${name}`,
    bundle: `bundles/${request.class}/${name}.tgz`,
    pin: `pins/${request.class}/${name}.json`,
    bundleSha256: bundle.sha256,
  };
  const shared = {
    seq,
    class: request.class,
    name,
    result: facts.result,
    token: facts.token,
    dry_run: facts.dry_run,
    expires_at: facts.validMs === undefined ? null : formatInstant(timeMs + facts.validMs),
    run: facts.run,
    references: [...facts.references].sort(),
  };
  const created = formatInstant(timeMs);
  const predicate: PinPredicate = {
    ...shared,
    reason: facts.reason,
    created,
    mode: facts.mode,
    git: facts.git,
    tool: facts.tool,
    checks_sha256: facts.checks_sha256,
    bag: { manifest_sha256: bag.manifestSha256, tagmanifest_sha256: bag.tagManifestSha256 },
    tar_sha256: bundle.tarSha256,
    prev_pin_sha256: previousPin(store),
    integrity_only: store.key === undefined,
    non_authorizing: true,
  };
  const subject = { name: sealed.bundle, sha256: bundle.sha256 };
  return {
    sealed,
    bag: bag.files,
    bundleBytes: bundle.bytes,
    bundle: bundle.sha256,
    pin: sealEnvelope(statementBytes({ subject, predicate }), store.key),
    text: request.text(sealed),
    line: { kind: 'pin', time: created, keyid: store.key?.keyId ?? null, ...shared },
  };
}

/** Gives the bag a name that is free; of two in one millisecond the later one counts on. */
function nameBag({ clock, files, places }: SealingStore, request: SealRequest) {
  for (let timeMs = clock.now(); ; timeMs += 1) {
    const stamp = formatStamp(timeMs);
    const bag = buildBag({
      payload: request.payload,
      baggingDate: formatDay(timeMs),
      agent: `${request.facts.tool.name} ${request.facts.tool.version}`,
      identify: (id) => `${request.class}/${stamp}_${id}`,
    });
    const name = `${stamp}_${bag.id}`;
    if (!files.exists(join(places.evidence, request.class, name))) return { bag, name, timeMs };
  }
}

function previousPin({ files, places }: SealingStore): string | null {
  for (const { text } of linesBackwards(files, places.log)) {
    const line = parseLogLine(text);
    if (line?.kind === 'pin') return line.pin_sha256;
  }
  return null;
}

/** Puts the public key where those who only have the evidence find it. */
function publishKey({ files, places, key }: SealingStore): void {
  if (!key) return;
  const path = join(places.publicKeys, `${key.keyId}.pem`);
  if (!files.exists(path)) files.writeAtomic(path, key.publicPem);
}

const NAME = /^(\d{8}T\d{9}Z)_[0-9a-f]{8}$/;

/** When evidence was sealed, by its name; undefined for a name that is none. */
export function sealedAtMs(name: string): number | undefined {
  return parseStamp(NAME.exec(name)?.[1] ?? '');
}
