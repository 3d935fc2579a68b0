/** The output files that load with an entry: itself and what it imports by statement, directly or not. */
export function staticClosure(metafile, entry) {
  const seen = new Set();
  const visit = (path) => {
    if (seen.has(path) || !metafile.outputs[path]) return;
    seen.add(path);
    for (const { path: next, kind } of metafile.outputs[path].imports) {
      if (kind === 'import-statement') visit(next);
    }
  };
  visit(entry);
  return [...seen];
}

/** The bytes that load with an entry. */
export function closureBytes(metafile, entry) {
  return staticClosure(metafile, entry).reduce(
    (sum, path) => sum + metafile.outputs[path].bytes,
    0,
  );
}
