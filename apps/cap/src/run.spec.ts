import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable, Writable } from 'node:stream';
import { type CapMessage, makeKey, signCap, type SigningKey, writeCap } from '@cofferdam/cap';
import { run } from './run';

const SENT = Date.parse('2026-11-24T10:02:05+08:00');
const folder = mkdtempSync(join(tmpdir(), 'cofferdam-check-'));
const text = { event: 'x', audience: null, senderName: null, instruction: null, web: null, contact: null };

const message: CapMessage = {
  identifier: 'COFFERDAM.PARK01.20261124.000123.1',
  sender: 'cofferdam@park01.example.cn',
  sent: SENT,
  status: 'Actual',
  msgType: 'Alert',
  source: null,
  scope: 'Public',
  restriction: null,
  addresses: [],
  codes: [],
  note: null,
  references: [],
  incidents: [],
  infos: ['zh-CN', 'en'].map((language) => ({
    ...text,
    language,
    event: `COD ${language}`,
    headline: `headline ${language}`,
    description: `description ${language}`,
    categories: ['Env'],
    responseTypes: ['Monitor'],
    urgency: 'Immediate',
    severity: 'Moderate',
    certainty: 'Observed',
    eventCodes: [],
    effective: SENT,
    onset: null,
    expires: SENT + 3_600_000,
    parameters: [],
    resources: [],
    areas: [],
  })),
};
const xml = writeCap(message);

let ours: SigningKey;
let another: SigningKey;
let signed: string;
const pem = (name: string): string => join(folder, `${name}.pem`);

beforeAll(async () => {
  [ours, another] = (await Promise.all(
    ['ours', 'another'].map((name) => makeKey({ name, from: SENT, bits: 2048 })),
  )) as [SigningKey, SigningKey];
  signed = signCap(xml, ours);
  writeFileSync(pem('ours'), ours.certificate);
  writeFileSync(pem('another'), another.certificate);
  writeFileSync(pem('none'), 'no certificate');
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function check(input: string | Uint8Array, ...args: string[]) {
  const output = new PassThrough();
  const errors = new PassThrough();
  const bytes = Buffer.from(input);
  const chunks = [bytes.subarray(0, 70_000), bytes.subarray(70_000)];
  const code = await run(Readable.from(chunks), output, errors, args.length === 0 ? ['check'] : args);
  const told = (output.read() as Buffer | null)?.toString() ?? '';
  return { code, told, errors: (errors.read() as Buffer | null)?.toString() ?? '' };
}
const line = (ok: boolean, schema: boolean, rules: string[], signature: string): string =>
  `${JSON.stringify({ ok, schema, rules, signature })}\n`;

test('a message that is in order', async () => {
  expect(await check(xml)).toEqual({ code: 0, told: line(true, true, [], 'absent'), errors: '' });
  expect(await check(signed, 'check', '--signer', pem('ours'))).toEqual({
    code: 0,
    told: line(true, true, [], 'valid'),
    errors: '',
  });
});

test('a signature without a signer is said to be no more than it is', async () => {
  const { code, told, errors } = await check(signed);
  expect([code, told]).toEqual([0, line(true, true, [], 'valid')]);
  expect(errors).toMatch(/^cap: .*--signer.*\n$/);
});

test.each([
  ['of another', () => signed, 'another', 'invalid'],
  ['missing', () => xml, 'ours', 'absent'],
  ['of something else', () => signed.replace('headline en', 'headline EN'), 'ours', 'invalid'],
])('a signature %s, where a signer is asked for', async (_name, input, signer, signature) => {
  const { code, told } = await check(input(), 'check', '--signer', pem(signer));
  expect([code, told]).toEqual([1, line(false, true, [], signature)]);
});

test('a tampered message without a signer', async () => {
  const { code, told } = await check(signed.replace('headline en', 'headline EN'));
  expect([code, told]).toEqual([1, line(false, true, [], 'invalid')]);
});

test('what schema and rules say', async () => {
  expect((await check(xml.replace('Immediate', 'Now'))).told).toBe(line(false, false, [], 'absent'));
  expect((await check(xml.replace('>Alert<', '>Update<'))).told).toBe(
    line(false, true, ['E_REFERENCES_REQUIRED'], 'absent'),
  );
  expect((await check(xml.replace('<alert', '<!DOCTYPE alert><alert'))).told).toBe(
    line(false, false, ['E_DOCTYPE'], 'absent'),
  );
});

test.each([
  ['nothing', ''],
  ['binary', Buffer.from(Array.from({ length: 1000 }, (_, at) => (at * 7919) % 256))],
  ['zeros', Buffer.alloc(10_000_000)],
  ['ten megabytes of a message', xml.replace('headline en', 'x'.repeat(10_000_000))],
  ['half a message', xml.slice(0, 300)],
  ['another document', '<html/>'],
  ['tags without end', '<a>'.repeat(300_000)],
])('%s gets a verdict', async (_name, input) => {
  expect(await check(input)).toEqual({ code: 1, told: line(false, false, [], 'absent'), errors: '' });
});

test('a large message is still judged', async () => {
  const large = xml.replace('headline en', 'x'.repeat(1_000_000));
  expect((await check(large)).told).toBe(line(true, true, [], 'absent'));
});

test.each([
  [['verify']],
  [['check', 'file.xml']],
  [['check', '--signer']],
  [['check', '--fast']],
  [['check', '--signer', join(folder, 'missing.pem')]],
  [['check', '--signer', pem('none')]],
])('refuses the arguments %j in one line', async (args) => {
  const { code, told, errors } = await check(xml, ...args);
  expect([code, told]).toEqual([2, '']);
  expect(errors).toMatch(/^cap: .*usage: .*\n$/);
});

test('refuses no arguments at all', async () => {
  const errors = new PassThrough();
  expect(await run(Readable.from([]), new PassThrough(), errors, [])).toBe(2);
});

test('ends quietly when the reader has gone', async () => {
  const gone = new Writable({ write: (_chunk, _encoding, done) => done(new Error('EPIPE')) });
  expect(await run(Readable.from([Buffer.from(xml)]), gone, new PassThrough(), ['check'])).toBe(0);
});
