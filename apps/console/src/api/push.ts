import { ApiError, call, write } from './client';

/** Over which channel browsers are told, and for which key they subscribe; both null where none is set up. */
export type PushView =
  { readonly channel: string; readonly publicKey: string } | { readonly channel: null; readonly publicKey?: undefined };

/** What a browser's subscription is to others. */
export interface Subscribed {
  readonly endpoint: string;
  readonly keys: { readonly p256dh: string; readonly auth: string };
}

export async function pushView(): Promise<PushView> {
  try {
    return await call<PushView>('/push');
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return { channel: null };
    throw error;
  }
}

/** Tells the signed-in user here from now on; again changes nothing. */
export const addSubscription = (subscribed: Subscribed): Promise<unknown> =>
  write('POST', '/push/subscriptions', subscribed);

export const removeSubscription = (endpoint: string): Promise<unknown> =>
  write('POST', '/push/subscriptions/remove', { endpoint });
