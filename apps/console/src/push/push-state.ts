/** How this browser stands to notifications. */
export interface PushFacts {
  /** Whether the browser can at all: none can on plain HTTP, except on this computer itself. */
  readonly able: boolean;
  readonly permission: NotificationPermission;
  /** Whether there is a subscription, made for the key of the channel by this user. */
  readonly subscribed: boolean;
}

/** `absent`: cannot; `denied`: the person, or who runs the computer, has said no in the browser itself. */
export type PushState = 'absent' | 'denied' | 'off' | 'on';

export function pushState({ able, permission, subscribed }: PushFacts): PushState {
  if (!able) return 'absent';
  if (permission === 'denied') return 'denied';
  return permission === 'granted' && subscribed ? 'on' : 'off';
}

/** The bytes of a key. @throws where it is no base64url */
export function bytesOf(key: string): Uint8Array<ArrayBuffer> {
  const binary = atob(key.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (sign) => sign.charCodeAt(0));
}

/** Whether a subscription was made for this key; what was made for another one reaches nobody. */
export function isFor(key: string, made: ArrayBuffer | null): boolean {
  if (made === null) return false;
  const [wanted, has] = [bytesOf(key), new Uint8Array(made)];
  return wanted.length === has.length && wanted.every((byte, n) => byte === has[n]);
}
