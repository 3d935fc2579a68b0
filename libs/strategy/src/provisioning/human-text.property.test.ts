import { fc, test as check } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import {
  findSignatureBlock,
  SIGNATURE_END,
  SIGNATURE_START,
} from '../signature/signature-block.js';
import { EXISTING, RANDOM_DIRECTIVES } from '../testing/random-directive.js';
import { planProvisioning, type ProvisionPlan } from './plan-provisioning.js';
import type { DirectiveModel } from '@assay/directive';

const MODELS = RANDOM_DIRECTIVES.map(({ model }) => ({ ...model, strategy: 'Mine' }));

/** What people put between, before and behind the generated lines. */
const HUMAN_LINES = fc.array(
  fc.constantFrom(
    '// mine: *` ${x} ü 😀',
    '/* \u2028 \u2029 */',
    '/* START? --- STRATEGY SIGNATURE START --- */',
    '/*\n * a longer\n   remark \\\n */',
    'const LIMITS = [1,2 ,  3];   ',
    'const TEXT = `two\n  lines, and a tab:\t`;',
    'function helper(a: number) { return a*2 }',
    '',
    '   ',
    'type Level = -1 | 0 | 1',
  ),
  { maxLength: 4 },
);

interface HumanFile {
  readonly before: readonly string[];
  readonly between: readonly string[];
  readonly after: readonly string[];
  readonly lineEnd: '\n' | '\r\n';
  readonly mark: '' | '\uFEFF';
  /** Whether the generated imports are kept where they were, or behind the text of `between`. */
  readonly importsLast: boolean;
}

const HUMAN_FILES: fc.Arbitrary<HumanFile> = fc.record({
  before: HUMAN_LINES,
  between: HUMAN_LINES,
  after: HUMAN_LINES,
  lineEnd: fc.constantFrom('\n', '\r\n'),
  mark: fc.constantFrom('', '\uFEFF'),
  importsLast: fc.boolean(),
});

/** Names may be declared once in a file. */
function declaredOnce(lines: readonly string[], part: string): string {
  return lines
    .map((line, at) => line.replace(/\b(LIMITS|TEXT|helper|Level)\b/, `$1_${part}_${at}`))
    .map((line) => `${line}\n`)
    .join('');
}

async function provision(model: DirectiveModel, existing?: string): Promise<ProvisionPlan> {
  const template = existing === undefined ? { name: 'thin', sources: {} } : undefined;
  const asked = { model, existing, knownIndicators: EXISTING, template };
  const plan = await planProvisioning(asked);
  if (!plan.ok) throw new Error(`${JSON.stringify(plan.error)}\n${existing ?? ''}`);
  return plan.value;
}

/** A generated file in which somebody has worked. */
async function humanText(model: DirectiveModel, human: HumanFile): Promise<string> {
  const { text } = await provision(model);
  const start = text.indexOf(SIGNATURE_START);
  const [head, rest] = [text.slice(0, start), text.slice(start)];
  const between = declaredOnce(human.between, 'b');
  const middle = human.importsLast ? between + head : head + between;
  const whole = declaredOnce(human.before, 'a') + middle + rest + declaredOnce(human.after, 'c');
  return human.mark + whole.replaceAll('\n', human.lineEnd);
}

/** The text around the lines between the markers. */
function around(text: string): readonly [head: string, tail: string] {
  const found = findSignatureBlock(text);
  if (!('block' in found)) throw new Error(text);
  return [text.slice(0, found.block.from), text.slice(found.block.to)];
}

/** What stands in `longer` and not in `shorter`, when it was put in at one place. */
function inserted(shorter: string, longer: string): string {
  let at = 0;
  while (at < shorter.length && shorter[at] === longer[at]) at += 1;
  const tail = shorter.length - at;
  expect(longer.slice(longer.length - tail)).toBe(shorter.slice(at));
  return longer.slice(at, longer.length - tail);
}

describe('a file in which somebody has worked', () => {
  check.prop([MODELS, MODELS, HUMAN_FILES], { numRuns: 300, seed: 7 })(
    'changes in its signature block and by missing imports only when the rules change; not a byte of the rest',
    async (before, after, human) => {
      const existing = await humanText(before, human);
      const plan = await provision(after, existing);
      const [head, tail] = around(existing);
      const [newHead, newTail] = around(plan.text);
      expect(newTail).toBe(tail);
      const added = inserted(head, newHead).split(human.lineEnd).filter(Boolean);
      const missing = after.indicators.filter((path) => !before.indicators.includes(path));
      const imported = added.join('\n');
      for (const path of missing) expect(imported).toContain(`/${path}'`);
      expect(added).toHaveLength(missing.length);
      const again = await provision(after, plan.text);
      expect({ changed: again.changed, text: again.text }).toEqual({
        changed: false,
        text: plan.text,
      });
    },
  );

  check.prop([MODELS, HUMAN_FILES], { numRuns: 100, seed: 7 })(
    'is not written at all while the rules stay',
    async (model, human) => {
      const existing = await humanText(model, human);
      const plan = await provision(model, existing);
      expect({ changed: plan.changed, text: plan.text }).toEqual({
        changed: false,
        text: existing,
      });
    },
  );
});

/** Ways to spoil the markers of a text; the text stays one that parses. */
const SPOILS: readonly (readonly [string, (text: string) => string])[] = [
  ['START is gone', (text) => text.replace(SIGNATURE_START, '')],
  ['END is gone', (text) => text.replace(SIGNATURE_END, '')],
  ['both are gone', (text) => text.replace(SIGNATURE_START, '').replace(SIGNATURE_END, '')],
  ['START stands twice', (text) => text.replace(SIGNATURE_START, `$&\n${SIGNATURE_START}`)],
  ['END stands twice', (text) => `${text}\n${SIGNATURE_END}\n`],
  ['there are two blocks', (text) => `${text}${SIGNATURE_START}\n${SIGNATURE_END}\n`],
  ['START stands last', (text) => `${text.replace(SIGNATURE_START, '')}\n${SIGNATURE_START}`],
  ['END stands first', (text) => `${SIGNATURE_END}\n${text.replace(SIGNATURE_END, '')}`],
  ['they are swapped', (text) => text.replace(SIGNATURE_START, '#').replace(SIGNATURE_END, SIGNATURE_START).replace('#', SIGNATURE_END)],
  ['START is in lower case', (text) => text.replace(SIGNATURE_START, SIGNATURE_START.toLowerCase())],
  ['END has another word behind it', (text) => text.replace(SIGNATURE_END, `${SIGNATURE_END} really`)],
  ['START shares its line with code', (text) => text.replace(SIGNATURE_START, `const one = 1; ${SIGNATURE_START}`)],
  ['END has two blanks inside', (text) => text.replace(SIGNATURE_END, SIGNATURE_END.replace('SIGNATURE END', 'SIGNATURE  END'))],
  ['START is a comment of the other kind', (text) => text.replace(SIGNATURE_START, '/* --- STRATEGY SIGNATURE START --- */')],
  ['both stand in a text', (text) => `${text.replace(SIGNATURE_START, '').replace(SIGNATURE_END, '')}\nconst t = \`\n${SIGNATURE_START}\n${SIGNATURE_END}\n\`;\n`],
  ['both stand in a comment', (text) => `${text.replace(SIGNATURE_START, '').replace(SIGNATURE_END, '')}\n/*\n${SIGNATURE_START}\n${SIGNATURE_END}\n*/\n`],
]; // prettier-ignore

describe('a file whose markers are not usable', () => {
  const [sample] = fc.sample(fc.tuple(MODELS, HUMAN_FILES), { numRuns: 1, seed: 11 });

  test.each(SPOILS)('is refused as it stands: %s', async (_what, spoil) => {
    if (!sample) throw new Error('no sample');
    const [model, human] = sample;
    for (const lineEnd of ['\n', '\r\n'] as const) {
      const text = await humanText(model, { ...human, lineEnd: '\n' });
      const existing = spoil(text).replaceAll('\n', lineEnd);
      expect(existing).not.toBe(text);
      const plan = await planProvisioning({ model, existing, knownIndicators: EXISTING });
      expect(plan.ok ? [] : plan.error.map(({ code }) => code)).toEqual([
        'SIGNATURE_MARKERS_INVALID',
      ]);
    }
  });
});
