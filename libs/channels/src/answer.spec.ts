import { faultOfStatus, masked, retryAfter } from './answer';

test.each([
  [200, null],
  [202, null],
  [301, 'refused'],
  [400, 'malformed'],
  [401, 'refused'],
  [403, 'refused'],
  [404, 'gone'],
  [408, 'unreachable'],
  [410, 'gone'],
  [413, 'malformed'],
  [429, 'throttled'],
  [500, 'unreachable'],
  [503, 'unreachable'],
])('HTTP %i: %s', (status, fault) => {
  expect(faultOfStatus(status)).toBe(fault);
});

test('secrets are masked however they are spelt, answers are one bounded line', () => {
  const secret = 'a+b/c="d"';
  const spelt = [
    secret,
    encodeURIComponent(secret),
    new URLSearchParams({ s: secret }).toString(),
    JSON.stringify(secret),
  ];
  const text = masked(`${spelt.join(' ')}\n\u0000token-1`, [secret, 'token-1', null]);
  expect(text).toBe('*** *** s=*** "***" ***');
  expect(masked('\ud83d\ude00'.repeat(3_000), [])).toHaveLength(2_000);
  expect(masked(`x${'\ud83d\ude00'.repeat(3_000)}`, [])).toHaveLength(1_999);
});

test('Retry-After in seconds or as a date, at most an hour', () => {
  const now = Date.UTC(2026, 0, 1);
  expect(retryAfter('7', now)).toBe(7_000);
  expect(retryAfter(new Date(now + 30_000).toUTCString(), now)).toBe(30_000);
  expect(retryAfter(new Date(now - 30_000).toUTCString(), now)).toBe(0);
  expect(retryAfter('999999', now)).toBe(3_600_000);
  expect(retryAfter('soon', now)).toBeNull();
  expect(retryAfter(null, now)).toBeNull();
});
