import type { ProviderAnswer, TakenMessage } from './http-provider';
import { ok, textAt, TextProvider } from './robot';
import { Throttle } from './throttle';

export interface WeComRobot {
  readonly key: string;
  /** How much faster than real time it throttles. */
  readonly speed?: number;
}

const LIMITS = [{ count: 20, perMs: 60_000 }];
const MOST_TEXT_BYTES = 2_048;

/** WeCom's group robot at `/cgi-bin/webhook/send`: error codes in HTTP 200, in its words. */
export class WeComProvider extends TextProvider {
  private readonly throttle: Throttle;

  constructor(private readonly robot: WeComRobot) {
    super();
    this.throttle = new Throttle(LIMITS, robot.speed);
  }

  protected override textOf(message: TakenMessage): string | null {
    return textAt(message, 'text', 'content') ?? textAt(message, 'markdown', 'content');
  }

  protected override answer(message: TakenMessage, lie: boolean): ProviderAnswer {
    const no = (errcode: number, errmsg: string): ProviderAnswer => {
      const hint = `hint: [${Math.floor(message.at / 1000)}_1_0], from ip: 127.0.0.1`;
      return ok({
        errcode,
        errmsg: `${errmsg}, ${hint}, more info at https://open.work.weixin.qq.com/devtool/query?e=${errcode}`,
      });
    };
    if (lie) return no(-1, 'system busy');
    const { pathname, searchParams } = new URL(message.path, 'http://robot');
    if (pathname !== '/cgi-bin/webhook/send') return { status: 404, body: '', taken: false };
    if (searchParams.get('key') !== this.robot.key) return no(93_000, 'invalid webhook url');
    const text = this.textOf(message);
    if (text === null) return no(40_008, 'invalid message type');
    if (Buffer.byteLength(text) > MOST_TEXT_BYTES)
      return no(40_058, 'text.content exceed max length 2048. invalid Request Parameter');
    if (!this.throttle.pass(message.at)) return no(45_009, 'api freq out of limit');
    return ok({ errcode: 0, errmsg: 'ok' }, true);
  }
}
