import { compareBytes } from '@assay/hashing';

/** A file of a tar archive. */
export interface TarFile {
  /** `/` separated, normalised. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

const BLOCK = 512;
const NAME_MAX = 100;
const PREFIX_MAX = 155;
/** Eleven octal digits. */
const SIZE_MAX = 8_589_934_591;

interface Entry {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly type: '0' | '5' | 'x';
}

function octal(value: number, digits: number): string {
  return `${value.toString(8).padStart(digits, '0')}\0`;
}

/** Splits a path at a slash so that both parts fit; undefined when no slash does it. */
function split(path: string): readonly [prefix: string, name: string] | undefined {
  if (!/^[\x20-\x7e]*$/.test(path)) return undefined;
  if (path.length <= NAME_MAX) return ['', path];
  for (let at = path.indexOf('/'); at > 0 && at <= PREFIX_MAX; at = path.indexOf('/', at + 1)) {
    const name = path.slice(at + 1);
    if (name !== '' && name.length <= NAME_MAX) return [path.slice(0, at), name];
  }
  return undefined;
}

/** A record of an extended header; its length counts itself. */
function paxRecord(key: string, value: string): Buffer {
  const rest = Buffer.byteLength(` ${key}=${value}\n`);
  let length = rest;
  while (String(length).length + rest !== length) length = String(length).length + rest;
  return Buffer.from(`${length} ${key}=${value}\n`);
}

function header(entry: Entry, [prefix, name]: readonly [string, string]): Buffer {
  const block = Buffer.alloc(BLOCK);
  const size = entry.bytes.length;
  if (size > SIZE_MAX) throw new RangeError(`${entry.path} is larger than 8 GiB`);
  block.write(name, 0, NAME_MAX, 'utf8');
  block.write(octal(entry.type === '5' ? 0o755 : 0o644, 7), 100);
  block.write(octal(0, 7), 108);
  block.write(octal(0, 7), 116);
  block.write(octal(size, 11), 124);
  block.write(octal(0, 11), 136);
  block.write(' '.repeat(8), 148);
  block.write(entry.type, 156);
  block.write('ustar\x0000', 257, 'latin1');
  block.write(octal(0, 7), 329);
  block.write(octal(0, 7), 337);
  block.write(prefix, 345, PREFIX_MAX, 'utf8');
  let sum = 0;
  for (const byte of block) sum += byte;
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

function blocksOf(entry: Entry): readonly Uint8Array[] {
  const short = split(entry.path);
  if (short) return [header(entry, short), ...padded(entry.bytes)];
  const record = paxRecord('path', entry.path);
  const pax: Entry = { path: 'PaxHeaders/path', bytes: record, type: 'x' };
  return [
    header(pax, ['', pax.path]),
    ...padded(record),
    header(entry, ['', 'see-extended-header']),
    ...padded(entry.bytes),
  ];
}

function padded(bytes: Uint8Array): readonly Uint8Array[] {
  const rest = bytes.length % BLOCK;
  return rest === 0 ? [bytes] : [bytes, Buffer.alloc(BLOCK - rest)];
}

/** The folders that lead to the files, each once. */
function foldersOf(files: readonly TarFile[]): ReadonlySet<string> {
  const folders = new Set<string>();
  for (const { path } of files) {
    for (let at = path.indexOf('/'); at > 0; at = path.indexOf('/', at + 1)) {
      folders.add(`${path.slice(0, at)}/`);
    }
  }
  return folders;
}

/**
 * A tar archive (ustar, extended headers only for names that need them) that depends on names and bytes
 * only: sorted by the paths' bytes, folders before what lies in them, no owner, no time, fixed modes.
 */
export function reproducibleTar(files: readonly TarFile[]): Uint8Array {
  const folders = [...foldersOf(files)].map((path): Entry => ({
    path,
    bytes: new Uint8Array(),
    type: '5',
  }));
  const entries = [...files.map((file): Entry => ({ ...file, type: '0' })), ...folders];
  entries.sort((a, b) => compareBytes(a.path, b.path));
  return Buffer.concat([...entries.flatMap(blocksOf), Buffer.alloc(2 * BLOCK)]);
}
