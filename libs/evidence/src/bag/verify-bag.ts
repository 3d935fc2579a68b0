import { join } from 'node:path';
import type { FileDigest, FileStore } from '@assay/workspace';
import { fault, type Finding, type Verdict } from '../verify/verdict.js';
import { parseBagLines } from './bag-lines.js';
import { BAG_DECLARATION, TAG_FILES } from './build-bag.js';

/** A bag as it lies on disk. */
interface BagOnDisk {
  /** Files by their path below the bag. */
  readonly files: ReadonlyMap<string, FileDigest>;
  readonly findings: readonly Finding[];
}

/** What a bag turned out to be. */
export interface BagCheck {
  readonly findings: readonly Finding[];
  /** Of the manifests as they are; undefined when they are gone. */
  readonly manifestSha256: string | undefined;
  readonly tagManifestSha256: string | undefined;
}

const TAGS: readonly string[] = TAG_FILES;
const MANIFEST = 'manifest-sha256.txt';
const TAG_MANIFEST = 'tagmanifest-sha256.txt';

/**
 * Checks a bag against its own manifests: every file read, every link and every file too many told.
 *
 * @param folder - Absolute.
 * @param shown - How findings call it.
 */
export function verifyBag(files: FileStore, folder: string, shown: string): BagCheck {
  const kind = files.stat(folder)?.kind;
  if (kind !== 'folder') {
    const finding =
      kind === 'link'
        ? fault('symlink', shown, 'the bag is a symbolic link')
        : fault('missing_file', shown, kind ? 'not a folder' : 'the bag is gone');
    return { findings: [finding], manifestSha256: undefined, tagManifestSha256: undefined };
  }
  const bag = readBag(files, folder, shown);
  const linked = new Set(bag.findings.map(({ path }) => path));
  const check = new Checker(files, folder, shown, bag.files, linked);
  return {
    findings: [...bag.findings, ...check.run()],
    manifestSha256: bag.files.get(MANIFEST)?.sha256,
    tagManifestSha256: bag.files.get(TAG_MANIFEST)?.sha256,
  };
}

function readBag(files: FileStore, folder: string, shown: string): BagOnDisk {
  const found = new Map<string, FileDigest>();
  const findings: Finding[] = [];
  const visit = (below: string) => {
    for (const { name } of files.list(join(folder, below))) {
      const path = below === '' ? name : `${below}/${name}`;
      const what = files.digestHere(join(folder, path));
      if (typeof what === 'object') found.set(path, what);
      else if (what === 'folder') visit(path);
      else if (what === 'link') {
        findings.push(fault('symlink', `${shown}/${path}`, 'a symbolic link'));
      } else if (what === 'other') {
        findings.push(fault('extra_file', `${shown}/${path}`, 'neither a file nor a folder'));
      }
    }
  };
  visit('');
  return { files: found, findings };
}

class Checker {
  readonly #findings: Finding[] = [];

  constructor(
    private readonly files: FileStore,
    private readonly folder: string,
    private readonly shown: string,
    private readonly found: ReadonlyMap<string, FileDigest>,
    private readonly told: ReadonlySet<string>,
  ) {}

  run(): readonly Finding[] {
    this.#checkDeclaration();
    const payload = this.#checkManifest(MANIFEST, 'data/', 'hash_mismatch');
    this.#checkManifest(TAG_MANIFEST, '', 'tag_mismatch');
    this.#checkExtra(payload);
    this.#checkOxum();
    return this.#findings;
  }

  #tell(verdict: Exclude<Verdict, 'ok'>, path: string, detail: string): void {
    this.#findings.push(fault(verdict, path === '' ? this.shown : `${this.shown}/${path}`, detail));
  }

  /** The text of a tag file; undefined when it is gone, which is told. */
  #text(path: string): string | undefined {
    if (this.found.has(path)) return this.files.readText(join(this.folder, path));
    if (!this.told.has(`${this.shown}/${path}`)) this.#tell('missing_file', path, 'gone');
    return undefined;
  }

  #checkDeclaration(): void {
    const text = this.#text('bagit.txt');
    if (text !== undefined && text !== BAG_DECLARATION) {
      this.#tell('bad_line', 'bagit.txt', 'not the declaration of BagIt 1.0 in UTF-8');
    }
  }

  #checkManifest(
    path: string,
    below: string,
    mismatch: 'hash_mismatch' | 'tag_mismatch',
  ): ReadonlySet<string> {
    const text = this.#text(path);
    const listed = new Set<string>();
    if (text === undefined) return listed;
    const { lines, problems } = parseBagLines(text, below);
    for (const { verdict, line, found } of problems) {
      this.#tell(verdict, path, `line ${line}: ${found}`);
    }
    if (lines.length === 0 && problems.length === 0) this.#tell('empty_manifest', path, 'no line');
    for (const line of lines) {
      listed.add(line.path);
      const there = this.found.get(line.path);
      if (there === undefined) {
        this.#text(line.path);
      } else if (there.sha256 !== line.sha256) {
        this.#tell(mismatch, line.path, `SHA-256 ${there.sha256}, sealed as ${line.sha256}`);
      }
    }
    if (mismatch === 'tag_mismatch') this.#checkTagsListed(listed);
    return listed;
  }

  #checkTagsListed(listed: ReadonlySet<string>): void {
    for (const tag of TAGS) {
      if (tag !== TAG_MANIFEST && !listed.has(tag)) {
        this.#tell('tag_mismatch', TAG_MANIFEST, `${tag} is not listed`);
      }
    }
  }

  #checkExtra(payload: ReadonlySet<string>): void {
    for (const path of this.found.keys()) {
      if (!payload.has(path) && !TAGS.includes(path)) {
        this.#tell('extra_file', path, 'no manifest names it');
      }
    }
  }

  #checkOxum(): void {
    const text = this.#text('bag-info.txt');
    if (text === undefined) return;
    const sealed = /^Payload-Oxum: (\d+\.\d+)$/m.exec(text)?.[1] ?? 'nothing';
    let octets = 0;
    let count = 0;
    for (const [path, { bytes }] of this.found) {
      if (!path.startsWith('data/')) continue;
      octets += bytes;
      count += 1;
    }
    const there = `${octets}.${count}`;
    if (there !== sealed) {
      this.#tell('oxum_mismatch', 'bag-info.txt', `payload is ${there}, sealed as ${sealed}`);
    }
  }
}
