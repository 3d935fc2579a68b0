/** What differs from one machine and day to the next; it stands beside the manifest, not in it. */
export interface BindingInput {
  /** Of a capsule. */
  readonly runId?: string | undefined;
  /** Of a portfolio; of a capsule it may be left out. */
  readonly directiveId?: string | undefined;
  readonly attempt: number;
  /** RFC 3339, UTC. */
  readonly at: string;
  /** Name and version of the tool. */
  readonly tool: string;
  /** Version of Node. */
  readonly node: string;
  readonly manifestSha256: string;
  /** Of a capsule's `strategy.ts`, which the manifest does not name. */
  readonly strategySourceSha256?: string | undefined;
  /** The newest event before the seal's own commit, so that a truncated log shows. */
  readonly chainHead: { readonly seq: number; readonly hash: string };
}

/** The text of `binding.json`. */
export function buildBinding(input: BindingInput): string {
  const { runId, directiveId, chainHead } = input;
  const binding = {
    ...(runId === undefined ? {} : { run_id: runId }),
    ...(directiveId === undefined ? {} : { directive_id: directiveId }),
    attempt: input.attempt,
    at: input.at,
    tool: input.tool,
    node: input.node,
    manifest_sha256: input.manifestSha256,
    ...(input.strategySourceSha256 === undefined
      ? {}
      : { strategy_source_sha256: input.strategySourceSha256 }),
    chain_head: { seq: chainHead.seq, hash: chainHead.hash },
  };
  return `${JSON.stringify(binding, null, 2)}\n`;
}
