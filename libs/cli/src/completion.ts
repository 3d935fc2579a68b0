import type { AnyCommand } from './command-tree.js';
import { completionScript, type Shell } from './completion-scripts.js';
import { completionNodes, globalFlagsOf } from './completion-words.js';

/** Writes the completion script of a tool for one shell; what the `completion` command loads lazily. */
export function completionOf(program: AnyCommand, shell: Shell): string {
  return completionScript(shell, {
    tool: program.name(),
    nodes: completionNodes(program),
    globals: globalFlagsOf(program),
  });
}
