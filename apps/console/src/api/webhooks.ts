import type { Webhook, WebhookAttempt, WebhookDraft } from '@cofferdam/domain';
import { call, write } from './client';
import type { Page } from './shapes';

/** A webhook and how it stands; times as ISO 8601. */
export interface WebhookView extends Omit<Webhook, 'createdAt'> {
  readonly createdAt: string;
  readonly failures: number;
  readonly retryAt: string | null;
  readonly pending: number;
  readonly failed: number;
}
export type WithSecret = WebhookView & { readonly secret: string };

export interface DeliveryView {
  readonly id: number;
  readonly seq: number | null;
  readonly type: string;
  readonly state: 'PENDING' | 'SENT' | 'FAILED';
  readonly attempts: number;
  readonly writtenAt: string;
  readonly nextAt: string | null;
  readonly last: (Omit<WebhookAttempt, 'at'> & { readonly at: string }) | null;
}

const at = (id: string, more = ''): string => `/webhooks/${encodeURIComponent(id)}${more}`;
const LATEST = 20;

export const allWebhooks = async (): Promise<readonly WebhookView[]> =>
  (await call<Page<WebhookView>>('/webhooks')).items;
export const latestDeliveries = async (id: string): Promise<readonly DeliveryView[]> =>
  (await call<Page<DeliveryView>>(at(id, `/deliveries?limit=${LATEST}`))).items;

export const createWebhook = (draft: WebhookDraft): Promise<WithSecret> => write('POST', '/webhooks', draft);
export const putWebhook = ({ id, version }: WebhookView, draft: WebhookDraft): Promise<unknown> =>
  write('PUT', at(id), draft, `"g${version}"`);
export const deleteWebhook = ({ id, version }: WebhookView): Promise<unknown> =>
  write('DELETE', at(id), undefined, `"g${version}"`);
export const rotateWebhook = ({ id }: WebhookView): Promise<WithSecret> => write('POST', at(id, '/rotate'), {});
export const testWebhook = ({ id }: WebhookView): Promise<unknown> => write('POST', at(id, '/test'), {});
export const resendDelivery = ({ id }: WebhookView, delivery: number): Promise<unknown> =>
  write('POST', at(id, `/deliveries/${delivery}/resend`), {});
