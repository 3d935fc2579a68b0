/** The only address that a tool of ours listens on. */
export const LOOPBACK = '127.0.0.1';

/**
 * Names under which a browser of this machine may ask a server on loopback; any other is a page elsewhere
 * whose name was rebound to us.
 *
 * @param host - The `Host` header as it came.
 */
export function isOwnHost(host: string | undefined, port: number): boolean {
  return [LOOPBACK, 'localhost', '[::1]'].some((name) => host === `${name}:${port}`);
}
