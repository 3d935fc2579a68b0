import { inflateRawSync, crc32 } from 'node:zlib';
import { LIMITS } from '@assay/core';

/** A file within a zip archive. */
export interface ZipMember {
  /** Name with folders, as it stands in the archive. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Members of one archive that are looked at; vendors put one to a few into each. */
const MEMBERS_MAX = 10_000;
const END_BYTES = 22;
const END_SIGNATURE = 0x06054b50;
const ENTRY_SIGNATURE = 0x02014b50;
const LOCAL_SIGNATURE = 0x04034b50;
/** Stands where a number is too large, or was not yet known: the extra field has it. */
const IN_EXTRA = 0xffffffff;
const ZIP64_FIELD = 1;

/** True when bytes begin like a zip archive. */
export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5);
}

/**
 * The files of a zip archive, in the order of its directory; stored and deflated members, each checked
 * by its CRC-32. Folders are left out.
 * @throws Error, with a sentence, for an archive that is damaged, encrypted or of another kind.
 */
export function readZip(archive: Uint8Array): readonly ZipMember[] {
  const buffer = Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength);
  const end = findEnd(buffer);
  const count = buffer.readUInt16LE(end + 10);
  if (count > MEMBERS_MAX) throw new Error(`the archive has ${count} members`);
  let at = buffer.readUInt32LE(end + 16);
  let total = 0;
  const members: ZipMember[] = [];
  for (let k = 0; k < count; k += 1) {
    if (at + 46 > buffer.length || buffer.readUInt32LE(at) !== ENTRY_SIGNATURE) {
      throw new Error('the directory of the archive is damaged');
    }
    const nameBytes = buffer.readUInt16LE(at + 28);
    const name = buffer.toString('utf8', at + 46, at + 46 + nameBytes);
    const sizes = sizesOf(buffer, at, at + 46 + nameBytes);
    total += sizes.size;
    if (total > LIMITS.barFileBytesMax) throw new Error('the archive holds too many bytes');
    if (!name.endsWith('/')) members.push({ name, bytes: memberBytes(buffer, at, name, sizes) });
    at += 46 + nameBytes + buffer.readUInt16LE(at + 30) + buffer.readUInt16LE(at + 32);
  }
  return members;
}

/** The directory's end stands last, before a comment of at most 65,535 bytes. */
function findEnd(buffer: Buffer): number {
  const first = Math.max(0, buffer.length - END_BYTES - 65_535);
  for (let at = buffer.length - END_BYTES; at >= first; at -= 1) {
    if (buffer.readUInt32LE(at) === END_SIGNATURE) return at;
  }
  throw new Error('the archive has no directory: it is cut off');
}

/** Sizes of a member and where it begins. */
interface MemberSizes {
  readonly size: number;
  readonly packed: number;
  readonly local: number;
}

/** The sizes of a directory entry; those of 64 bits stand in its extra field, in this order. */
function sizesOf(buffer: Buffer, entry: number, extra: number): MemberSizes {
  const stated = [24, 20, 42].map((offset) => buffer.readUInt32LE(entry + offset));
  const end = extra + buffer.readUInt16LE(entry + 30);
  let wide = -1;
  for (let at = extra; at + 4 <= end; at += 4 + buffer.readUInt16LE(at + 2)) {
    if (buffer.readUInt16LE(at) === ZIP64_FIELD) wide = at + 4;
  }
  const [size, packed, local] = stated.map((value) => {
    if (value !== IN_EXTRA) return value;
    if (wide < 0 || wide + 8 > end) throw new Error('the directory of the archive is damaged');
    const long = Number(buffer.readBigUInt64LE(wide));
    wide += 8;
    return long;
  }) as [number, number, number];
  return { size, packed, local };
}

function memberBytes(
  buffer: Buffer,
  entry: number,
  name: string,
  { size, packed, local }: MemberSizes,
): Uint8Array {
  const flags = buffer.readUInt16LE(entry + 8);
  const method = buffer.readUInt16LE(entry + 10);
  const checksum = buffer.readUInt32LE(entry + 16);
  if ((flags & 1) !== 0) throw new Error(`${name} is encrypted`);
  if (local + 30 > buffer.length || buffer.readUInt32LE(local) !== LOCAL_SIGNATURE) {
    throw new Error(`${name} is damaged`);
  }
  const from = local + 30 + buffer.readUInt16LE(local + 26) + buffer.readUInt16LE(local + 28);
  const raw = buffer.subarray(from, from + packed);
  if (raw.length < packed) throw new Error(`${name} is cut off`);
  const bytes = unpack(raw, method, size, name);
  if (bytes.length !== size || crc32(bytes) !== checksum) {
    throw new Error(`${name} does not have the checksum that the archive states`);
  }
  return bytes;
}

function unpack(raw: Buffer, method: number, size: number, name: string): Uint8Array {
  if (method === 0) return raw;
  if (method !== 8) throw new Error(`${name} is packed by method ${method}, not deflate`);
  return inflateRawSync(raw, { maxOutputLength: Math.max(1, size) });
}
