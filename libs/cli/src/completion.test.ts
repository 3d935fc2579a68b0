import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { call } from './testing/sample-host.js';

async function scriptFor(shell: string): Promise<string> {
  return (await call(['completion', shell])).out;
}

/** What bash offers after the words, the last of which is being typed. */
async function bashOffers(...words: string[]): Promise<string[]> {
  return bashOffersIn(process.cwd(), ...words);
}

/** The same in a folder. */
async function bashOffersIn(cwd: string, ...words: string[]): Promise<string[]> {
  const script = `${await scriptFor('bash')}
COMP_WORDS=(sample ${words.map((word) => `'${word}'`).join(' ')})
COMP_CWORD=${words.length}
_sample_complete
printf '%s\\n' "\${COMPREPLY[@]}"
`;
  const run = spawnSync('bash', ['--noprofile', '--norc', '-u', '-c', script], {
    encoding: 'utf8',
    cwd,
  });
  expect(run.stderr).toBe('');
  return run.stdout.split('\n').filter((word) => word !== '');
}

test('bash offers the commands and flags of a tool', async () => {
  const offers = await bashOffers('');
  expect(offers).toEqual(
    expect.arrayContaining(['wait', 'data', 'completion', '--symbols', '--json']),
  );
  expect(offers).not.toContain('$main');
});

test.each([
  [['w'], ['wait']],
  [['data', ''], 'inspect'],
  [['data', 'inspect', '--d'], ['--deep']],
  [['--json', 'data', 'ins'], ['inspect']],
  [['data', 'inspect', '--sym'], []],
  [['--sym'], ['--symbols']],
])('after %j bash offers %j', async (words, expected) => {
  const offers = await bashOffers(...words);
  if (typeof expected === 'string') expect(offers).toContain(expected);
  else expect(offers).toEqual(expected);
});

test('the bash script is clean for bash 3.2: no associative array, no mapfile, no ${x,,}', async () => {
  expect(await scriptFor('bash')).not.toMatch(/declare -A|mapfile|readarray|\$\{\w+,,|\$\{\w+\^\^/);
});

test.each(['bash', 'zsh', 'fish'])('%s accepts the script', async (shell) => {
  const probe = spawnSync(shell, ['-c', 'exit 0']);
  if (probe.error) {
    // Only bash is everywhere; the other shells judge where they are installed.
    expect(shell).not.toBe('bash');
    return;
  }
  const check = spawnSync(shell, ['-n'], { input: await scriptFor(shell), encoding: 'utf8' });
  expect(check).toMatchObject({ status: 0, stderr: '' });
});

test('fish is told each command once, with its summary', async () => {
  const lines = (await scriptFor('fish')).split('\n');
  expect(lines).toContain(
    "complete -c sample -n '__fish_seen_subcommand_from data; and not __fish_seen_subcommand_from inspect' -a inspect -d 'show the quality of a file'",
  );
  expect(lines.filter((line) => line.includes('-l json '))).toEqual([
    "complete -c sample -l json -d 'print exactly one JSON document on stdout'",
  ]);
});

describe('ids of directives', () => {
  /** What bash offers in a folder of a workspace whose directives have these file names. */
  async function offersIn(names: readonly string[], below = ''): Promise<string[]> {
    const folder = mkdtempSync(join(tmpdir(), 'assay completion-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    writeFileSync(join(folder, 'assay.json'), '{}');
    mkdirSync(join(folder, 'deep', 'down'), { recursive: true });
    const active = join(folder, 'backtest_directives', 'active');
    mkdirSync(active, { recursive: true });
    for (const name of names) writeFileSync(join(active, name), '');
    return bashOffersIn(join(folder, below), '');
  }

  test('are offered from the workspace, found upwards', async () => {
    for (const below of ['', 'deep/down']) {
      const offers = await offersIn(['LON_01.txt', 'FX-2.yaml', 'notes.md'], below);
      expect(offers).toEqual(expect.arrayContaining(['LON_01', 'FX-2', 'data']));
      expect(offers).not.toContain('notes');
    }
  });

  test('that are none are left out: nothing in a file name is ever run', async () => {
    const offers = await offersIn(['$(touch owned).txt', '`touch owned`.txt', 'a b.txt', 'ok.txt']);
    expect(offers).toContain('ok');
    expect(offers.filter((offer) => /touch|owned|^a$|^b$/.test(offer))).toEqual([]);
  });

  test('outside a workspace are none, and nothing is complained of', async () => {
    expect(await bashOffersIn('/', '')).toContain('data');
  });
});

test('an argument that takes certain words only is offered those', async () => {
  expect(await bashOffers('completion', 'z')).toEqual(['zsh']);
});
