/** What a child gets of the surroundings; all else is left behind, known or not. */
const PASSED = ['PATH', 'HOME', 'LANG', 'TMPDIR', 'XDG_RUNTIME_DIR', 'DBUS_SESSION_BUS_ADDRESS'];

/**
 * The environment of every process that the ops loop starts: made, never copied. Times are UTC there.
 *
 * @param extra - Variables of our own, such as MODE.
 */
export function childEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  extra: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const made: Record<string, string> = {};
  for (const name of PASSED) {
    const value = env[name];
    if (value !== undefined) made[name] = value;
  }
  return { ...made, TZ: 'UTC', ...extra };
}
