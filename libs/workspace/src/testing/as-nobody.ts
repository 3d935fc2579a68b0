const NOBODY = 65_534;

/** Runs a step without the rights of the superuser, whom no permission stops. */
export function asNobody(step: () => void): void {
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) process.seteuid?.(NOBODY);
  try {
    step();
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
}
