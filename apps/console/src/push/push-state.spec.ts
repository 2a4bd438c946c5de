import { bytesOf, isFor, pushState } from './push-state';

test.each([
  [{ able: false, permission: 'granted', subscribed: true }, 'absent'],
  [{ able: true, permission: 'denied', subscribed: true }, 'denied'],
  [{ able: true, permission: 'default', subscribed: false }, 'off'],
  [{ able: true, permission: 'granted', subscribed: false }, 'off'],
  [{ able: true, permission: 'granted', subscribed: true }, 'on'],
] as const)('%j is %s', (facts, state) => {
  expect(pushState(facts)).toBe(state);
});

test('a subscription is for the key that it was made for', () => {
  const key = 'BPr7_P3-_z4_';
  expect([...bytesOf(key)]).toEqual([4, 250, 251, 252, 253, 254, 255, 62, 63]);
  expect(isFor(key, bytesOf(key).buffer)).toBe(true);
  expect(isFor(key, new Uint8Array(9).buffer)).toBe(false);
  expect(isFor(key, bytesOf(key).slice(1).buffer)).toBe(false);
  expect(isFor(key, null)).toBe(false);
});
