import { ERROR_CATALOGUE } from '@assay/core';
import type { Ended } from '../processes.js';

/** Every exit code that a tool may end with; 70 is a defect of ours, whatever was done to it. */
const EXITS: readonly (number | null)[] = [0, 1, 2, 3, 4, 5, 130];
/** How talk on stderr begins; warnings stand there alone. */
const SPOKEN = /(?:^|: )(?:error|warning|note) ([A-Z][A-Z_]+):/gm;
const STACK = /\n\s+at \S+.*[:(]\d+/;

interface Finding {
  readonly code?: string;
  readonly severity?: string;
  readonly [detail: string]: unknown;
}

/** What a tool said with `--json`. */
export interface Complaint {
  /** Codes of its error and of its findings, warnings too; each once. */
  readonly codes: readonly string[];
  /** The error and all findings as text: where paths are looked for. */
  readonly text: string;
  /** What is wrong with the ending itself. */
  readonly problems: readonly string[];
}

/** Judges an ending: an agreed exit code, no stack trace, one JSON document, catalogue codes only. */
export function readComplaint(ended: Ended): Complaint {
  const problems: string[] = [];
  const { exit, signal, stdout, stderr } = ended;
  if (!EXITS.includes(exit)) {
    problems.push(
      `ended with ${exit === null ? String(signal) : `exit ${exit}`}: ${stderr.trim()}`,
    );
  }
  if (STACK.test(stderr) || STACK.test(stdout)) problems.push(`a stack trace: ${stderr.trim()}`);
  const document = parseDocument(stdout);
  if (!document) {
    return { codes: [], text: stderr, problems: [...problems, `no JSON document: ${stdout}`] };
  }
  const findings = [...(document.error ? [document.error] : []), ...(document.diagnostics ?? [])];
  const written = findings.flatMap(({ code }) => (code === undefined ? [] : [code]));
  const spoken = [...stderr.matchAll(SPOKEN)].map(([, code = '']) => code);
  const codes = [...new Set([...written, ...spoken])];
  for (const code of codes) {
    if (!Object.hasOwn(ERROR_CATALOGUE, code)) problems.push(`no code of the catalogue: ${code}`);
  }
  if (exit !== 0 && !findings.some(({ severity = 'error' }) => severity === 'error')) {
    problems.push(`exit ${String(exit)} without a word why: ${stdout}`);
  }
  return { codes, text: JSON.stringify(findings) + stderr, problems };
}

interface Document {
  readonly error?: Finding;
  readonly diagnostics?: readonly Finding[];
}

function parseDocument(stdout: string): Document | undefined {
  try {
    return JSON.parse(stdout) as Document;
  } catch {
    return undefined;
  }
}
