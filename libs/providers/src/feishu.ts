import { createHmac } from 'node:crypto';
import type { ProviderAnswer, TakenMessage } from './http-provider';
import { objectOf, ok, same, SKEW_MS, textAt, TextProvider } from './robot';
import { Throttle } from './throttle';

export interface FeishuBot {
  /** The last part of its address. */
  readonly hook: string;
  readonly secret?: string | null;
  readonly keyword?: string | null;
  /** How much faster than real time it throttles. */
  readonly speed?: number;
}

const LIMITS = [
  { count: 5, perMs: 1_000 },
  { count: 100, perMs: 60_000 },
];
const MOST_BYTES = 20 * 1024;
type No = [code: number, msg: string];
const BUSY: No = [11_232, 'frequency limited psm[lark.oapi.app_platform_runtime]'];
const UNSIGNED = 'sign match fail or timestamp is not within one hour from current time';

/** Feishu's custom bot at `/open-apis/bot/v2/hook/{hook}`: codes in HTTP 200, in its words. */
export class FeishuProvider extends TextProvider {
  private readonly throttle: Throttle;

  constructor(private readonly bot: FeishuBot) {
    super();
    this.throttle = new Throttle(LIMITS, bot.speed);
  }

  protected override textOf(message: TakenMessage): string | null {
    return textAt(message, 'content', 'text');
  }

  protected override answer(message: TakenMessage, lie: boolean): ProviderAnswer {
    const wrong: No | null = lie ? [2_200, 'internal error'] : (this.whyWrong(message) ?? this.whyUnsafe(message));
    const no = wrong ?? (this.throttle.pass(message.at) ? null : BUSY);
    if (no !== null) return ok({ code: no[0], msg: no[1], data: {} });
    return ok({ StatusCode: 0, StatusMessage: 'success', code: 0, data: {}, msg: 'success' }, true);
  }

  private whyWrong(message: TakenMessage): No | null {
    const [, hook] = /^\/open-apis\/bot\/v2\/hook\/([^/?]+)$/.exec(message.path) ?? [];
    if (hook !== this.bot.hook) return [19_001, 'param invalid: incoming webhook access token invalid'];
    if (Buffer.byteLength(message.body) > MOST_BYTES) return [9_499, 'Bad Request: request body exceeds 20k'];
    const isText = objectOf(message)['msg_type'] === 'text' && this.textOf(message) !== null;
    return isText ? null : [19_002, 'params error, msg_type need'];
  }

  /** Its security settings: sign and keyword. */
  private whyUnsafe(message: TakenMessage): No | null {
    const { keyword } = this.bot;
    if (!this.isSigned(message)) return [19_021, UNSIGNED];
    return keyword && !this.textOf(message)?.includes(keyword) ? [19_024, 'Key Words Not Found'] : null;
  }

  private isSigned(message: TakenMessage): boolean {
    const { secret } = this.bot;
    if (!secret) return true;
    const { timestamp, sign } = objectOf(message);
    if (typeof timestamp !== 'string' || !/^\d{10}$/.test(timestamp) || typeof sign !== 'string') return false;
    if (Math.abs(message.at - Number(timestamp) * 1000) > SKEW_MS) return false;
    return same(sign, createHmac('sha256', `${timestamp}\n${secret}`).update('').digest('base64'));
  }
}
