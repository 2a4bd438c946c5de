// Decodes HJ 212 frames to readings for a while with the built code (Jest's sandbox would cost a third) and prints
// `{ bytes, rate }`: mean bytes a frame, frames a second on one core.
import { createRequire } from 'node:module';

const { encode, FORMATS } = createRequire(import.meta.url)('../../dist/hj212/libs/formats/src');
const KINDS = 1_000;
const FRAMES = 400_000;

/** A 2011 upload of about 300 bytes, as an outlet sends it. */
function frame(n) {
  const at = new Date(Date.UTC(2026, 0, 1) + n * 1000).toISOString().replaceAll(/\D/g, '').slice(0, 17);
  const factors = ['w00000', 'w01001', 'w01018', 'w21003', 'w21011', 'w21001'];
  const groups = factors.map((factor, i) => ({
    [`${factor}-Rtd`]: (10.5 + i + (n % 90)).toFixed(3),
    [`${factor}-Flag`]: 'N',
  }));
  const cp = [{ DataTime: at.slice(0, 14) }, ...groups];
  return encode({ qn: at, st: '32', cn: '2011', pw: '123456', mn: '010000A8900016F000169DC0', flag: 5, cp });
}

const frames = Array.from({ length: KINDS }, (_, n) => frame(n));
const bytes = frames.reduce((sum, { length }) => sum + length, 0) / KINDS;
const context = { deviceOf: () => undefined };

function readings(count) {
  let found = 0;
  for (let n = 0; n < count; n++) {
    const [packet] = FORMATS.hj212.decode(frames[n % KINDS], context);
    if (packet.ok) found += packet.readings.length;
  }
  return found;
}

readings(20_000); // compiles what is hot
const began = performance.now();
if (readings(FRAMES) !== FRAMES) throw new Error('not every frame gave its reading');
const rate = FRAMES / ((performance.now() - began) / 1000);
process.stdout.write(`${JSON.stringify({ bytes, rate })}\n`);
