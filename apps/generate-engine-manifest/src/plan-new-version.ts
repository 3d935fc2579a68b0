import { AssayError, compareEngineVersions, isEngineVersion } from '@assay/core';

/** A text file of the repository. */
export interface SourceText {
  /** Below the version's folder when copied, below the repository when written. */
  readonly path: string;
  readonly text: string;
}

/** What a new version is made of. */
export interface NewVersionInput {
  readonly active: string;
  readonly wanted: string;
  /** All files of the active version, tests included, its manifest left out. */
  readonly files: readonly SourceText[];
  /** `libs/engine/src/engine-versions.ts`. */
  readonly versionsText: string;
  /** `libs/engine/package.json`. */
  readonly packageText: string;
}

function notAsExpected(file: string, expected: string): AssayError {
  return new AssayError('USAGE', 'the engine is not laid out as a new version needs it', {
    place: { file },
    found: 'another text',
    expected,
    next: 'Restore the file, then start the version again; nothing was written.',
  });
}

/** Adds a version at the end of the list in the engine's source. */
function listVersion(text: string, wanted: string): string {
  if (!text.includes('] as const;')) {
    throw notAsExpected('libs/engine/src/engine-versions.ts', 'a list that ends in `] as const;`');
  }
  return text.replace('] as const;', `, '${wanted}'] as const;`);
}

function readPackage(text: string): { readonly exports: Readonly<Record<string, object>> } {
  const expected = 'a JSON object with "exports"';
  try {
    const value = JSON.parse(text) as { readonly exports?: unknown } | null;
    if (typeof value?.exports === 'object' && value.exports !== null) {
      return value as ReturnType<typeof readPackage>;
    }
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
  }
  throw notAsExpected('libs/engine/package.json', expected);
}

/**
 * Decides what starts a new engine version: a copy of the active one under its own name, its place
 * in the list of versions, and its export. Pure. The copy has no manifest yet: nobody has reviewed it.
 *
 * @returns Files to write, paths below the repository.
 * @throws AssayError USAGE when the wanted name is no version, or not above the active one, or when the
 *   two files that name all versions are not as expected.
 */
export function planNewVersion(input: NewVersionInput): readonly SourceText[] {
  const { active, wanted, files, versionsText, packageText } = input;
  if (!isEngineVersion(wanted) || compareEngineVersions(wanted, active) <= 0) {
    throw new AssayError('USAGE', 'the new engine version must follow the active one', {
      found: wanted,
      expected: `v<major>_<minor>_<patch> above ${active}`,
    });
  }
  const copies = files.map(({ path, text }) => ({
    path: `libs/engine/src/${wanted}/${path}`,
    text: text.replaceAll(active, wanted),
  }));
  const manifest = readPackage(packageText);
  const entry = {
    '@assay/source': `./src/${wanted}/index.ts`,
    types: `./dist/${wanted}/index.d.ts`,
    import: `./dist/${wanted}/index.js`,
  };
  const exports = { ...manifest.exports, [`./${wanted}`]: entry };
  return [
    ...copies,
    { path: 'libs/engine/src/engine-versions.ts', text: listVersion(versionsText, wanted) },
    {
      path: 'libs/engine/package.json',
      text: `${JSON.stringify({ ...manifest, exports }, null, 2)}\n`,
    },
  ];
}
