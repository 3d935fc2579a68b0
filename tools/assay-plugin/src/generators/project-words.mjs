/** Names that say nothing, as a tidy test has them. */
const EMPTY_NAMES = [
  'util',
  'utils',
  'helper',
  'helpers',
  'common',
  'type',
  'types',
  'manager',
  'managers',
];

/**
 * Checks the name of a new project.
 *
 * @param {string} name
 * @param {(path: string) => boolean} exists
 * @param {string} folder
 */
export function assertProjectName(name, exists, folder) {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
    throw new Error(`the name was ${name}; expected kebab-case, such as market-data`);
  }
  if (name.split('-').some((word) => EMPTY_NAMES.includes(word))) {
    throw new Error(`the name was ${name}; expected one that says what it is about`);
  }
  if (exists(folder)) throw new Error(`${folder} exists`);
}

/**
 * Checks a sentence: it is the first line of a README, so it must be one and say something.
 *
 * @param {string} sentence
 * @param {string} flag
 */
export function assertSentence(sentence, flag) {
  if (!/^[A-Z].{20,}\.$/.test(sentence)) {
    throw new Error(
      `${flag} was ${JSON.stringify(sentence)}; expected a sentence of some 20 letters or more, with capital letter and full stop`,
    );
  }
}

/**
 * `market-data` → `MarketData`.
 *
 * @param {string} name
 */
export function pascalCase(name) {
  return name
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}
