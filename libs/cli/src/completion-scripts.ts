import type { CompletionNode } from './completion-words.js';

/** The shells that a completion script can be made for. */
export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

/** What a script is made of. */
export interface CompletionModel {
  readonly tool: string;
  readonly nodes: readonly CompletionNode[];
  /** Flags that hold beside every command. */
  readonly globals: CompletionNode['flags'];
}

/** Quotes a text for a POSIX shell or fish: nothing inside is special. */
function quote(text: string): string {
  return `'${text.replace(/'/g, `'\\''`)}'`;
}

function words(node: CompletionNode, globals: CompletionNode['flags']): string {
  const names = [...node.commands, ...node.flags, ...globals].map(({ name }) => name);
  return [...node.values, ...names].join(' ');
}

/** The command paths that take ids of directives, as patterns of a case. */
function directiveCases(nodes: readonly CompletionNode[]): string {
  const paths = nodes.filter(({ takesDirectives }) => takesDirectives).map(({ path }) => path);
  return paths.length === 0 ? quote('no such path') : paths.map(quote).join(' | ');
}

/**
 * A function of POSIX shells that prints the ids of the workspace's directives, found upwards from the current
 * folder. A name that is no id is left out: the shell would expand what stands in it.
 */
function idsFunction(name: string): string {
  return `${name}_ids() {
  local folder file
  folder="$PWD"
  while [ -n "$folder" ] && [ ! -e "$folder/assay.json" ]; do folder="\${folder%/*}"; done
  for file in "$folder"/backtest_directives/active/* "$folder"/backtest_directives/completed/*; do
    case "$file" in *.txt | *.yaml | *.yml) ;; *) continue ;; esac
    file="\${file##*/}"
    file="\${file%.*}"
    case "$file" in *[!A-Za-z0-9_-]*) ;; *) printf '%s\\n' "$file" ;; esac
  done
}`;
}

/** The subcommand words that the scripts' loop may walk into, as a case table. */
function stepCases(nodes: readonly CompletionNode[], indent: string): string {
  return nodes
    .flatMap((node) =>
      node.commands.map(({ name }) => {
        const to = `${node.path} ${name}`.trim();
        return `${indent}${quote(`${node.path}|${name}`)}) path=${quote(to)} ;;`;
      }),
    )
    .join('\n');
}

function wordCases({ nodes, globals }: CompletionModel, indent: string): string {
  return nodes
    .map((node) => `${indent}${quote(node.path)}) words=${quote(words(node, globals))} ;;`)
    .join('\n');
}

/** Bash 3.2 clean: no associative arrays, no `mapfile`. Files complete when nothing else does. */
function bashScript(model: CompletionModel): string {
  const { tool, nodes } = model;
  const name = `_${tool.replace(/-/g, '_')}_complete`;
  return `# bash completion of ${tool}: source it, or save it in bash_completion.d
${idsFunction(name)}
${name}() {
  local current word path words index
  current="\${COMP_WORDS[COMP_CWORD]}"
  path=''
  index=1
  while [ "$index" -lt "$COMP_CWORD" ]; do
    word="\${COMP_WORDS[$index]}"
    case "$path|$word" in
${stepCases(nodes, '      ')}
    esac
    index=$((index + 1))
  done
  words=''
  case "$path" in
${wordCases(model, '    ')}
  esac
  case "$path" in
    ${directiveCases(nodes)}) words="$words $(${name}_ids)" ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F ${name} ${tool}
`;
}

function zshScript(model: CompletionModel): string {
  const { tool, nodes } = model;
  const name = `_${tool.replace(/-/g, '_')}`;
  return `#compdef ${tool}
# zsh completion of ${tool}: save it as _${tool} in a folder of fpath
${idsFunction(name).replace('local folder file', 'local folder file\n  setopt local_options null_glob')}
${name}() {
  local word path words index
  path=''
  for ((index = 2; index < CURRENT; index++)); do
    word="\${(Q)\${(z)BUFFER}[index]}"
    case "$path|$word" in
${stepCases(nodes, '      ')}
    esac
  done
  words=''
  case "$path" in
${wordCases(model, '    ')}
  esac
  case "$path" in
    ${directiveCases(nodes).replace(/ \| /g, '|')}) words="$words $(${name}_ids)" ;;
  esac
  compadd -- \${=words}
  _files
}
compdef ${name} ${tool}
`;
}

function fishLine(tool: string, condition: string, rest: string, summary: string): string {
  const when = condition === '' ? '' : ` -n ${quote(condition)}`;
  return `complete -c ${tool}${when} ${rest} -d ${quote(summary)}`;
}

function fishIds(tool: string): string {
  return `__${tool.replace(/-/g, '_')}_ids`;
}

function fishIdsFunction(tool: string): string {
  return `function ${fishIds(tool)}
  set -l folder $PWD
  while test -n "$folder"; and not test -e "$folder/assay.json"
    set folder (string replace -r '/[^/]*$' '' -- $folder)
  end
  for file in $folder/backtest_directives/active/* $folder/backtest_directives/completed/*
    string match -rq '/(?<id>[A-Za-z0-9_-]+)\\.(txt|yaml|yml)$' -- $file; and echo $id
  end
end`;
}

function fishScript({ tool, nodes, globals }: CompletionModel): string {
  const lines = nodes.flatMap((node) => {
    const path = node.path.split(' ').filter((word) => word !== '');
    const next = node.commands.map(({ name }) => name).join(' ');
    const condition = [
      ...path.map((word) => `__fish_seen_subcommand_from ${word}`),
      ...(next === '' ? [] : [`not __fish_seen_subcommand_from ${next}`]),
    ].join('; and ');
    return [
      ...node.commands.map(({ name, summary }) => fishLine(tool, condition, `-a ${name}`, summary)),
      ...node.flags.map(({ name, summary }) =>
        fishLine(tool, condition, `-l ${name.slice(2)}`, summary),
      ),
      ...node.values.map((value) => fishLine(tool, condition, `-a ${value}`, '')),
      ...(node.takesDirectives
        ? [fishLine(tool, condition, `-a '(${fishIds(tool)})'`, 'directive')]
        : []),
    ];
  });
  const always = globals.map(({ name, summary }) =>
    fishLine(tool, '', `-l ${name.slice(2)}`, summary),
  );
  const head = `# fish completion of ${tool}: save it as ${tool}.fish in completions`;
  return `${[head, fishIdsFunction(tool), ...lines, ...always].join('\n')}\n`;
}

const SCRIPTS: Readonly<Record<Shell, (model: CompletionModel) => string>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
};

/** Writes the completion script of a tool for one shell. */
export function completionScript(shell: Shell, model: CompletionModel): string {
  return SCRIPTS[shell](model);
}
