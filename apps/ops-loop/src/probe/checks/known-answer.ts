import { askKnownAnswer, engineVersions } from '@assay/pipeline';
import { failed, passed, type Finding } from '../probe-check.js';
import type { ProbeScene } from '../probe-scene.js';

/** Each built engine gives the answer that its version gives: not that it runs, but that it is right. */
export async function knownAnswer({ toolchain, pool }: ProbeScene): Promise<Finding> {
  const answers = await Promise.all(
    engineVersions(toolchain).map((version) => askKnownAnswer(toolchain, version, pool)),
  );
  const wrong = answers.find(({ found, expected }) => found !== expected);
  if (wrong) {
    const { version, found, expected = null } = wrong;
    const why = expected === null ? 'nobody knows its answer' : 'its backtest gives other trades';
    return failed(`engine ${version}: ${why}`, found, expected);
  }
  const text = answers.map(({ version, trades }) => `${version}: ${trades} trades`).join(', ');
  return passed(`${text} as expected`, answers[0]?.found ?? null, answers[0]?.expected ?? null);
}
