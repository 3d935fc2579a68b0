/** A place in the bytes of a file; the readers of cells move it. */
export class ByteCursor {
  readonly bytes: Uint8Array;
  /** First byte that is not part of the file. */
  readonly end: number;
  /** Next byte to read. */
  at: number;
  /** Set by a reader whose cell is not what it should be. */
  failed = false;
  /** The byte between two cells: a comma unless stated. */
  readonly delimiter: number;

  constructor(bytes: Uint8Array, at: number, delimiter = 44) {
    this.bytes = bytes;
    this.end = bytes.length;
    this.at = at;
    this.delimiter = delimiter;
  }

  /** True when nothing of the cell is left at `at`: a delimiter, a line end or the end of the file. */
  endsCell(at: number): boolean {
    if (at >= this.end) return true;
    const byte = this.bytes[at] as number;
    return byte === this.delimiter || byte === 10 || byte === 13;
  }

  /** Text of the cell that begins at `start`, one character for each byte. */
  cellText(start: number): string {
    let stop = start;
    while (!this.endsCell(stop)) stop += 1;
    return bytesToText(this.bytes, start, stop);
  }

  /** Index of the line feed that ends the line at `start`, or the end of the file. */
  lineEnd(start: number): number {
    const found = this.bytes.indexOf(10, start);
    return found < 0 ? this.end : found;
  }
}

/** Bytes as Latin-1 text, so that places in text and bytes agree. */
export function bytesToText(bytes: Uint8Array, from: number, to: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + from, Math.max(0, to - from)).toString(
    'latin1',
  );
}
