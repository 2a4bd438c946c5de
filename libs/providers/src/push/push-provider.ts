import { HttpProvider, type ProviderAnswer, type TakenMessage } from '../http-provider';
import { decrypt, type KeptSubscription } from './encryption';
import { faultOfVapid, vapidKeyOf } from './vapid';

/** RFC 8030, 7.2. */
const MOST_BYTES = 4_096;

/** What the console's service worker is given. */
export interface PushedText {
  readonly title: string;
  readonly body: string;
  readonly link: string | null;
  readonly severity: string;
  readonly key: string;
}

/** A push service (RFC 8030) with the browsers behind it: it checks what a service checks, and can read what a browser can. */
export class PushProvider extends HttpProvider {
  /** By path. */
  private readonly subscriptions = new Map<string, KeptSubscription>();
  private readonly ended = new Set<string>();

  /** @param applicationServerKey the VAPID key that subscriptions were made for; absent: any */
  constructor(private readonly applicationServerKey?: string) {
    super();
  }

  /** From now on a browser with this subscription is there. */
  add(kept: KeptSubscription): void {
    this.subscriptions.set(new URL(kept.subscription.endpoint).pathname, kept);
  }

  /** The person took the permission back, or uninstalled the browser. */
  end(kept: KeptSubscription): void {
    this.ended.add(new URL(kept.subscription.endpoint).pathname);
  }

  /** What the browser shows of a message that was taken. */
  open({ path, bytes }: TakenMessage): PushedText {
    const kept = this.subscriptions.get(path);
    if (kept === undefined) throw new Error(`no subscription ${path}`);
    return JSON.parse(decrypt(bytes, kept)) as PushedText;
  }

  protected answer(message: TakenMessage, lie: boolean): ProviderAnswer {
    if (lie) return { ...refused(429, 'too many'), headers: { 'retry-after': '30' } };
    const fault = this.faultOf(message);
    return fault ?? { status: 201, headers: { location: `${message.path}/${message.at}` }, body: '', taken: true };
  }

  private faultOf(message: TakenMessage): ProviderAnswer | null {
    const { path, headers, bytes } = message;
    const kept = this.subscriptions.get(path);
    if (kept === undefined) return refused(404, 'no such subscription');
    if (this.ended.has(path)) return refused(410, 'the subscription has ended');
    const vapid = headers['authorization'];
    const unsigned = faultOfVapid(vapid, `http://${headers['host']}`, message.at);
    if (unsigned !== null) return refused(vapid === undefined ? 401 : 403, unsigned);
    const wished = this.applicationServerKey;
    if (wished !== undefined && vapidKeyOf(vapid) !== wished) return refused(403, 'subscribed with another key');
    if (bytes.length > MOST_BYTES) return refused(413, `${bytes.length} bytes`);
    return faultOfHeaders(headers) ?? this.unreadable(message);
  }

  private unreadable(message: TakenMessage): ProviderAnswer | null {
    try {
      this.open(message);
      return null;
    } catch (error) {
      return refused(400, `a browser cannot read it: ${(error as Error).message}`);
    }
  }
}

function faultOfHeaders(headers: Readonly<Record<string, string>>): ProviderAnswer | null {
  if (headers['content-encoding'] !== 'aes128gcm') return refused(400, 'content-encoding is not aes128gcm');
  if (!/^\d{1,8}$/.test(headers['ttl'] ?? '')) return refused(400, 'no TTL');
  if (!/^(very-low|low|normal|high)$/.test(headers['urgency'] ?? 'normal')) return refused(400, 'unknown urgency');
  if (!/^[\w-]{1,32}$/.test(headers['topic'] ?? 'none')) return refused(400, 'topic is not of base64url, or too long');
  return null;
}

const refused = (status: number, why: string): ProviderAnswer => ({
  status,
  body: JSON.stringify({ error: why }),
  taken: false,
});
