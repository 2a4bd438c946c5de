import { LIVE, type Message, ParkSchema } from '@cofferdam/domain';
import { decodeFrames } from '@cofferdam/formats';
import { framed } from './retention';

const NAME = { zh: '名', en: 'Name' };
const NOW = Date.parse('2026-11-24T08:00:00.123+08:00');
const monitor = (id: string, more: object = {}) => ({ id, interval: 60, factors: { w01018: {} }, ...more });
const park = ParkSchema.parse({
  ...{ id: 'east', name: NAME, rules: [{ kind: 'limit', id: 'cod', factors: ['w01018'] }] },
  outlets: [
    { id: 'main', name: NAME, kind: 'rain', monitors: [monitor('MN1'), monitor('MN2', { edition: '2025' })] },
    { id: 'old', name: NAME, kind: 'rain', monitors: [monitor('MN3', { edition: '2005', crc: 'modbus-lsb-first' })] },
    { id: 'blind', name: NAME, kind: 'rain' },
  ],
});
const message = (data: Message['data'], kind: Message['kind'] = 'command'): Message => ({
  ...{ ...LIVE, park: 'east', owner: { kind: 'incident', id: 'i1' }, kind, tier: null, enterprise: null },
  ...{ severity: 'yellow', toxic: false, generation: 2, n: 1, data },
});
const bytes = ({ data }: Message) => Buffer.from(String(data['frame']), 'latin1');

test('each monitor of the outlet is asked in its own edition; the commands are told apart', () => {
  const commands = framed([message({ outlet: 'main', measure: 'm1' })], park, NOW);
  expect(commands.map(({ n, data }) => [n, data['monitor'], data['measure']])).toEqual([
    [1, 'MN1', 'm1'],
    [2, 'MN2', 'm1'],
  ]);
  const frames = commands.flatMap((command) => decodeFrames(bytes(command)));
  expect(frames).toMatchObject([
    { ok: true, frame: { cn: '3015', mn: 'MN1', qn: '20261124080000123', flagBits: 5 } },
    { ok: true, frame: { cn: '3015', mn: 'MN2', flagBits: 9 } },
  ]);
});

test('only the monitor that is named; a device that swaps its CRC is answered so', () => {
  const [second] = framed([message({ outlet: 'main', monitor: 'MN2' })], park, NOW);
  expect(second?.data['monitor']).toBe('MN2');
  const [old] = framed([message({ outlet: 'old' })], park, NOW);
  if (old === undefined) throw new Error('no command');
  expect(decodeFrames(bytes(old), () => ({ crc: 'modbus-lsb-first' }))).toMatchObject([
    { ok: true, frame: { flagBits: 1 } },
  ]);
});

test('no monitor, no command; other messages stay as they are', () => {
  const duty = message({ trigger: 'start' }, 'duty');
  expect(framed([message({ outlet: 'blind' }), duty, message({ outlet: 'nowhere' })], park, NOW)).toEqual([duty]);
});
