import { deflateSync, strToU8 } from 'fflate';

/** A file of an archive; `path` is ASCII with forward slashes. */
export interface ArchiveEntry {
  readonly path: string;
  readonly text: string;
}

/**
 * Deflate level: one third of level 6's time for 4 % more bytes. Part of the bytes that manifests
 * hash, so it never changes without a new engine or compute hash.
 */
const LEVEL = 3;
/** 1980-01-01 00:00:00, the oldest time the format knows. */
const DOS_DATE = 0x0021;
const DOS_TIME = 0;
const VERSION = 20;
const UTF8_NAMES = 0x0800;
const STORED = 0;
const DEFLATED = 8;

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

/** CRC-32 (IEEE 802.3), as an unsigned integer. */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (let i = 0; i < bytes.length; i++) {
    crc = (CRC_TABLE[(crc ^ (bytes[i] as number)) & 0xff] as number) ^ (crc >>> 8);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

interface Packed {
  readonly name: Uint8Array;
  readonly data: Uint8Array;
  readonly method: number;
  readonly crc: number;
  readonly size: number;
}

function pack({ path, text }: ArchiveEntry): Packed {
  const plain = strToU8(text);
  const deflated = deflateSync(plain, { level: LEVEL });
  const smaller = deflated.length < plain.length;
  return {
    name: strToU8(path),
    data: smaller ? deflated : plain,
    method: smaller ? DEFLATED : STORED,
    crc: crc32(plain),
    size: plain.length,
  };
}

/**
 * A zip archive whose bytes depend on nothing but its entries: their order is kept, every date is
 * 1980-01-01, the compressor is not the platform's. Written here because the archivers at hand ask
 * a clock or a time zone for the date.
 */
export function zipArchive(entries: readonly ArchiveEntry[]): Uint8Array {
  const packed = entries.map(pack);
  const local = packed.reduce((sum, { name, data }) => sum + 30 + name.length + data.length, 0);
  const central = packed.reduce((sum, { name }) => sum + 46 + name.length, 0);
  const writer = new LittleEndianWriter(local + central + 22);
  const offsets: number[] = [];
  for (const entry of packed) {
    offsets.push(writer.at);
    writer.u32(0x04034b50);
    writeCommon(writer, entry);
    writer.bytes(entry.name);
    writer.bytes(entry.data);
  }
  const centralAt = writer.at;
  packed.forEach((entry, place) => {
    writer.u32(0x02014b50);
    writer.u16(VERSION);
    writeCommon(writer, entry);
    // Comment, disk, internal and external attributes: none.
    writer.u16(0);
    writer.u16(0);
    writer.u16(0);
    writer.u32(0);
    writer.u32(offsets[place] as number);
    writer.bytes(entry.name);
  });
  writer.u32(0x06054b50);
  writer.u32(0);
  writer.u16(packed.length);
  writer.u16(packed.length);
  writer.u32(central);
  writer.u32(centralAt);
  writer.u16(0);
  return writer.buffer;
}

/** The fields that a local and a central header share. */
function writeCommon(writer: LittleEndianWriter, entry: Packed): void {
  writer.u16(VERSION);
  writer.u16(UTF8_NAMES);
  writer.u16(entry.method);
  writer.u16(DOS_TIME);
  writer.u16(DOS_DATE);
  writer.u32(entry.crc);
  writer.u32(entry.data.length);
  writer.u32(entry.size);
  writer.u16(entry.name.length);
  writer.u16(0);
}

class LittleEndianWriter {
  readonly buffer: Uint8Array;
  at = 0;
  private readonly view: DataView;

  constructor(size: number) {
    this.buffer = new Uint8Array(size);
    this.view = new DataView(this.buffer.buffer);
  }

  u16(value: number): void {
    this.view.setUint16(this.at, value, true);
    this.at += 2;
  }

  u32(value: number): void {
    this.view.setUint32(this.at, value, true);
    this.at += 4;
  }

  bytes(data: Uint8Array): void {
    this.buffer.set(data, this.at);
    this.at += data.length;
  }
}
