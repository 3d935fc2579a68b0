import { AssayError } from '@assay/core';
import type { Ending, ToolIo } from '@assay/cli';
import type { PromotionRecord } from '@assay/ledger';
import {
  currentUser,
  demoteDirective,
  promoteDirective,
  withSession,
  type Session,
} from '@assay/pipeline';
import { toolchain, writerRequest } from '../surroundings.js';

/** The flags of `promote` and `demote`. */
export interface PromotionFlags {
  readonly reason: string;
  readonly actor?: string | undefined;
}

type Change = (session: Session, id: string, reason: string) => PromotionRecord;

async function change(
  io: ToolIo,
  id: string,
  flags: PromotionFlags,
  apply: Change,
): Promise<PromotionRecord> {
  const reason = flags.reason.trim();
  if (reason === '') {
    throw new AssayError('USAGE', 'the reason is empty', { next: 'Say why: --reason "…".' });
  }
  if (flags.actor?.trim() === '') {
    throw new AssayError('USAGE', 'the actor is empty', { next: 'Say who, or leave --actor out.' });
  }
  return withSession(
    {
      ...writerRequest(io),
      actor: flags.actor?.trim() ?? currentUser(),
      toolchain: toolchain(),
      jobs: 1,
      progress: () => undefined,
      report: (found) => io.report(found),
    },
    async (session) => apply(session, id, reason),
  );
}

/** Puts a complete directive under watch. */
export async function promote(io: ToolIo, id: string, flags: PromotionFlags): Promise<Ending> {
  const { directive_id, attempt, promoted_at, actor, reason } = await change(
    io,
    id,
    flags,
    promoteDirective,
  );
  return {
    schema: 'run-pipeline.promote/1',
    body: { id: directive_id, attempt, promoted: true, at: promoted_at, actor, reason },
    text: () => `${directive_id} is promoted: attempt ${attempt}, ${promoted_at}, by ${actor}`,
  };
}

/** Takes a directive off the watch. */
export async function demote(io: ToolIo, id: string, flags: PromotionFlags): Promise<Ending> {
  const ended = await change(io, id, flags, demoteDirective);
  const { directive_id, attempt, promoted_at } = ended;
  return {
    schema: 'run-pipeline.demote/1',
    body: {
      id: directive_id,
      attempt,
      promoted: false,
      was_promoted: { at: promoted_at, actor: ended.actor, reason: ended.reason },
      reason: flags.reason.trim(),
    },
    text: () => `${directive_id} is no longer promoted; it was since ${promoted_at}`,
  };
}
