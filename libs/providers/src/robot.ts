import { timingSafeEqual } from 'node:crypto';
import { HttpProvider, type ProviderAnswer, type TakenMessage } from './http-provider';

/** A signature's clock may be off by that, ms: DingTalk's and Feishu's hour. */
export const SKEW_MS = 3_600_000;

/** HTTP 200 whatever the robot thinks of it. */
export const ok = (said: object, taken = false): ProviderAnswer => ({ status: 200, body: JSON.stringify(said), taken });

type Fields = Readonly<Record<string, unknown>>;
const fieldsOf = (value: unknown): Fields => (typeof value === 'object' && value !== null ? { ...value } : {});

/** The body as an object; empty where it is no JSON object. */
export function objectOf({ body }: Pick<TakenMessage, 'body'>): Fields {
  try {
    return fieldsOf(JSON.parse(body));
  } catch {
    return {};
  }
}

/** A text inside an object inside the body, null where there is none. */
export function textAt(message: Pick<TakenMessage, 'body'>, outer: string, inner: string): string | null {
  const text = fieldsOf(objectOf(message)[outer])[inner];
  return typeof text === 'string' && text !== '' ? text : null;
}

export function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** A provider whose messages are texts that people read. */
export abstract class TextProvider extends HttpProvider {
  /** What people have read, in order. */
  texts(): string[] {
    return this.taken.map((message) => this.textOf(message) ?? '');
  }

  protected abstract textOf(message: TakenMessage): string | null;
}
