import { FrameDecoder } from './decoder';
import { encode } from './encode';
import { samples } from './samples';

/** Far below what one core does (the figure is printed), so that a busy machine does not fail it. */
const AT_LEAST = 30_000;
const FRAMES = 60_000;

function frame(minute: number): Uint8Array {
  const factor = (code: string, value: number) => ({ [`${code}-Rtd`]: value.toFixed(3), [`${code}-Flag`]: 'N' });
  return encode({
    qn: `201608010858${String(minute % 60).padStart(2, '0')}223`,
    st: '32',
    cn: '2011',
    pw: '123456',
    mn: '010000A8900016F000169DC0',
    flag: 5,
    cp: [
      { DataTime: `2016080108${String(minute % 60).padStart(2, '0')}00` },
      ...['w00000', 'w01001', 'w01018', 'w21001', 'w21003'].map((code) => factor(code, minute / 7)),
    ],
  });
}

/** Frames a second of processor time: decode, check value, parse, samples. */
function measure(chunks: readonly Uint8Array[]): number {
  const decoder = new FrameDecoder();
  let readings = 0;
  const started = process.cpuUsage();
  for (const chunk of chunks) {
    for (const outcome of decoder.push(chunk)) {
      const sampled = outcome.ok ? samples(outcome.frame) : undefined;
      if (sampled?.ok) readings += sampled.value.length;
    }
  }
  const { user, system } = process.cpuUsage(started);
  const seconds = (user + system) / 1e6;
  expect(readings).toBe(FRAMES);
  return Math.round(readings / seconds);
}

test('decodes frames of 300 bytes fast enough', () => {
  const stream = Buffer.concat(Array.from({ length: FRAMES }, (_, i) => frame(i)));
  const chunks = Array.from({ length: Math.ceil(stream.length / 16_384) }, (_, i) =>
    stream.subarray(i * 16_384, (i + 1) * 16_384),
  );
  measure(chunks);
  const rate = Math.max(measure(chunks), measure(chunks));
  process.stdout.write(`hj212: ${rate} frames/s of ${Math.round(stream.length / FRAMES)} bytes\n`);
  expect(rate).toBeGreaterThan(AT_LEAST);
});
