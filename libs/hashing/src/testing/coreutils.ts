import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** The digest that coreutils' `sha256sum` computes of bytes: a judge that is not ours. */
export function sha256sumOf(bytes: Uint8Array): string {
  const child = spawnSync('sha256sum', [], { input: bytes, encoding: 'utf8' });
  if (child.status !== 0) throw new Error(`sha256sum failed: ${child.error ?? child.stderr}`);
  return child.stdout.slice(0, 64);
}

/** A folder with files of these names and contents, and `sha256sum` run in it. */
export class SumFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'assay-sums-'));

  write(name: string, content: string): void {
    const file = join(this.path, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }

  run(...args: string[]): { readonly status: number | null; readonly stdout: string } {
    const environment = { ...process.env, LC_ALL: 'C' };
    const child = spawnSync('sha256sum', args, {
      cwd: this.path,
      encoding: 'utf8',
      env: environment,
    });
    if (child.error) throw child.error;
    return { status: child.status, stdout: child.stdout };
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
