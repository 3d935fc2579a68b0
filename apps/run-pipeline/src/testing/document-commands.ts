import { readFileSync } from 'node:fs';

/** A command line of a document. */
export interface DocumentCommand {
  readonly line: number;
  readonly text: string;
  /** From a comment `# exit N`; 0 without one. */
  readonly exit: number;
}

/** The command lines of a document's `sh` blocks, in their order. */
export function documentCommands(path: string): readonly DocumentCommand[] {
  const commands: DocumentCommand[] = [];
  let isShell = false;
  for (const [index, line] of readFileSync(path, 'utf8').split('\n').entries()) {
    if (line.startsWith('```')) {
      isShell = line === '```sh';
      continue;
    }
    if (!isShell || line.trim() === '' || line.startsWith('#')) continue;
    const exit = / # exit (\d+)$/.exec(line);
    commands.push({
      line: index + 1,
      text: exit ? line.slice(0, exit.index) : line,
      exit: Number(exit?.[1] ?? 0),
    });
  }
  return commands;
}
