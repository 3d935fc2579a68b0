/**
 * Target of a link to a file beside or below the workbook, each name percent-encoded; undefined for
 * what could lead anywhere else: an absolute path, a scheme, a step up, an empty name, a path with
 * characters that no file of ours has.
 */
export function safeLink(path: string): string | undefined {
  const names = path.split('/');
  const isSafe = names.every(
    (name) => /^[\w .()+#&@$^~%-]{1,255}$/.test(name) && name !== '.' && name !== '..',
  );
  return isSafe ? names.map(encodeURIComponent).join('/') : undefined;
}
