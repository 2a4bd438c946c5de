import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Device, FORMATS, formatOfTopic, type Packet } from '.';

/** A payload and what must come out of it; keys that a packet has and a case does not name are free. */
interface Case {
  readonly about: string;
  readonly payload: string;
  readonly device?: Device;
  readonly packets: readonly object[];
  /** What the first packet's device is answered once it is stored; null: nothing. */
  readonly answer?: string | null;
  /** What it is answered when refused. */
  readonly refusedAnswer?: string;
}

const text = (bytes: Uint8Array | undefined) => (bytes === undefined ? null : Buffer.from(bytes).toString());

function answerOf(packet: Packet | undefined): string | null {
  const reason = packet?.ok === false ? packet.reason : undefined;
  return text(packet?.answer?.(reason));
}

describe.each(Object.values(FORMATS))('format $name', (format) => {
  const folder = join(__dirname, format.name, 'cases');

  test('is found by its topic', () => {
    expect(formatOfTopic(format.topic)).toBe(format);
  });

  test.each(readdirSync(folder))('%s', (file) => {
    const sent = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Case;
    const packets = format.decode(Buffer.from(sent.payload), { deviceOf: () => sent.device });
    expect(packets).toMatchObject(sent.packets);
    expect(packets).toHaveLength(sent.packets.length);
    if (sent.answer !== undefined) expect(answerOf(packets[0])).toBe(sent.answer);
    if (sent.refusedAnswer !== undefined) expect(answerOf(packets[0])).toBe(sent.refusedAnswer);
  });
});

test('every folder with cases is in the registry', () => {
  const folders = readdirSync(__dirname, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const withCases = folders.filter(({ name }) => readdirSync(join(__dirname, name)).includes('cases'));
  expect(withCases.map(({ name }) => name).sort()).toEqual(Object.keys(FORMATS).sort());
});

test.each(Object.values(FORMATS))('$name refuses what no packet is as large as', (format) => {
  const packets = format.decode(Buffer.alloc(70_000, 0x20), { deviceOf: () => undefined });
  expect(packets).toMatchObject([{ ok: false, reason: 'oversize', monitor: null }]);
});
