const HEX_SEED = /^[0-9a-f]{64}$/;
/** Outputs thrown away at the start, so that near seeds do not begin alike. */
const WARM_UP = 15;
const HASH_WORDS = 8;

/** 2⁻³²: what a word is multiplied with to lie in [0, 1). */
export const WORD_TO_UNIT = 1 / 4_294_967_296;

/**
 * A reproducible stream of 32-bit words from a SHA-256 in lower-case hex: 96 of its bits are the state.
 * Streams of different `purpose` (0–7) begin at different words of the hash. The generator is sfc32, as
 * in `@assay/core`; words come by the buffer, because a call for each would cost more than the word.
 */
export class SeededWords {
  private a: number;
  private b: number;
  private c: number;
  private counter = 1;

  /** @throws RangeError for anything but a hash. */
  constructor(sha256: string, purpose: number) {
    if (!HEX_SEED.test(sha256)) throw new RangeError(`a seed is a SHA-256, not ${sha256}`);
    const word = (place: number): number => {
      const at = ((purpose + place) % HASH_WORDS) * 8;
      return Number.parseInt(sha256.slice(at, at + 8), 16) | 0;
    };
    this.a = word(0);
    this.b = word(1);
    this.c = word(2);
    this.fill(new Uint32Array(WARM_UP));
  }

  /** The next words of the stream. */
  fill(words: Uint32Array): void {
    let { a, b, c, counter } = this;
    for (let i = 0; i < words.length; i++) {
      const sum = (a + b + counter) | 0;
      counter = (counter + 1) | 0;
      a = b ^ (b >>> 9);
      b = (c + (c << 3)) | 0;
      c = (((c << 21) | (c >>> 11)) + sum) | 0;
      words[i] = sum;
    }
    this.a = a;
    this.b = b;
    this.c = c;
    this.counter = counter;
  }
}
