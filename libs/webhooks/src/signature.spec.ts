import { Webhook } from 'standardwebhooks';
import { freshSecret, signed } from './signature';

const BODY = '{"type":"incident.opened"}';

test('a receiver with the old or the new secret verifies it, nobody else does', () => {
  const [old, now] = [freshSecret(), freshSecret()];
  const headers = signed('msg_1', Date.now(), BODY, [now, old]);
  expect(new Webhook(now).verify(BODY, headers)).toEqual({ type: 'incident.opened' });
  expect(new Webhook(old).verify(BODY, headers)).toEqual({ type: 'incident.opened' });
  expect(() => new Webhook(freshSecret()).verify(BODY, headers)).toThrow('signature');
  expect(() => new Webhook(now).verify(`${BODY} `, headers)).toThrow('signature');
});

test('an old message is none', () => {
  const secret = freshSecret();
  const headers = signed('msg_1', Date.now() - 3_600_000, BODY, [secret]);
  expect(() => new Webhook(secret).verify(BODY, headers)).toThrow('old');
});

test('secrets are 32 random bytes', () => {
  expect(Buffer.from(freshSecret().replace('whsec_', ''), 'base64')).toHaveLength(32);
  expect(freshSecret()).not.toBe(freshSecret());
});
