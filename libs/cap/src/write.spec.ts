import fc from 'fast-check';
import { CapError } from './error';
import type { CapArea, CapInfo, CapMessage, CapNamed, CapResource } from './message';
import { ACTUAL, EXERCISE, SENT, withInfos } from './message.fixture';
import { readCap } from './read';
import { checkSchema } from './schema';
import { capTime, readTime } from './time';
import { writeCap } from './write';

describe('times', () => {
  test.each([
    [480, '2026-11-24T10:02:05+08:00'],
    [0, '2026-11-24T02:02:05+00:00'],
    [-210, '2026-11-23T22:32:05-03:30'],
  ])('are written %i minutes east of UTC', (offset, text) => {
    expect(capTime(SENT, offset)).toBe(text);
    expect(readTime(text)).toBe(SENT);
  });

  test.each([SENT + 1, NaN, Infinity, Date.parse('9999-12-31T00:00:00Z') * 2])('%s is none', (at) => {
    expect(() => capTime(at, 480)).toThrow(CapError);
  });

  test.each(['', '2026-11-24', '2026-02-30T00:00:00+08:00', '2026-01-01T25:00:00+08:00', '2026-01-01T00:60:00Z', 'x'])(
    '%j is not read',
    (text) => expect(readTime(text)).toBeNull(),
  );

  test('also of forms that the schema refuses are read, to compare them', () => {
    expect(readTime('2026-11-24T02:02:05.250Z')).toBe(SENT + 250);
  });
});

describe('the writer', () => {
  test.each([
    ['an actual message', ACTUAL],
    ['one of an exercise', EXERCISE],
    [
      'one with everything',
      {
        ...ACTUAL,
        scope: 'Private',
        restriction: null,
        addresses: ['a b', 'c', ''],
        note: 'n',
        incidents: ['1', '2 3'],
      },
    ],
  ] as [string, CapMessage][])('writes %s by the schema, and the same each time', async (_name, message) => {
    expect(await checkSchema(writeCap(message))).toEqual({ valid: true, problems: [] });
    expect(writeCap(message)).toBe(writeCap(structuredClone(message)));
  });

  test('writes figures as every reader takes them', () => {
    const area: CapArea = {
      description: 'x',
      polygons: [],
      geocodes: [],
      circles: [[-1e-7, 120.12345678, 1_234_567.5]],
    };
    expect(writeCap(withInfos(ACTUAL, (info) => ({ ...info, areas: [area] })))).toContain(
      '<circle>0,120.123457 1234567.5</circle>',
    );
  });

  test.each([
    ['E_XML_CHARACTER', { ...ACTUAL, note: 'a\u0000b' }],
    ['E_XML_CHARACTER', { ...ACTUAL, note: '\ud800' }],
    ['E_XML_CHARACTER', { ...ACTUAL, note: '\uffff' }],
    ['E_XML_CHARACTER', { ...ACTUAL, codes: ['\u001b[2J'] }],
    ['E_TIME', { ...ACTUAL, sent: SENT + 0.5 }],
    [
      'E_NUMBER',
      withInfos(ACTUAL, (info) => ({
        ...info,
        areas: [{ description: '', polygons: [], geocodes: [], circles: [[NaN, 0, 0]] }],
      })),
    ],
    ['E_IDENTIFIER_CHARS', { ...ACTUAL, identifier: 'a b' }],
    ['E_IDENTIFIER_CHARS', { ...ACTUAL, references: [{ sender: 'a,b', identifier: 'c', sent: SENT }] }],
    ['E_QUOTE', { ...ACTUAL, addresses: ['a"b'] }],
  ] as [string, CapMessage][])('refuses by %s what cannot be written', (rule, message) => {
    expect(() => writeCap(message)).toThrow(expect.objectContaining({ name: 'CapError', rule }));
  });
});

const text = fc
  .string({ unit: fc.constantFrom(...'aZ 9<>&"\'\t\n\r\u0085\u2028围堰\u{1F6A8};]') })
  .map((each) => each.replaceAll(']]', ']'));
const word = fc.stringMatching(/^[A-Za-z0-9@.围_-]{1,20}$/);
const time = fc.integer({ min: 0, max: 4_000_000_000 }).map((seconds) => seconds * 1000);
const or = <T>(some: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(some, { nil: null });
const few = <T>(some: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(some, { maxLength: 2 });
const figure = (max: number): fc.Arbitrary<number> => fc.integer({ min: 0, max: max * 1e6 }).map((n) => n / 1e6);
const point = fc.tuple(figure(90), figure(180));
const named: fc.Arbitrary<CapNamed> = fc.record({ name: text, value: text });

const resource: fc.Arbitrary<CapResource> = fc.record({
  description: text,
  mimeType: text,
  size: or(fc.nat()),
  uri: or(word),
  digest: or(word),
});
const area: fc.Arbitrary<CapArea> = fc.record({
  description: text,
  polygons: few(fc.array(point, { minLength: 1, maxLength: 5 })),
  circles: few(fc.tuple(figure(90), figure(180), figure(1000))),
  geocodes: few(named),
});
const info: fc.Arbitrary<CapInfo> = fc.record({
  language: fc.constantFrom('zh-CN', 'en'),
  categories: fc.array(fc.constantFrom('Env', 'CBRNE'), { minLength: 1, maxLength: 3 }),
  event: text,
  responseTypes: few(fc.constantFrom('Execute', 'AllClear')),
  urgency: fc.constantFrom('Immediate', 'Past'),
  severity: fc.constantFrom('Extreme', 'Unknown'),
  certainty: fc.constantFrom('Observed', 'Possible'),
  audience: or(text),
  eventCodes: few(named),
  effective: or(time),
  onset: or(time),
  expires: or(time),
  senderName: or(text),
  headline: or(text),
  description: or(text),
  instruction: or(text),
  web: or(word),
  contact: or(text),
  parameters: few(named),
  resources: few(resource),
  areas: few(area),
});
const address = fc.oneof(
  word,
  fc.tuple(word, word).map((two) => two.join(' ')),
  fc.constant(''),
);
const message: fc.Arbitrary<CapMessage> = fc.record({
  identifier: word,
  sender: word,
  sent: time,
  status: fc.constantFrom('Actual', 'Exercise', 'System', 'Test', 'Draft'),
  msgType: fc.constantFrom('Alert', 'Update', 'Cancel', 'Ack', 'Error'),
  source: or(text),
  scope: fc.constantFrom('Public', 'Restricted', 'Private'),
  restriction: or(text),
  addresses: few(address),
  codes: few(text),
  note: or(text),
  references: few(fc.record({ sender: word, identifier: word, sent: time })),
  incidents: few(address),
  infos: few(info),
});

test('what is written is read as it was', () => {
  fc.assert(
    fc.property(message, fc.integer({ min: -56, max: 56 }), (given, quarters) => {
      expect(readCap(writeCap(given, quarters * 15))).toEqual({ ok: true, message: given });
    }),
    { numRuns: 200 },
  );
});

describe('the reader', () => {
  const xml = writeCap(ACTUAL);
  const problems = (text: string | Uint8Array) => {
    const reading = readCap(text);
    return reading.ok ? [] : reading.problems;
  };

  test('says all that is wrong', () => {
    const bad = xml
      .replace(/<sent>.*<\/sent>/, '<sent>yesterday</sent>')
      .replace('>Actual<', '>Real<')
      .replace('<severity>Moderate', '<severity>黄色')
      .replace('30.2101,120.6502 0.4', '30.2101;120.6502');
    expect(problems(bad)).toEqual([
      'sent: not a time in whole seconds',
      'status: none of Actual, Exercise, System, Test, Draft',
      'info[0].severity: none of Extreme, Severe, Moderate, Minor, Unknown',
      'info[0].area[0].circle[0]: not in its form',
    ]);
  });

  test('takes prefixes, comments, CDATA, white space around figures and encodings', () => {
    const other = xml
      .replace('<alert xmlns=', '<c:alert xmlns:c=')
      .replaceAll(/<(\/?)(?=[a-z]+[A-Za-z]*>)/g, '<$1c:')
      .replace('<c:status>', '<!-- x --><c:status>')
      .replace('<c:value>812.4', '<c:value><![CDATA[812]]>.4')
      .replace('+08:00</c:sent>', '+08:00\n</c:sent>');
    expect(readCap(other)).toEqual({ ok: true, message: ACTUAL });
    const wide = Buffer.from(`\ufeff${other.replace('UTF-8', 'UTF-16')}`, 'utf16le');
    expect(readCap(wide)).toEqual({ ok: true, message: ACTUAL });
    expect(readCap(Buffer.from(`\ufeff${other}`))).toEqual({ ok: true, message: ACTUAL });
    const latin = writeCap({ ...ACTUAL, infos: [], restriction: 'é' }).replace('UTF-8', 'ISO-8859-1');
    expect(readCap(Buffer.from(latin, 'latin1'))).toMatchObject({ message: { restriction: 'é' } });
  });

  test.each([
    ['nothing', '', 'empty'],
    ['a document type', xml.replace('<alert', '<!DOCTYPE alert><alert'), 'doctype'],
    ['one in UTF-16', Buffer.from(`\ufeff<!DOCTYPE a>${xml}`, 'utf16le'), 'doctype'],
    ['an entity of its own', xml.replace('812.4', '&x;'), 'not-xml'],
    ['half a message', xml.slice(0, 500), 'not-xml'],
    ['another document', '<feed xmlns="http://www.w3.org/2005/Atom"/>', 'not-cap'],
    ['bytes that are no text', Buffer.from([0x3c, 0xff, 0xfe, 0x80]), 'encoding'],
    ['an encoding that nobody knows', Buffer.from('<?xml version="1.0" encoding="x-odd"?><a/>'), 'encoding'],
    ['too much', 'x'.repeat(1024 * 1024 + 1), 'too-large'],
    ['too deep', '<a>'.repeat(1000) + '</a>'.repeat(1000), 'too-deep'],
    ['endless attributes', `<a ${'b="" '.repeat(5000)}/>`, 'not-xml'],
  ])('refuses %s', (_name, input, reason) => expect(problems(input)).toEqual([reason]));

  test.each(['<a>', '<!--', '<![CDATA[', '<?', '<', '&', '&a;', '<a b="', ']]>', '<a/>', '"', '<!DOCTYPE', '\u0000'])(
    'comes to an end with a megabyte of %j',
    (part) => {
      const began = performance.now();
      expect(problems(part.repeat(Math.floor((1024 * 1024) / part.length)))).toHaveLength(1);
      expect(performance.now() - began).toBeLessThan(10_000);
    },
  );
});
