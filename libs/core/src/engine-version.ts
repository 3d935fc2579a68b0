/** Names of engine versions: `v<major>_<minor>_<patch>`, no leading zeros. */
const ENGINE_VERSION = /^v(0|[1-9]\d{0,5})_(0|[1-9]\d{0,5})_(0|[1-9]\d{0,5})$/;

/** True when a text has the form of an engine version, such as `v1_0_0`. */
export function isEngineVersion(text: string): boolean {
  return ENGINE_VERSION.test(text);
}

function numbersOf(version: string): readonly number[] {
  const match = ENGINE_VERSION.exec(version);
  if (!match) throw new RangeError(`not an engine version: ${version}`);
  return match.slice(1).map(Number);
}

/**
 * Orders engine versions by number: `v1_9_0` comes before `v1_10_0`.
 *
 * @returns Negative, zero or positive, as `Array.prototype.sort` wants it.
 * @throws RangeError when one of the two has not the form of an engine version.
 */
export function compareEngineVersions(a: string, b: string): number {
  const [left, right] = [numbersOf(a), numbersOf(b)];
  for (const [index, number] of left.entries()) {
    const difference = number - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
