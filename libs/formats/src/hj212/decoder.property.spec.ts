import fc from 'fast-check';
import { hj212 } from './format';
import { crc16, crcText } from './crc';
import { decodeFrames, FrameDecoder } from './decoder';
import { encode, frameOf, type SegmentFields } from './encode';
import type { FrameOutcome } from './frame';
import { samples } from './samples';

const HELD_AT_MOST = 6 + 9999 + 4 + 1024 + 6;

const word = fc.stringMatching(/^[A-Za-z0-9_]{1,12}$/);
const factor = fc.constantFrom('w01018', 'w21003', 'w00000', 'w20111', '011', 'B01', 'SB1', 'zz9', '__proto__');
const suffix = fc.constantFrom('Rtd', 'Avg', 'Min', 'Max', 'Cou', 'Flag', 'SampleTime', 'EFlag', 'constructor');
const value = fc.oneof(
  fc.float({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc.constantFrom('N', 'D', '', '//清洗;,//'),
);
const pairs = fc.dictionary(
  fc.tuple(factor, suffix).map((parts) => parts.join('-')),
  value,
  { maxKeys: 12 },
);
const fields: fc.Arbitrary<SegmentFields> = fc.record({
  qn: fc.option(fc.stringMatching(/^20[0-9]{2}(0[1-9]|1[0-2])[0-2][1-8][01][0-9][0-5][0-9][0-5][0-9][0-9]{3}$/)),
  st: fc.constantFrom('32', '21', '52', '31', '101'),
  cn: fc.constantFrom('2011', '2051', '2061', '2031', '2021', '3015', '9014', '1013'),
  pw: fc.option(word),
  mn: fc.option(word),
  flag: fc.option(fc.integer({ min: 0, max: 11 })),
  backfill: fc.boolean(),
  cp: fc
    .tuple(fc.constantFrom('20260801085857', '20260801085857123', '2026'), fc.array(pairs, { maxLength: 4 }))
    .map(([DataTime, groups]) => [{ DataTime }, ...groups.filter((group) => Object.keys(group).length > 0)]),
});
const frame = fields.map((parts) => Buffer.from(encode(parts)));

function damage(bytes: Buffer, edits: readonly (readonly [number, number, number])[]): Buffer {
  let damaged = bytes;
  for (const [kind, place, byte] of edits) {
    const at = place % (damaged.length + 1);
    const tail = damaged.subarray(kind === 0 ? at : at + 1);
    damaged = Buffer.concat([damaged.subarray(0, at), Buffer.from(kind === 2 ? [] : [byte]), tail]);
  }
  return damaged;
}
const edits = fc.array(
  fc.tuple(fc.nat(2), fc.nat(), fc.oneof(fc.nat(255), fc.constantFrom(0x23, 0x26, 0x0d, 0x0a, 0x30))),
  {
    maxLength: 4,
  },
);
const damagedFrame = fc.tuple(frame, edits).map(([bytes, list]) => damage(bytes, list));
const rubbish = fc.oneof(
  fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
  fc
    .constantFrom('##', '#', '\r\n', '##0', '##9999', '##0004', '&&', 'CP=&&', '&&1C80\r\n', '##00x1')
    .map((s) => Buffer.from(s)),
);
const stream = fc
  .array(
    fc.oneof(
      frame,
      damagedFrame,
      frame.map((bytes) => bytes.subarray(0, -2)),
      rubbish,
    ),
    { maxLength: 8 },
  )
  .map((parts) => Buffer.concat(parts));

function feed(bytes: Buffer, cuts: readonly number[]): FrameOutcome[] {
  const decoder = new FrameDecoder();
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  const outcomes: FrameOutcome[] = [];
  for (let i = 1; i < places.length; i += 1) {
    // A copy that is overwritten afterwards: nothing may still point into the caller's chunk.
    const chunk = Buffer.from(bytes.subarray(places[i - 1], places[i]));
    outcomes.push(...decoder.push(chunk));
    chunk.fill(0x23);
    expect(decoder.held).toBeLessThanOrEqual(HELD_AT_MOST);
  }
  outcomes.push(...decoder.end());
  return outcomes;
}

const context = { deviceOf: () => undefined };

describe('HJ 212 decoder, whatever comes', () => {
  test('takes what the encoder wrote, unchanged', () => {
    fc.assert(
      fc.property(fields, (parts) => {
        const [outcome, ...others] = decodeFrames(encode(parts));
        expect(others).toEqual([]);
        if (!outcome?.ok) throw new Error(`refused: ${JSON.stringify(outcome)}`);
        const { qn, st, cn, pw, mn, backfill } = outcome.frame;
        expect({ qn, st, cn, pw, mn, backfill }).toEqual({
          qn: parts.qn,
          st: parts.st,
          cn: parts.cn,
          pw: parts.pw,
          mn: parts.mn,
          backfill: parts.backfill,
        });
        expect(outcome.frame.flag).toBe(parts.flag === null ? null : String(parts.flag));
        const sent = new Map<string, string>();
        for (const [name, text] of (parts.cp ?? []).flatMap((group) => Object.entries(group))) {
          if (!sent.has(name)) sent.set(name, String(text));
        }
        expect([...outcome.frame.cp]).toEqual([...sent]);
      }),
    );
  });

  test('gives the same frames however the bytes are cut', () => {
    fc.assert(
      fc.property(stream, fc.array(fc.nat(), { maxLength: 12 }), (bytes, cuts) => {
        const whole = feed(bytes, []);
        expect(feed(bytes, cuts)).toEqual(whole);
        const everyByte = Array.from({ length: bytes.length }, (_, i) => i);
        expect(feed(bytes, everyByte)).toEqual(whole);
      }),
      { numRuns: 150 },
    );
  });

  test('finds an undamaged frame behind any other bytes that do not swallow it', () => {
    fc.assert(
      fc.property(damagedFrame, frame, (before, good) => {
        const outcomes = decodeFrames(Buffer.concat([before, Buffer.from('\r\n'), good, good]));
        const found = outcomes.filter((outcome) => outcome.ok && outcome.frame.at >= before.length);
        expect(found.length).toBeGreaterThanOrEqual(1);
      }),
    );
  });

  test('never throws and always says something of a payload, its readings included', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          stream,
          fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
        ),
        (bytes) => {
          const packets = hj212.decode(bytes, context);
          expect(packets.length).toBeGreaterThan(0);
          for (const packet of packets) expect(() => packet.answer?.()).not.toThrow();
        },
      ),
    );
  });

  test('reads any segment with a right check value without throwing', () => {
    const segment = fc
      .oneof(fc.string({ unit: 'binary', maxLength: 120 }), word)
      .map((text) => `CN=2011;MN=1;CP=&&${text}&&`);
    fc.assert(
      fc.property(segment, (text) => {
        for (const outcome of decodeFrames(frameOf(text))) if (outcome.ok) samples(outcome.frame);
      }),
    );
  });

  test('any one damaged byte of the segment that changes the check value is refused', () => {
    fc.assert(
      fc.property(frame, fc.nat(), fc.integer({ min: 1, max: 255 }), (bytes, place, flip) => {
        const length = bytes.length - 12;
        const at = 6 + (place % length);
        const damaged = Buffer.from(bytes);
        damaged[at] = (damaged[at] ?? 0) ^ flip;
        fc.pre(crcText(crc16(damaged, 'hj212', 6, 6 + length)) !== bytes.toString('latin1', 6 + length, 10 + length));
        expect(decodeFrames(damaged).filter(({ ok }) => ok)).toEqual([]);
      }),
    );
  });

  test('a megabyte of headers and marks are passed in bounded time and memory', () => {
    for (const pattern of [
      '##9999',
      '#',
      '##',
      '##0001&&1C80\r\n',
      '##9999CP=&&{0xE4',
      '&&1C80',
      '##0000##',
      '\n',
      '##000x',
    ]) {
      const decoder = new FrameDecoder();
      const chunk = Buffer.from(pattern.repeat(Math.ceil(1_000_000 / pattern.length)));
      const started = performance.now();
      decoder.push(chunk);
      expect(decoder.held).toBeLessThanOrEqual(HELD_AT_MOST);
      decoder.end();
      expect(performance.now() - started).toBeLessThan(5000);
    }
  });
});
