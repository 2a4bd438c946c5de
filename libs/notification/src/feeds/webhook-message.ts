import { cutEvent, viewEvent, WEBHOOK_TRIAL, webhookTypeOf } from '@cofferdam/domain';
import type { DueDelivery } from '@cofferdam/records';

/** Standard Webhooks asks for less than 20 kB. */
const MOST_BYTES = 20_000;

/** `{ type, timestamp, data }`; null for an event that is not kept any more. */
export function bodyOf(due: DueDelivery): string | null {
  const { event, hook } = due;
  if (due.seq === null) {
    const timestamp = new Date(due.writtenAt).toISOString();
    return JSON.stringify({ type: WEBHOOK_TRIAL, timestamp, data: { webhook: hook.id, name: hook.name } });
  }
  if (event === null) return null;
  const view = viewEvent(event);
  const bodyWith = (data: unknown): string =>
    JSON.stringify({ type: webhookTypeOf(event.type), timestamp: view.at, data });
  const body = bodyWith(view);
  const cut = cutEvent(view, Buffer.byteLength(body), MOST_BYTES - 1);
  return cut === view ? body : bodyWith(cut);
}
