import { readdirSync } from 'node:fs';
import { z } from 'zod';
import type { ChannelKind } from '@cofferdam/domain';
import { CHANNELS, channelOf } from './registry';

const folders = readdirSync(__dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'text')
  .map(({ name }) => name);

test('every folder is a channel of the registry, and no other', () => {
  expect(CHANNELS.map(({ kind }) => kind).sort()).toEqual(folders.sort());
  for (const { kind } of CHANNELS) expect(channelOf(kind).kind).toBe(kind);
  expect(() => channelOf('pigeon' as ChannelKind)).toThrow(/pigeon/);
});

test.each(CHANNELS)('$kind: its secrets are fields of its settings, its limits make sense', (channel) => {
  const { settings, secrets, collective, address, allowances, reserved, size } = channel;
  if (settings instanceof z.ZodObject) {
    expect(Object.keys(settings.shape)).toEqual(expect.arrayContaining([...secrets]));
  }
  expect(address === null).toBe(collective);
  for (const { count } of allowances) expect(reserved).toBeLessThan(count);
  expect(size.max).toBeGreaterThanOrEqual(200);
});
