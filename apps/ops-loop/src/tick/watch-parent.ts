/**
 * Ends this process and its group when its supervisor is gone: the supervisor holds the other end of
 * this process's stdin, and the system closes that end however the supervisor dies.
 */
export function endWithParent(): void {
  const { stdin } = process;
  const end = () => {
    // The supervisor made this process the leader of its own group.
    process.kill(-process.pid, 'SIGKILL');
  };
  stdin.on('end', end);
  stdin.on('error', end);
  stdin.resume();
}

/** Lets the process end by itself again. */
export function forgetParent(): void {
  process.stdin.removeAllListeners('end');
  process.stdin.destroy();
}
