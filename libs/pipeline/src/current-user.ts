import { userInfo } from 'node:os';

/** Who runs the tool: the user of the operating system; `uid 1234` when the system has no name for it. */
export function currentUser(): string {
  try {
    return userInfo().username;
  } catch {
    // Containers often run under a user id that stands in no password file.
    return `uid ${process.getuid?.() ?? 'unknown'}`;
  }
}
