import fc from 'fast-check';
import { ParkSchema, REFUSAL_REASONS, type Sample } from '@cofferdam/domain';
import { encode, formatTime } from '@cofferdam/formats';
import { type Decision, decide } from './decide';
import { Identity } from './identity';

const NOW = Date.parse('2026-11-24T08:00:00+08:00');
const SETTINGS = { clockAheadSeconds: 300, clockBehindDays: 30, clockSuspectSeconds: 60 };
const SECOND = 1000;
const DAY = 86_400 * SECOND;

const monitor = (id: string, more: object = {}) => ({ id, interval: 60, factors: { w01018: {} }, ...more });
const outlet = (id: string, ...monitors: object[]) => ({
  id,
  name: { zh: id, en: id },
  kind: 'enterprise-main',
  monitors,
});
const document = ParkSchema.parse({
  id: 'demo',
  name: { zh: '示范', en: 'Demo' },
  outlets: [
    outlet('o1', monitor('MN1'), monitor('MN-UG', { factors: { w01018: { unit: 'ug/L' } } })),
    outlet('o2', monitor('MN2', { crc: 'modbus-lsb-first' })),
  ],
  rules: [{ kind: 'silence', id: 'silence' }],
});
const DRILLS = [{ id: 'd7', park: 'demo', monitors: [{ outlet: 'o1', monitor: 'MN1' }] }];
const identity = new Identity([{ park: 'demo', version: 3, document }], DRILLS);

const READINGS = 'parks/demo/outlets/o1/readings';
const HJ212 = 'parks/demo/outlets/o1/hj212';
const iso = (at: number) => new Date(at).toISOString();

const judge = (topic: string, payload: Buffer | string): Decision =>
  decide(topic, Buffer.from(payload), identity, NOW, SETTINGS);
const reading = (more: object = {}) =>
  JSON.stringify({ monitor: 'MN1', at: iso(NOW), values: { w01018: 48.2 }, ...more });
const frame = (more: { mn?: string; at?: number; flag?: number; cn?: string; crc?: 'modbus-lsb-first' } = {}) => {
  const { mn = 'MN1', at = NOW, flag = 5, cn = '2011', crc } = more;
  const cp: Record<string, string | number>[] = [
    { DataTime: formatTime(at).slice(0, 14) },
    { 'w01018-Rtd': 48.2, 'w01018-Flag': 'N' },
  ];
  return Buffer.from(encode({ qn: formatTime(NOW), st: '32', cn, pw: '123456', mn, flag, cp }, crc));
};
const words = (replies: Decision['replies']) => replies.map(({ topic, payload }) => [topic, payload.toString()]);

describe('a JSON reading', () => {
  it('becomes a sample of its outlet', () => {
    const decision = judge(READINGS, reading());
    expect(decision).toMatchObject({ rejections: [], replies: [], refusalReplies: [] });
    expect(decision.messages).toEqual([
      {
        kind: 'sample',
        class: 'actual',
        drill: null,
        park: 'demo',
        outlet: 'o1',
        monitor: 'MN1',
        at: NOW,
        period: 'realtime',
        values: { w01018: { value: 48.2, flag: 'N' } },
        receivedAt: NOW,
      },
    ]);
  });

  it('is an exercise on a drill topic, whatever the time of day', () => {
    const at = NOW + 365 * DAY;
    const decision = judge(`drills/d7/${READINGS}`, reading({ at: iso(at), receipt: true }));
    expect(decision.messages).toMatchObject([{ class: 'exercise', drill: 'd7', at, receivedAt: at }]);
    expect(decision.replies[0]?.topic).toBe('drills/d7/parks/demo/outlets/o1/commands');
  });

  it('is converted by the unit that the register sets', () => {
    const [sample] = judge(READINGS, reading({ monitor: 'MN-UG' })).messages as Sample[];
    expect(sample?.values['w01018']?.value).toBeCloseTo(0.0482);
  });

  it('is answered once it is on disk', () => {
    const { replies } = judge(READINGS, reading({ receipt: true }));
    const receipt = { receipt: { monitor: 'MN1', at: iso(NOW), period: 'realtime' }, ok: true };
    expect(words(replies)).toEqual([['parks/demo/outlets/o1/commands', JSON.stringify(receipt)]]);
  });

  it('is answered with the reason where it is refused', () => {
    const { replies, refusalReplies } = judge(READINGS, reading({ receipt: true, monitor: 'MN2' }));
    expect(replies).toEqual([]);
    const receipt = {
      receipt: { monitor: 'MN2', at: iso(NOW), period: 'realtime' },
      ok: false,
      reason: 'wrong-outlet',
    };
    expect(words(refusalReplies)).toEqual([['parks/demo/outlets/o1/commands', JSON.stringify(receipt)]]);
  });
});

describe('a refusal', () => {
  it.each([
    ['not-json', READINGS, 'rubbish'],
    ['empty', READINGS, ''],
    ['oversize', READINGS, ' '.repeat(70_000)],
    ['unknown-monitor', READINGS, reading({ monitor: 'MN9' })],
    ['wrong-outlet', READINGS, reading({ monitor: 'MN2' })],
    ['time-ahead', READINGS, reading({ at: iso(NOW + 300 * SECOND + 1) })],
    ['time-behind', READINGS, reading({ at: iso(NOW - 30 * DAY - 1) })],
    ['time-behind', READINGS, reading({ at: iso(NOW - 31 * DAY), period: 'day' })],
    ['time-ahead', READINGS, reading({ at: iso(NOW + DAY), period: 'hour' })],
    ['bad-value', READINGS, reading({ values: { w01018: { value: 1, unit: 'degC' } } })],
    ['bad-shape', 'parks/demo/outlets/o1/status', 'perhaps'],
    ['empty', 'parks/demo/outlets/o1/status', ''],
    ['bad-topic', 'parks/demo/outlets/o1/other', 'x'],
    [
      'crc-mismatch',
      HJ212,
      frame()
        .toString()
        .replace(/....\r\n$/, '0000\r\n'),
    ],
    ['crc-mismatch', HJ212, frame({ crc: 'modbus-lsb-first' })],
    ['wrong-outlet', HJ212, frame({ mn: 'MN2', crc: 'modbus-lsb-first' })],
    ['unknown-monitor', HJ212, frame({ mn: 'MN9' })],
    ['time-ahead', HJ212, frame({ at: NOW + DAY })],
  ])('%s: one reason in the log, in the quarantine and for the device', (reason, topic, payload) => {
    const { messages, rejections, replies } = judge(topic, payload);
    expect(messages).toMatchObject([{ kind: 'refusal', reason, park: 'demo', outlet: 'o1', receivedAt: NOW }]);
    expect(rejections).toMatchObject([{ reason, topic, park: 'demo', outlet: 'o1', at: NOW, class: 'actual' }]);
    expect(rejections[0]?.payload).toEqual(Buffer.from(payload).subarray(0, 4096));
    expect(replies).toEqual([]);
  });

  it.each([
    ['unknown-park', 'parks/other/outlets/o1/readings'],
    ['unknown-outlet', 'parks/demo/outlets/o9/readings'],
    ['bad-topic', 'parks/demo/readings'],
  ])('%s: nobody to judge it, so only in the quarantine', (reason, topic) => {
    const decision = judge(topic, reading());
    expect(decision.messages).toEqual([]);
    expect(decision.rejections).toMatchObject([{ reason, topic }]);
  });

  it.each([
    ['of a drill that is not under way', `drills/d8/${READINGS}`],
    ['at an outlet that the drill does not play', 'drills/d7/parks/demo/outlets/o2/readings'],
    ['in another park', 'drills/d7/parks/other/outlets/o1/readings'],
    ['of a status there', 'drills/d8/parks/demo/outlets/o1/status'],
  ])('%s: drill-not-running, only in the quarantine and as an exercise', (_, topic) => {
    const decision = judge(topic, reading({ receipt: true }));
    expect([decision.messages, decision.replies, decision.refusalReplies]).toEqual([[], [], []]);
    expect(decision.rejections).toMatchObject([{ reason: 'drill-not-running', class: 'exercise', topic }]);
  });

  it('of a device that the drill does not play is told to it, and is an exercise', () => {
    const { messages, rejections, refusalReplies } = judge(
      `drills/d7/${READINGS}`,
      reading({ receipt: true, monitor: 'MN-UG' }),
    );
    expect(messages).toMatchObject([{ kind: 'refusal', reason: 'drill-not-running', class: 'exercise', drill: 'd7' }]);
    expect(rejections).toMatchObject([{ reason: 'drill-not-running', class: 'exercise' }]);
    expect(refusalReplies[0]?.topic).toBe('drills/d7/parks/demo/outlets/o1/commands');
  });

  it('of a drill stays in its drill', () => {
    const decision = judge(`drills/d7/${READINGS}`, 'rubbish');
    expect(decision.messages).toMatchObject([{ kind: 'refusal', class: 'exercise', drill: 'd7' }]);
    expect(decision.rejections).toMatchObject([{ class: 'exercise' }]);
  });
});

describe('a clock', () => {
  it.each([
    ['right', 0, {}, undefined],
    ['a minute ahead, still right', 60 * SECOND, {}, undefined],
    ['ahead', 61 * SECOND, {}, ['clock-ahead']],
    ['ahead as far as it may', 300 * SECOND, {}, ['clock-ahead']],
    ['behind', -61 * SECOND, {}, ['clock-behind']],
    ['behind as far as it may', -30 * DAY, {}, ['clock-behind']],
    ['of a period, old by nature', -3_600 * SECOND, { period: 'hour' }, undefined],
  ])('%s', (_, off, more, suspicions) => {
    const [sample] = judge(READINGS, reading({ at: iso(NOW + off), ...more })).messages as Sample[];
    expect(sample?.kind).toBe('sample');
    expect(sample?.suspicions).toEqual(suspicions);
  });
});

describe('HJ 212', () => {
  it('is answered by 9014 where it asks, and only then', () => {
    const asked = judge(HJ212, frame());
    expect(asked.messages).toMatchObject([{ kind: 'sample', monitor: 'MN1', at: NOW }]);
    expect(asked.replies).toHaveLength(1);
    expect(asked.replies[0]?.payload.toString()).toContain(`QN=${formatTime(NOW)};ST=91;CN=9014;`);
    expect(judge(HJ212, frame({ flag: 4 })).replies).toEqual([]);
  });

  it('is not answered where it is refused', () => {
    const { replies, refusalReplies } = judge(HJ212, frame({ mn: 'MN9' }));
    expect([replies, refusalReplies]).toEqual([[], []]);
  });

  it('takes the good frames beside a bad one', () => {
    const bad = frame().toString().replace('48.2', '99.9');
    const { messages, rejections, replies } = judge(HJ212, Buffer.concat([frame(), Buffer.from(bad), frame()]));
    expect(messages.map(({ kind }) => kind)).toEqual(['sample', 'refusal', 'sample']);
    expect(rejections).toMatchObject([{ reason: 'crc-mismatch' }]);
    expect(replies).toHaveLength(2);
  });

  it('decodes a device by the check value it is set to', () => {
    const { messages } = judge('parks/demo/outlets/o2/hj212', frame({ mn: 'MN2', crc: 'modbus-lsb-first' }));
    expect(messages).toMatchObject([{ kind: 'sample', outlet: 'o2' }]);
  });
});

describe('a status', () => {
  it.each([
    ['online', true],
    ['offline', false],
  ])('%s', (word, online) => {
    expect(judge('parks/demo/outlets/o1/status', word).messages).toEqual([
      { kind: 'status', class: 'actual', drill: null, park: 'demo', outlet: 'o1', online, receivedAt: NOW },
    ]);
  });
});

it('answers whatever the bytes', () => {
  const topics = fc.constantFrom(READINGS, HJ212, 'parks/demo/outlets/o1/status', `drills/x/${HJ212}`, 'a/b', '');
  const payload = fc.oneof(
    fc.uint8Array(),
    fc.json().map((text) => Buffer.from(text)),
  );
  fc.assert(
    fc.property(topics, payload, (topic, bytes) => {
      const { rejections } = judge(topic, Buffer.from(bytes));
      for (const { reason } of rejections) expect(REFUSAL_REASONS).toContain(reason);
    }),
  );
});
