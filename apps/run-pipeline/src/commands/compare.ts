import { AssayError, didYouMean } from '@assay/core';
import type { Ending, ToolIo } from '@assay/cli';
import { withReader } from '@assay/pipeline';
import { ASPECTS, type Aspect } from '../compare/comparability.js';
import { comparisonJson } from '../compare/compare-json.js';
import { comparePage } from '../compare/compare-page.js';
import { comparisonText } from '../compare/compare-text.js';
import { compareSubjects } from '../compare/comparison.js';
import { writePage } from '../compare/page-target.js';
import { readSubjects } from '../compare/read-subjects.js';
import { readerRequest } from '../surroundings.js';

/** The flags of `compare`. */
export interface CompareFlags {
  readonly across?: string | undefined;
  readonly html?: string | undefined;
  readonly allMetrics?: true | undefined;
}

function aspectsOf(text: string | undefined): readonly Aspect[] {
  if (text === undefined) return [];
  const words = text.split(',');
  const unknown = words.find((word) => !ASPECTS.some((aspect) => aspect === word));
  if (unknown !== undefined) {
    const near = didYouMean(unknown, ASPECTS);
    throw new AssayError('USAGE', `--across has no ${unknown === '' ? 'word' : unknown}`, {
      found: text,
      expected: `${ASPECTS.join(', ')}, joined by commas`,
      ...(near === undefined ? {} : { next: `Did you mean ${near}?` }),
    });
  }
  return ASPECTS.filter((aspect) => words.includes(aspect));
}

/** Lays directives or runs side by side; refuses what cannot be compared unless told otherwise. */
export async function compare(
  io: ToolIo,
  words: readonly string[],
  flags: CompareFlags,
): Promise<Ending> {
  const across = aspectsOf(flags.across);
  return withReader(readerRequest(io), (reader) => {
    const { comparison, findings } = compareSubjects(readSubjects(reader, words), across);
    if (findings.some(({ severity }) => severity === 'error')) throw AssayError.of(findings);
    const page =
      flags.html === undefined
        ? null
        : writePage(flags.html, io.cwd, reader.workspace, comparePage(comparison));
    return {
      schema: 'run-pipeline.compare/1',
      body: { ...comparisonJson(comparison), page },
      diagnostics: findings,
      text: (view) =>
        [
          comparisonText(comparison, view, flags.allMetrics === true),
          ...(page === null ? [] : ['', `page: ${page}`]),
        ].join('\n'),
    };
  });
}
