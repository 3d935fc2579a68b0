import { diagnostic, type Diagnostic } from '@assay/core';
import type { DocumentPlaces } from '@assay/documents';
import type { PortfolioPolicy } from './portfolio-policy.js';

interface PolicyFinding {
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly found: string;
  readonly expected: string;
  readonly next: string;
}
type PolicyCheck = (policy: PortfolioPolicy, stem: string) => readonly PolicyFinding[];

const checkName: PolicyCheck = ({ policy }, stem) =>
  policy === stem
    ? []
    : [
        {
          path: ['policy'],
          message: 'the policy is not the one that the file is named for',
          found: `${policy} in the file of ${stem}`,
          expected: stem,
          next: 'Correct the name or rename the file.',
        },
      ];

const checkBounds: PolicyCheck = ({ thresholds }) =>
  thresholds.flatMap(({ metric, above, at_least, at_most }, i) => {
    const lowest = Math.max(above ?? -Infinity, at_least ?? -Infinity);
    if (lowest > -Infinity || at_most !== undefined) {
      if (lowest <= (at_most ?? Infinity)) return [];
    }
    return [
      {
        path: ['thresholds', i],
        message: `the threshold on ${metric} has no bound that can be kept`,
        found: `above ${above ?? 'not stated'}, at_least ${at_least ?? 'not stated'}, at_most ${at_most ?? 'not stated'}`,
        expected: 'above, at_least or at_most; lower bounds below upper ones',
        next: 'State one bound.',
      },
    ];
  });

const checkVerdicts: PolicyCheck = ({ verdicts }) =>
  verdicts.flatMap(({ verdict, at_least_points }, i) => {
    const before = verdicts[i - 1]?.at_least_points ?? Infinity;
    const isLast = i === verdicts.length - 1;
    if (at_least_points < before && (!isLast || at_least_points === 0)) return [];
    return [
      {
        path: ['verdicts', i, 'at_least_points'],
        message: `the points of ${verdict} are out of order`,
        found: String(at_least_points),
        expected: isLast ? '0: the last verdict needs no points' : `fewer than ${before}`,
        next: 'List verdicts from the most points to the fewest, the last with 0.',
      },
    ];
  });

const checkRisk: PolicyCheck = ({ fixed_risk: { risk_fraction, max_open_risk_fraction } }) =>
  risk_fraction <= max_open_risk_fraction
    ? []
    : [
        {
          path: ['fixed_risk', 'max_open_risk_fraction'],
          message: 'no trade fits under the cap of open risk',
          found: `risk_fraction ${risk_fraction}, max_open_risk_fraction ${max_open_risk_fraction}`,
          expected: 'risk_fraction <= max_open_risk_fraction',
          next: 'Correct one of the two.',
        },
      ];

/** Every rule between the fields of a policy, which a JSON Schema cannot state. */
export const POLICY_RULE_CHECKS = {
  'policy is the stem of the file': checkName,
  'a threshold has a bound, and its bounds leave room': checkBounds,
  'verdicts go from the most points to none': checkVerdicts,
  'risk_fraction <= max_open_risk_fraction': checkRisk,
} as const satisfies Readonly<Record<string, PolicyCheck>>;

/** Checks the rules between fields; pure, each finding an error with its place. */
export function checkPolicyRules(
  policy: PortfolioPolicy,
  stem: string,
  places: DocumentPlaces,
): readonly Diagnostic[] {
  return Object.values<PolicyCheck>(POLICY_RULE_CHECKS)
    .flatMap((check) => check(policy, stem))
    .map(({ path, message, ...detail }) =>
      diagnostic('CONFLICTING_VALUES', message, { place: places.at(path), ...detail }),
    );
}
