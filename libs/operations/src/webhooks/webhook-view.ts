import type { WebhookDelivery, WebhookStand } from '@cofferdam/records';
import { webhookMessageId } from '@cofferdam/domain';

const iso = (ms: number): string => new Date(ms).toISOString();
const isoOrNull = (ms: number | null): string | null => (ms === null ? null : iso(ms));

/** A webhook as HTTP shows it; never a secret. */
export function viewWebhook({ hook, retryAt, failures, pending, failed }: WebhookStand) {
  return { ...hook, createdAt: iso(hook.createdAt), retryAt: isoOrNull(retryAt), failures, pending, failed };
}

export function viewDelivery(hook: string, delivery: WebhookDelivery) {
  const { id, seq, type, state, attempts, writtenAt, nextAt, giveUpAt, endedAt, last } = delivery;
  const waits = state === 'PENDING';
  return {
    ...{ id, message: webhookMessageId(hook, id), seq, type, state, attempts, writtenAt: iso(writtenAt) },
    ...{ nextAt: waits ? iso(nextAt) : null, giveUpAt: waits ? iso(giveUpAt) : null, endedAt: isoOrNull(endedAt) },
    last: last === null ? null : { ...last, at: iso(last.at) },
  };
}
