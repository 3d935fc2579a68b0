// `npm run goldens:update`: lets the tests write their expected files instead of comparing them, and
// generates the documents anew. Review the difference before committing it.
import { nxCommand, quietEnvironment, runStep } from './build/run-step.mjs';

const env = quietEnvironment({ ASSAY_UPDATE_GOLDENS: '1' });
const steps = [
  runStep('build', nxCommand('run-many', '-t', 'bundle', '--outputStyle=static'), env),
  runStep(
    'goldens',
    nxCommand(
      'run-many',
      '-t',
      'test',
      '--exclude=@assay/assay-plugin',
      '--skip-nx-cache',
      '--outputStyle=static',
    ),
    env,
  ),
  runStep('documents', [process.execPath, 'tools/generate-docs.mjs'], env),
];
process.exitCode = steps.every(({ isGreen }) => isGreen) ? 0 : 1;
