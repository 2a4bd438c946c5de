import { PassThrough, Readable, Writable } from 'node:stream';
import { encode } from '@cofferdam/formats';
import { run } from './run';

const fields = { qn: '20160801085857223', st: '32', cn: '2011', pw: '123456', mn: '010000A8900016F000169DC0', flag: 5 };
const good = Buffer.from(
  encode({
    ...fields,
    cp: [
      { DataTime: '20160801085857' },
      { 'w01018-SampleTime': '20160801070000', 'w01018-Rtd': '2.2', 'w01018-Flag': 'N' },
      { 'w20111-Rtd': 35, 'w20111-Flag': 'N' },
    ],
  }),
);

async function decode(bytes: readonly Buffer[], ...args: string[]) {
  const output = new PassThrough();
  const errors = new PassThrough();
  const code = await run(Readable.from(bytes), output, errors, args);
  const text = (output.read() as Buffer | null)?.toString() ?? '';
  const lines = text.split('\n').filter((line) => line !== '');
  return {
    code,
    lines: lines.map((line) => JSON.parse(line) as Record<string, unknown>),
    errors: (errors.read() as Buffer | null)?.toString() ?? '',
  };
}

describe('hj212 decode', () => {
  test('prints a frame as the contract says', async () => {
    const { code, lines } = await decode([good], 'decode');
    expect(code).toBe(0);
    expect(lines).toEqual([
      {
        ok: true,
        edition: '2017',
        qn: '20160801085857223',
        st: '32',
        cn: '2011',
        mn: '010000A8900016F000169DC0',
        flag: '5',
        at: 0,
        deviations: [],
        cp: {
          DataTime: '20160801085857',
          'w01018-SampleTime': '20160801070000',
          'w01018-Rtd': '2.2',
          'w01018-Flag': 'N',
          'w20111-Rtd': '35',
          'w20111-Flag': 'N',
        },
        samples: [
          {
            at: '2016-08-01T08:58:57+08:00',
            period: 'realtime',
            backfill: false,
            values: {
              w01018: { value: 2.2, flag: 'N', unit: 'mg/L', sampledAt: '2016-08-01T07:00:00+08:00' },
              w20111: { value: 0.035, flag: 'N', unit: 'mg/L' },
            },
          },
        ],
      },
    ]);
  });

  test('goes on behind rubbish, damage and a frame cut by the end, with byte offsets', async () => {
    const damaged = Buffer.from(good);
    damaged[50] = 0x58;
    const bytes = Buffer.concat([Buffer.from([0, 255, 254, 10]), damaged, good, good.subarray(0, 40)]);
    const { code, lines } = await decode([bytes.subarray(0, 30), bytes.subarray(30)], 'decode');
    expect(code).toBe(0);
    const cut = 4 + 2 * good.length;
    expect(lines.map(({ ok, reason, at }) => [ok, reason, at])).toEqual([
      [false, 'no-frame', 1],
      [false, 'crc-mismatch', 4],
      [true, undefined, 4 + good.length],
      [false, 'bad-length', cut],
    ]);
  });

  test('says nothing of no input', async () => {
    expect(await decode([], 'decode')).toEqual({ code: 0, lines: [], errors: '' });
  });

  test('takes the other check value when told so, and only then', async () => {
    const swapped = Buffer.from(encode({ ...fields, cn: '2021', cp: [{ 'SB1-RS': 1 }] }, 'modbus-lsb-first'));
    expect((await decode([swapped], 'decode', '--crc', 'modbus-lsb-first')).lines).toMatchObject([{ ok: true }]);
    expect((await decode([swapped], 'decode')).lines).toMatchObject([{ ok: false, reason: 'crc-mismatch' }]);
  });

  test.each([[[]], [['encode']], [['decode', '--crc', 'md5']], [['decode', '--fast']], [['decode', 'file']]])(
    'refuses the arguments %j in one line',
    async (args) => {
      const { code, errors, lines } = await decode([good], ...args);
      expect(code).toBe(2);
      expect(lines).toEqual([]);
      expect(errors).toMatch(/^hj212: .*usage: .*\n$/);
    },
  );

  test('waits for a slow reader without piling up listeners', async () => {
    let listeners = 0;
    const slow = new Writable({
      highWaterMark: 1,
      write: (_chunk, _encoding, done) => {
        listeners = Math.max(listeners, slow.listenerCount('drain'), slow.listenerCount('error'));
        setImmediate(done);
      },
    });
    const many = Array.from({ length: 50 }, () => good);
    expect(await run(Readable.from(many), slow, new PassThrough(), ['decode'])).toBe(0);
    expect(listeners).toBeLessThan(5);
  });

  test('ends quietly when the reader has gone', async () => {
    const gone = new Writable({ write: (_chunk, _encoding, done) => done(new Error('EPIPE')) });
    const many = Array.from({ length: 50 }, () => good);
    expect(await run(Readable.from(many), gone, new PassThrough(), ['decode'])).toBe(0);
  });
});
