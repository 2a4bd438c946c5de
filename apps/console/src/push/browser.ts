import { addSubscription, removeSubscription, type Subscribed } from '../api/push';
import { bytesOf, isFor, type PushFacts } from './push-state';

const WORKER = '/push-worker.js';
/** Who switched it on here: a browser that two people share tells only the one who asked for it last. */
const STORED_AS = 'cofferdam.push';

const able = (): boolean => isSecureContext && 'serviceWorker' in navigator && 'PushManager' in globalThis;

async function subscription(): Promise<PushSubscription | null> {
  const worker = await navigator.serviceWorker.getRegistration('/');
  return (await worker?.pushManager.getSubscription()) ?? null;
}

/** How this browser stands, for this user and the channel's key. */
export async function facts(username: string, key: string): Promise<PushFacts> {
  if (!able()) return { able: false, permission: 'denied', subscribed: false };
  const made = await subscription();
  return { able: true, permission: Notification.permission, subscribed: isOurs(made, username, key) };
}

const isOurs = (made: PushSubscription | null, username: string, key: string): boolean =>
  made !== null && localStorage.getItem(STORED_AS) === username && isFor(key, made.options.applicationServerKey);

/** Asks for permission, subscribes, and tells the service. Called from a click: browsers ask at no other time. */
export async function switchOn(username: string, key: string): Promise<void> {
  if ((await Notification.requestPermission()) !== 'granted') return;
  await navigator.serviceWorker.register(WORKER, { scope: '/' });
  const worker = await navigator.serviceWorker.ready;
  const before = await worker.pushManager.getSubscription();
  if (before !== null && !isOurs(before, username, key)) await before.unsubscribe();
  const made = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytesOf(key) });
  await addSubscription(subscribedOf(made));
  localStorage.setItem(STORED_AS, username);
}

/** Says again what is so: the service may have forgotten it, after a restored copy for example. */
export async function renew(username: string, key: string): Promise<void> {
  if (!able()) return;
  const made = await subscription();
  if (made === null || Notification.permission !== 'granted' || !isOurs(made, username, key)) return;
  await addSubscription(subscribedOf(made));
}

/** The service first: a browser that has unsubscribed no longer knows by which name it was known. */
export async function switchOff(): Promise<void> {
  const made = await subscription();
  if (made !== null) {
    await removeSubscription(made.endpoint);
    await made.unsubscribe();
  }
  localStorage.removeItem(STORED_AS);
}

function subscribedOf(made: PushSubscription): Subscribed {
  const { endpoint, keys } = made.toJSON();
  return { endpoint: endpoint ?? made.endpoint, keys: { p256dh: keys?.['p256dh'] ?? '', auth: keys?.['auth'] ?? '' } };
}

/** A click on a notification while the console is open leads there. Only to this page's own places. */
export function followWorker(): () => void {
  if (!able()) return () => undefined;
  const go = ({ data }: MessageEvent<unknown>): void => {
    const { go: url } = (data ?? {}) as { go?: unknown };
    if (typeof url === 'string' && URL.canParse(url) && new URL(url).origin === location.origin) location.assign(url);
  };
  navigator.serviceWorker.addEventListener('message', go);
  return () => navigator.serviceWorker.removeEventListener('message', go);
}
