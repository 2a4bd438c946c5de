import { HttpProvider, type TakenMessage } from '@cofferdam/providers';
import { dingtalk, DingTalkSettings } from './dingtalk/channel';
import { calm, faultIn, outgoing } from './outgoing.fixture';
import { withKeyword } from './robot';

/** Says whatever it is told to, with the request's own address in it. */
class Parrot extends HttpProvider {
  constructor(private readonly say: (path: string) => string) {
    super();
  }

  protected override answer({ path }: TakenMessage) {
    return { status: 200, body: this.say(path), taken: false };
  }
}

const SECRETS = { accessToken: 'token+0123/456', secret: 'SEC0123456789abcdef' };
const answerTo = async (say: (path: string) => string) => {
  const parrot = new Parrot(say);
  const url = `${await parrot.listen()}/robot/send`;
  const result = await dingtalk.send(DingTalkSettings.parse({ ...SECRETS, url }), outgoing(), calm());
  await parrot.close();
  return result;
};

test('what is no answer of a robot is no delivery', async () => {
  for (const page of ['<html>log in to the network</html>', '', '[]', '{"errcode":"0"}', '{"code":0}']) {
    expect(faultIn(await answerTo(() => page))).toBe('unreachable');
  }
});

test('what stands before the robots throttles in its own words', async () => {
  const result = await answerTo(() => '{"status":1111,"wait":5,"source":"x5","punish":"deny"}');
  expect(result).toMatchObject({ fault: 'throttled', retryAfterMs: 600_000 });
});

test('an answer that quotes the address shows neither token nor signature', async () => {
  const { answer } = await answerTo((path) =>
    JSON.stringify({ errcode: 1, errmsg: `${path} ${decodeURIComponent(path)}` }),
  );
  expect(answer).toMatch(/access_token=\*\*\*&timestamp=\d+&sign=\*\*\* /);
  expect(answer.match(/sign=\*\*\*/g)).toHaveLength(2);
  expect(answer).not.toContain('0123');
});

test('a keyword is added at the end, once', () => {
  expect(withKeyword('【演练】x', '预警')).toBe('【演练】x\n预警');
  expect(withKeyword('红色预警', '预警')).toBe('红色预警');
  expect(withKeyword('x', null)).toBe('x');
});
