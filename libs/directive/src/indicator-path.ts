/**
 * The module path of an indicator from any of its spellings: `volatility/volatility-regime` for
 * `indicators.volatility.volatility_regime`, `volatility.volatility_regime` or
 * `volatility/volatility_regime.py`. Undefined when the text names no domain and name.
 */
export function indicatorPath(text: string): string | undefined {
  const parts = text
    .replace(/\.(?:py|ts)$/, '')
    .replace(/^indicators[./]/, '')
    .split(/[./]/);
  const [domain, name] = parts;
  if (parts.length !== 2 || !domain || !name || domain === 'indicators') return undefined;
  return `${domain}/${name}`.replaceAll('_', '-');
}

/** The declared indicators as a set: normalised, sorted by code unit, without repetitions. */
export function indicatorPaths(texts: readonly string[]): readonly string[] {
  const paths = new Set<string>();
  for (const text of texts) {
    const path = indicatorPath(text);
    if (path !== undefined) paths.add(path);
  }
  return [...paths].sort();
}
