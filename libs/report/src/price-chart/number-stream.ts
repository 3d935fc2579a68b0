/** 7 bits to a byte, lowest first; a set top bit says that more follow. */
const GROUP = 128;

/** Writes whole numbers in as few bytes as their size needs. */
export class NumberWriter {
  private bytes: Uint8Array;
  private length = 0;

  constructor(expectedBytes: number) {
    this.bytes = new Uint8Array(Math.max(16, expectedBytes));
  }

  /** A whole number, 0 … 2⁵³. */
  unsigned(value: number): void {
    if (this.length + 8 > this.bytes.length) {
      const larger = new Uint8Array(this.bytes.length * 2);
      larger.set(this.bytes);
      this.bytes = larger;
    }
    let rest = value;
    // Division, because numbers above 2³² do not survive a shift.
    while (rest >= GROUP) {
      this.bytes[this.length++] = (rest % GROUP) | GROUP;
      rest = Math.floor(rest / GROUP);
    }
    this.bytes[this.length++] = rest;
  }

  /** A whole number of either sign, near zero the shortest. */
  signed(value: number): void {
    this.unsigned(value < 0 ? -2 * value - 1 : 2 * value);
  }

  end(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }
}

/** Reads what `NumberWriter` wrote, in the same order. */
export class NumberReader {
  private at = 0;

  constructor(private readonly bytes: Uint8Array) {}

  unsigned(): number {
    let value = 0;
    for (let scale = 1; ; scale *= GROUP) {
      const byte = this.bytes[this.at++] ?? 0;
      value += (byte % GROUP) * scale;
      if (byte < GROUP) return value;
    }
  }

  signed(): number {
    const value = this.unsigned();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }
}
