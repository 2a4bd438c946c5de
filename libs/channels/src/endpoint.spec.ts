import { Endpoint, Keyword, Secret } from './endpoint';
import { PhoneNumber } from './gateway';

test.each([
  ['https://oapi.dingtalk.com/robot/send', true],
  ['http://localhost:8080/send', true],
  ['http://127.0.0.1:1/', true],
  ['http://[::1]:1/', true],
  ['http://10.0.0.5/send', false],
  ['http://localhost.evil.example/', false],
  ['https://user:word@host.example/', false],
  ['https://host.example/?access_token=x', false],
  ['https://host.example/#x', false],
  ['ftp://host.example/', false],
  ['no address', false],
  [`https://host.example/${'x'.repeat(500)}`, false],
])('%s as an endpoint: %s', (text, good) => {
  expect(Endpoint.safeParse(text).success).toBe(good);
});

test('a slash at the end falls away', () => {
  expect(Endpoint.parse('https://host.example/hook//')).toBe('https://host.example/hook');
});

test('secrets have no blanks or line ends, keywords no control characters', () => {
  expect(Secret.safeParse('SEC0123456789').success).toBe(true);
  for (const bad of ['short', 'with blank here', 'line\nend-line-end', 'x'.repeat(201)]) {
    expect(Secret.safeParse(bad).success).toBe(false);
  }
  expect(Keyword.parse(undefined)).toBeNull();
  expect(Keyword.safeParse('预警\u0000').success).toBe(false);
});

test('telephone numbers', () => {
  expect(PhoneNumber.parse('+86 138-0000-0000')).toBe('+8613800000000');
  for (const bad of ['', '12', 'call me', '1'.repeat(30)]) expect(PhoneNumber.safeParse(bad).success).toBe(false);
});
