import { formatShort, type ToolIo } from '@assay/cli';
import type { ProgressEvent } from '@assay/pipeline';

/**
 * Shows a pipeline at work: a line for the directive with runs done and time left, a line for each
 * symbol with its stage, and for a finished symbol how fast its bars were proved and executed.
 */
export function progressView(io: Pick<ToolIo, 'progress'>, now = () => performance.now()) {
  const startedMs = new Map<string, number>();
  const speeds = new Map<string, string>();
  return (event: ProgressEvent): void => {
    const { directive, symbol, stage, status, bars, runs } = event;
    const subject = symbol ?? directive;
    if (runs) {
      io.progress.update({ subject, stage: 'runs', ...runs, unit: 'runs' });
      return;
    }
    if (stage === '0.75' && status === 'started') startedMs.set(subject, now());
    if (bars !== undefined)
      speeds.set(subject, speedOf(bars, now() - (startedMs.get(subject) ?? NaN)));
    if (status === 'failed') io.progress.finish(subject, 'failed', `stage ${stage}`);
    else if (status === 'started') io.progress.update({ subject, stage: `stage ${stage}` });
    else if (stage === '3A') io.progress.finish(subject, 'done', speeds.get(subject));
    else if (stage === '4') io.progress.finish(subject, 'done');
  };
}

function speedOf(bars: number, elapsedMs: number): string {
  const count = `${formatShort(bars)} bars`;
  if (!(elapsedMs > 0)) return count;
  return `${count}, ${formatShort((bars * 1000) / elapsedMs)} bars/s`;
}
