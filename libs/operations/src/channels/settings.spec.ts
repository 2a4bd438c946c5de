import type { Channel } from '@cofferdam/channels';
import { z } from 'zod';
import { checkSettings, maskSettings, SET, withoutSecrets } from './settings';

const channel: Channel = {
  ...{ kind: 'email', secrets: ['password'], collective: false, address: z.email(), allowances: [], reserved: 0 },
  settings: z.strictObject({ host: z.string(), port: z.int().default(587), password: z.string().min(3).optional() }),
  ...{ size: { unit: 'bytes', max: 100 }, send: () => Promise.reject(new Error('nobody sends here')) },
};
const stored = { host: 'old.example', port: 25, password: 'hunter2' };

test.each([
  ['left out', { host: 'h' }, 'hunter2'],
  ['as the mark', { host: 'h', password: SET }, 'hunter2'],
  ['anew', { host: 'h', password: 'other' }, 'other'],
  ['as nothing', { host: 'h', password: null }, undefined],
] as const)('a secret that is given %s', (_, given, password) => {
  const settings = { host: 'h', port: 587, ...(password !== undefined && { password }) };
  expect(checkSettings(channel, given, stored)).toEqual({ ok: true, settings });
});

test('what is no secret is what was given, and nothing is kept of a channel that is new', () => {
  expect(checkSettings(channel, { host: 'h', password: SET }, null)).toEqual({
    ...{ ok: true, settings: { host: 'h', port: 587 } },
  });
  expect(checkSettings(channel, {}, stored)).toEqual({
    ...{ ok: false, errors: [{ at: 'settings.host', detail: expect.stringContaining('expected string') as string }] },
  });
});

test('what does not fit is told with its place, and without the value', () => {
  const said = checkSettings(channel, { host: 'h', port: 'x', password: 'pw', colour: 'red' }, stored);
  expect(said).toMatchObject({ ok: false });
  const errors = said.ok ? [] : said.errors;
  expect(errors.map(({ at }) => at).sort()).toEqual(['settings', 'settings.password', 'settings.port']);
  expect(JSON.stringify(errors)).not.toMatch(/"pw"|hunter2/);
});

test('secrets are never shown, nor heard from the provider', () => {
  expect(maskSettings(channel, stored)).toEqual({ host: 'old.example', port: 25, password: { set: true } });
  expect(maskSettings(channel, { host: 'h', port: 1 })).toEqual({ host: 'h', port: 1 });
  expect(withoutSecrets('no: hunter2 and hunter2!', channel, stored)).toBe('no: ••• and •••!');
});
