import { encode, FORMATS } from '@cofferdam/formats';
import { report, round } from './results';

const FRAMES = 200_000;

/** A 2011 upload of about 300 bytes, as an outlet sends it. */
function frame(n: number): Uint8Array {
  const at = new Date(Date.UTC(2026, 0, 1) + n * 1000).toISOString().replaceAll(/\D/g, '').slice(0, 17);
  const factors = ['w00000', 'w01001', 'w01018', 'w21003', 'w21011', 'w21001'];
  const groups = factors.map((factor, i) => ({
    [`${factor}-Rtd`]: (10.5 + i + (n % 90)).toFixed(3),
    [`${factor}-Flag`]: 'N',
  }));
  const cp = [{ DataTime: at.slice(0, 14) }, ...groups];
  return encode({ qn: at, st: '32', cn: '2011', pw: '123456', mn: '010000A8900016F000169DC0', flag: 5, cp });
}

test('HJ 212 frames to readings, one core', () => {
  const frames = Array.from({ length: 1_000 }, (_, n) => frame(n));
  const bytes = frames.reduce((sum, { length }) => sum + length, 0) / frames.length;
  const run = (count: number): number => {
    let readings = 0;
    for (let n = 0; n < count; n++) {
      const [packet] = FORMATS.hj212.decode(frames[n % frames.length]!, { deviceOf: () => undefined });
      if (packet?.ok) readings += packet.readings.length;
    }
    return readings;
  };
  run(20_000);
  const began = performance.now();
  expect(run(FRAMES)).toBe(FRAMES);
  const rate = FRAMES / ((performance.now() - began) / 1000);
  report('bench', 'formats', [
    { what: 'bytes a frame', measured: round(bytes) },
    { what: 'HJ 212 frames/s, one core', measured: Math.round(rate), asked: '≥ 100000', holds: rate >= 100_000 },
  ]);
});
