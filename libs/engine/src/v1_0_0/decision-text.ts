import type { EntryPlan } from './entry-decision.js';
import type { ExitPlan } from './exit-decision.js';
import type { Order } from './order.js';

/** Shortest decimals that read back as the same number. */
function field(name: string, value: number): string {
  return Number.isFinite(value) ? ` ${name} ${String(value)}` : '';
}

function orderText(order: Order): string {
  return (
    `${order.direction === 1 ? 'long' : 'short'} ${order.kind}` +
    field('level', order.level) +
    field('stop', order.stopLoss) +
    field('target', order.takeProfit) +
    field('last-bar', order.lastBar) +
    field('expires', order.expiresAt) +
    (order.group === '' ? '' : ` group ${JSON.stringify(order.group)}`) +
    (order.tag === '' ? '' : ` tag ${JSON.stringify(order.tag)}`)
  );
}

/** An entry decision as one canonical line: equal decisions give equal texts, others do not. */
export function entryText(plan: EntryPlan): string {
  const parts = plan.orders.map(orderText);
  if (plan.notReady > 0) parts.push(`${plan.notReady} not ready`);
  if (plan.cancel) parts.unshift('cancel');
  return parts.join('; ');
}

/** An exit decision as one canonical line. */
export function exitText({ reason, fraction, position }: ExitPlan): string {
  const share = fraction === 1 ? '' : ` fraction ${String(fraction)}`;
  return `exit ${JSON.stringify(reason)}${share}${position === null ? '' : ` position ${position}`}`;
}
