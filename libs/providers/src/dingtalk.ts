import { createHmac } from 'node:crypto';
import type { ProviderAnswer, TakenMessage } from './http-provider';
import { objectOf, ok, same, SKEW_MS, textAt, TextProvider } from './robot';
import { Throttle } from './throttle';

export interface DingTalkRobot {
  readonly accessToken: string;
  readonly secret?: string | null;
  readonly keyword?: string | null;
  /** How much faster than real time it throttles. */
  readonly speed?: number;
}

/** 20 a minute, then nothing for ten minutes. */
const LIMITS = [{ count: 20, perMs: 60_000, penaltyMs: 600_000 }];
const MOST_BYTES = 20_000;
const MORE = ', more: [https://ding-doc.dingtalk.com/doc#/serverapi2/qf2nxq]';

/** DingTalk's custom robot at `/robot/send`: error codes in HTTP 200, in its words. */
export class DingTalkProvider extends TextProvider {
  private readonly throttle: Throttle;

  constructor(private readonly robot: DingTalkRobot) {
    super();
    this.throttle = new Throttle(LIMITS, robot.speed);
  }

  protected override textOf(message: TakenMessage): string | null {
    return textAt(message, 'text', 'content') ?? textAt(message, 'markdown', 'text');
  }

  protected override answer(message: TakenMessage, lie: boolean): ProviderAnswer {
    const no = (errcode: number, errmsg: string): ProviderAnswer => ok({ errcode, errmsg });
    if (lie) return no(-1, '系统繁忙');
    const { pathname, searchParams } = new URL(message.path, 'http://robot');
    if (pathname !== '/robot/send') return { status: 404, body: '{}', taken: false };
    if (searchParams.get('access_token') !== this.robot.accessToken) return no(300_001, 'token is not exist');
    const unsafe = this.whyUnsafe(message, searchParams);
    if (unsafe !== null) return no(310_000, unsafe);
    const wrong = whyWrong(message, this.textOf(message));
    if (wrong !== null) return no(...wrong);
    if (!this.throttle.pass(message.at)) return no(130_101, 'send too fast, exceed 20 times per minute');
    return ok({ errcode: 0, errmsg: 'ok' }, true);
  }

  /** Its security settings: sign and keyword. */
  private whyUnsafe(message: TakenMessage, query: URLSearchParams): string | null {
    const { secret, keyword } = this.robot;
    if (secret) {
      const timestamp = query.get('timestamp') ?? '';
      if (!/^\d{13}$/.test(timestamp) || Math.abs(message.at - Number(timestamp)) > SKEW_MS) return 'invalid timestamp';
      const sign = createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64');
      if (!same(query.get('sign') ?? '', sign)) return `sign not match${MORE}`;
    }
    if (keyword && !this.textOf(message)?.includes(keyword)) return `keywords not in content${MORE}`;
    return null;
  }
}

function whyWrong(message: TakenMessage, text: string | null): [number, string] | null {
  if (!message.headers['content-type']?.startsWith('application/json'))
    return [43_004, '无效的HTTP HEADER Content-Type'];
  if (objectOf(message)['msgtype'] === undefined) return [40_035, '缺少参数 json'];
  if (text === null) return [400_105, '不支持的消息类型'];
  if (Buffer.byteLength(message.body) > MOST_BYTES) return [460_101, 'message too long, exceed 20000 bytes'];
  return null;
}
