import type { ChannelSetup } from '@cofferdam/domain';
import { checkPoints } from './contact-points';

const setup = (id: string, more: Partial<ChannelSetup> = {}): ChannelSetup => ({
  ...{ id, park: null, kind: 'log', name: { zh: '日志', en: 'Log' }, language: 'zh-CN' },
  ...{ settings: {}, enabled: true, version: 1 },
  ...more,
});
const setups = [setup('log'), setup('east-log', { park: 'east' }), setup('group', { kind: 'dingtalk' })];
const check = (points: readonly [channel: string, to: string][], parks = ['west']) =>
  checkPoints(
    points.map(([channel, to]) => ({ channel, to })),
    setups,
    parks,
  );

test('points keep their order, and a channel may be there twice with two addresses', () => {
  expect(
    check([
      ['log', 'b'],
      ['log', 'a'],
    ]),
  ).toEqual({
    ...{ ok: true },
    points: [
      { channel: 'log', to: 'b' },
      { channel: 'log', to: 'a' },
    ],
  });
  expect(check([['east-log', 'a']], ['east']).ok).toBe(true);
  expect(check([['east-log', 'a']], ['*']).ok).toBe(true);
});

test.each([
  [[['none', 'a']], 'channels.0.channel', /no channel none/],
  [
    [
      ['log', 'a'],
      ['east-log', 'a'],
    ],
    'channels.1.channel',
    /no channel east-log for this person/,
  ],
  [[['group', 'a']], 'channels.0.channel', /desks have it/],
  [[['log', '']], 'channels.0.to', /./],
  [
    [
      ['log', 'a'],
      ['log', 'a'],
    ],
    'channels.1.channel',
    /the same/,
  ],
] as const)('%j is told with its place', (points, at, detail) => {
  const said = check(points as unknown as [string, string][]);
  expect(said).toEqual({ ok: false, errors: [{ at, detail: expect.stringMatching(detail) as string }] });
});
