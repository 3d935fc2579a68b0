import type { OpsOutcome } from '../outcome.js';
import { metricsJson, type MetricsDocument } from './metrics-document.js';

/** What `metrics` ends with: the document on stdout, the token on stderr, red when an alert is. */
export function metricsOutcome(document: MetricsDocument, run: string | null): OpsOutcome {
  const { alerts, ext, tick_count: ticks, age_sec: age } = document;
  const ok = alerts.length === 0;
  const data = metricsJson(document);
  const red = ext.alert_detail.filter(({ severity }) => severity === 'error');
  return {
    ok,
    run,
    facts: {
      tick_count: ticks,
      age_sec: age ?? 'none',
      ...(ok ? {} : { alerts: alerts.join(',') }),
    },
    ...(alerts[0] !== undefined && { reason: alerts[0] }),
    ...(!ok && {
      error: {
        code: 'OPS_GATE_RED',
        message: 'there are alerts',
        found: red.map(({ id, detail }) => `${id}: ${detail}`).join('; '),
        expected: 'no alert of severity error',
      },
      next: ['ops-loop doctor'],
    }),
    alerts: ext.alert_detail,
    data,
    lines: () => [JSON.stringify(data)],
    isTokenTalk: true,
  };
}
