import { createHmac } from 'node:crypto';
import type { ProviderAnswer, TakenMessage } from './http-provider';
import { objectOf, same, TextProvider } from './robot';
import { Throttle } from './throttle';

export interface GatewaySetup {
  readonly token: string;
  readonly secret: string;
  /** Messages a minute; beyond it HTTP 429. */
  readonly perMinute?: number;
  /** How much faster than real time it throttles. */
  readonly speed?: number;
  /** Numbers that are out of service. */
  readonly gone?: readonly string[];
}

/** The signature's clock may be off by that, ms. */
const SKEW_MS = 300_000;

/** A gateway before a provider of SMS or voice calls as docs/gateway.md asks for it. */
export class GatewayProvider extends TextProvider {
  private readonly throttle: Throttle;
  /** Ids of what was accepted, by key: a repeat gets the same one and is not sent again. */
  private readonly accepted = new Map<string, string>();

  constructor(
    private readonly kind: 'sms' | 'voice',
    private readonly most: number,
    private readonly setup: GatewaySetup,
  ) {
    super();
    this.throttle = new Throttle([{ count: setup.perMinute ?? 600, perMs: 60_000 }], setup.speed);
  }

  protected override textOf(message: TakenMessage): string | null {
    const { text } = objectOf(message);
    return typeof text === 'string' && text !== '' ? text : null;
  }

  protected override answer(message: TakenMessage, lie: boolean): ProviderAnswer {
    if (!this.isOurs(message)) return say(401, { error: 'who are you?' });
    if (lie) return say(200, { accepted: false, reason: 'unreachable' });
    const { key, to } = objectOf(message);
    const wrong = this.whyWrong(message);
    if (wrong !== null) return wrong;
    const known = this.accepted.get(String(key));
    if (known !== undefined) return say(200, { accepted: true, id: known });
    if (this.setup.gone?.includes(String(to))) return say(200, { accepted: false, reason: 'number-gone' });
    if (!this.throttle.pass(message.at)) return { ...say(429, { error: 'slower' }), headers: { 'retry-after': '7' } };
    const id = `${this.kind}-${this.accepted.size + 1}`;
    this.accepted.set(String(key), id);
    return { ...say(202, { accepted: true, id }), taken: true };
  }

  private isOurs({ headers, at, body }: TakenMessage): boolean {
    const { token, secret } = this.setup;
    const timestamp = headers['x-cofferdam-timestamp'] ?? '';
    if (!/^\d{10}$/.test(timestamp) || Math.abs(at - Number(timestamp) * 1000) > SKEW_MS) return false;
    const sign = `sha256=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`;
    return (
      same(headers['authorization'] ?? '', `Bearer ${token}`) && same(headers['x-cofferdam-signature'] ?? '', sign)
    );
  }

  private whyWrong(message: TakenMessage): ProviderAnswer | null {
    const { key, kind, to, language, severity } = objectOf(message);
    const text = this.textOf(message);
    const complete = [key, to, language, severity].every((part) => typeof part === 'string' && part !== '');
    if (kind !== this.kind || !complete || text === null) return say(400, { error: 'not a message' });
    if (message.headers['idempotency-key'] !== encoded(String(key))) return say(400, { error: 'another key' });
    return text.length > this.most ? say(413, { error: `more than ${this.most} characters` }) : null;
  }
}

/** Half a surrogate pair cannot be encoded. */
const encoded = (key: string): string => encodeURIComponent(key.replace(/\p{Cs}/gu, '?'));

const say = (status: number, said: object): ProviderAnswer => ({ status, body: JSON.stringify(said), taken: false });
