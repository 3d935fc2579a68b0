import type { Diagnostic } from '@assay/core';
import {
  canonicalPolicy,
  DEFAULT_POLICY_NAME,
  DEFAULT_POLICY_TEXT,
  parsePolicy,
  policyHash,
  type PortfolioPolicy,
} from '@assay/directive';
import { JUDGED_METRIC_IDS } from '@assay/metrics';
import type { PolicyModel } from '@assay/report';
import type { FileStore, Workspace } from '@assay/workspace';

/** The policy of a directive's portfolio; absent after an error. */
export interface PolicyResult {
  readonly policy?: PolicyModel;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads the policy that a directive's portfolio is judged by: `policies/<DIRECTIVE_ID>.yaml`, else
 * `policies/default.yaml`, else the one that the tool ships.
 */
export function readPolicy(
  files: FileStore,
  workspace: Workspace,
  directiveId: string,
): PolicyResult {
  const path = [directiveId, DEFAULT_POLICY_NAME]
    .map((name) => workspace.paths.policyFile(name).absolute)
    .find((candidate) => files.exists(candidate));
  const written =
    path === undefined
      ? { file: `${DEFAULT_POLICY_NAME}.yaml`, bytes: Buffer.from(DEFAULT_POLICY_TEXT) }
      : { file: path, bytes: files.readFile(path) };
  const { policy, diagnostics } = parsePolicy(written, JUDGED_METRIC_IDS);
  return policy ? { policy: policyModel(policy), diagnostics } : { diagnostics };
}

function policyModel(policy: PortfolioPolicy): PolicyModel {
  const { fixed_risk, friction } = policy;
  return {
    name: policy.policy,
    version: policy.version,
    sha256: policyHash(policy),
    content: canonicalPolicy(policy),
    plan: {
      fixedRisk: {
        riskFraction: fixed_risk.risk_fraction,
        maxOpenRiskFraction: fixed_risk.max_open_risk_fraction,
      },
      clusters: policy.clusters ?? {},
      concurrencyLimits: policy.concurrency_limits,
      friction: {
        spreadMultiples: friction.spread_multiples,
        commissionMultiples: friction.commission_multiples,
        extraSlippagePoints: friction.extra_slippage_points,
      },
    },
    thresholds: policy.thresholds,
    verdicts: policy.verdicts,
  };
}
