/** Turns any seed into a 32-bit state word: FNV-1a over UTF-16 units, then a final mix. */
function hashSeed(text: string, salt: number): number {
  let hash = (0x811c9dc5 ^ salt) >>> 0;
  for (let i = 0; i < text.length; i += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** Outputs thrown away at the start, so that near seeds do not begin alike. */
const WARM_UP = 15;

/**
 * 32 bits a call, from 96 bits of state and a counter. Source: sfc32 of Chris Doty-Humphrey's
 * PractRand 0.93 ("Small Fast Counting"; a period of at least 2³² and about 2¹²⁷ on average).
 */
export function sfc32(first: number, second: number, third: number): () => number {
  let [a, b, c, counter] = [first, second, third, 1];
  return () => {
    const sum = (a + b + counter) >>> 0;
    counter = (counter + 1) >>> 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) >>> 0;
    c = (((c << 21) | (c >>> 11)) + sum) >>> 0;
    return sum;
  };
}

/**
 * A reproducible stream of numbers in [0, 1), 53 bits each, equal on every machine: for synthetic
 * data and bootstraps, never for anything secret. The number 1 and the text '1' are one seed.
 *
 * @throws RangeError when the seed is NaN or infinite.
 */
export function seededRandom(seed: number | string): () => number {
  if (typeof seed === 'number' && !Number.isFinite(seed)) {
    throw new RangeError(`a seed is a finite number or a text, not ${seed}`);
  }
  const text = String(seed);
  const next = sfc32(hashSeed(text, 0), hashSeed(text, 1), hashSeed(text, 2));
  for (let i = 0; i < WARM_UP; i += 1) next();
  // 27 and 26 bits of two outputs: 53 bits, the significand of a double.
  return () => ((next() >>> 5) * 67_108_864 + (next() >>> 6)) / 9_007_199_254_740_992;
}

/**
 * A reproducible stream of standard normal numbers (mean 0, deviation 1) drawn from a stream of
 * uniform ones. Source: Marsaglia and Bray's polar method; its `log` and `sqrt` give the same bits
 * on every supported Node.
 */
export function seededNormal(random: () => number): () => number {
  let spare: number | undefined;
  return () => {
    if (spare !== undefined) {
      const value = spare;
      spare = undefined;
      return value;
    }
    for (;;) {
      const u = 2 * random() - 1;
      const v = 2 * random() - 1;
      const s = u * u + v * v;
      if (s > 0 && s < 1) {
        const factor = Math.sqrt((-2 * Math.log(s)) / s);
        spare = v * factor;
        return u * factor;
      }
    }
  };
}
