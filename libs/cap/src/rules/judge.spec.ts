import { ACTUAL, EXERCISE, SENT, withInfos } from '../message.fixture';
import type { CapMessage } from '../message';
import { writeCap } from '../write';
import { judge, RULES } from './judge';

const EARLIER = { sender: ACTUAL.sender, identifier: 'COFFERDAM.PARK01.20261124.000123.1', sent: SENT - 600_000 };
const UPDATE: CapMessage = {
  ...ACTUAL,
  identifier: 'COFFERDAM.PARK01.20261124.000123.2',
  msgType: 'Update',
  references: [EARLIER],
};
const EXERCISE_UPDATE: CapMessage = {
  ...EXERCISE,
  identifier: 'EX.COFFERDAM.PARK01.EX7.0001.2',
  msgType: 'Update',
  references: [{ ...EARLIER, sender: EXERCISE.sender, identifier: EXERCISE.identifier }],
};
const PRIVATE: CapMessage = { ...ACTUAL, scope: 'Private', restriction: null, addresses: ['desk one', 'desk2'] };
const TEST: CapMessage = { ...PRIVATE, status: 'Test', identifier: 'TEST.COFFERDAM.PARK01.20261124.000001.1' };
const ACK: CapMessage = { ...UPDATE, msgType: 'Ack', infos: [] };
const said = (text: string): CapMessage =>
  withInfos(ACTUAL, (info, at) => (at === 1 ? { ...info, instruction: text } : info));

const clean: [string, CapMessage][] = [
  ['an alert', ACTUAL],
  ['an update', UPDATE],
  ['one of an exercise', EXERCISE],
  ['an update of an exercise', EXERCISE_UPDATE],
  [
    'the end of an exercise',
    {
      ...withInfos(EXERCISE_UPDATE, (info, at) => ({
        ...info,
        headline: at === 0 ? '【演练结束】完' : '[END OF EXERCISE] done',
      })),
      msgType: 'Cancel',
    },
  ],
  ['a public one', { ...ACTUAL, scope: 'Public', restriction: null }],
  ['a private one', PRIVATE],
  ['a test', TEST],
  ['a receipt between machines', ACK],
  ['one that says that it is none', said('This is NOT AN EXERCISE. EXERCISE EXTREME CAUTION. Exercise care.')],
  [
    'one that says so in Chinese',
    withInfos(ACTUAL, (info, at) => (at === 0 ? { ...info, description: '这不是演练，非演练。' } : info)),
  ],
  ['one with signs of comparison', said('COD < 500 mg/L, pH > 6; a&b')],
  ['one that takes effect when it is sent', withInfos(ACTUAL, (info) => ({ ...info, effective: null }))],
];

/** Each rule with messages that break it, and it alone. */
const broken: Record<string, (CapMessage | string)[]> = {
  E_DOCTYPE: [
    `<!DOCTYPE alert>${writeCap(ACTUAL)}`,
    writeCap(ACTUAL).replace('?>', '?><!-- a --><!DOCTYPE alert [<!ENTITY x SYSTEM "file:///etc/hostname">]>'),
    `<?x <!-- ?><!DOCTYPE alert><?x --> ?>${writeCap(ACTUAL)}`,
  ],
  E_REFERENCES_REQUIRED: [
    { ...UPDATE, references: [] },
    { ...UPDATE, msgType: 'Cancel', references: [] },
    { ...ACK, references: [] },
  ],
  E_REFERENCE_FORM: [
    writeCap(UPDATE).replace(`${EARLIER.sender},`, ''),
    writeCap(UPDATE).replace('+08:00</references>', '.0+08:00</references>'),
    writeCap(UPDATE).replace('+08:00</references>', '+08:00 rest</references>'),
  ],
  E_SELF_REFERENCE: [{ ...UPDATE, references: [{ ...EARLIER, identifier: UPDATE.identifier, sent: SENT }] }],
  E_POSTDATED_REFERENCE: [{ ...UPDATE, references: [{ ...EARLIER, sent: SENT + 1000 }] }],
  E_CROSS_CLASS_REFERENCE: [
    { ...UPDATE, references: EXERCISE_UPDATE.references },
    { ...EXERCISE_UPDATE, references: UPDATE.references },
    { ...EXERCISE_UPDATE, references: [...EXERCISE_UPDATE.references, ...UPDATE.references] },
    { ...UPDATE, references: [{ ...EARLIER, identifier: TEST.identifier }] },
  ],
  E_IDENTIFIER_CHARS: [
    { ...ACTUAL, identifier: 'COFFERDAM PARK01' },
    { ...ACTUAL, identifier: '' },
    { ...ACTUAL, sender: 'a,b' },
    { ...ACTUAL, sender: 'a<b' },
    { ...ACTUAL, sender: 'a&b' },
  ],
  E_RESTRICTION_REQUIRED: [
    { ...ACTUAL, restriction: null },
    { ...ACTUAL, restriction: ' ' },
  ],
  E_RESTRICTION_SCOPE_MISMATCH: [
    { ...ACTUAL, scope: 'Public' },
    { ...PRIVATE, restriction: 'x' },
  ],
  E_ADDRESSES_REQUIRED: [{ ...PRIVATE, addresses: [] }],
  E_EXERCISE_NOTE_ID: [
    { ...EXERCISE, note: null },
    { ...EXERCISE, note: '演练 EXERCISE' },
    { ...EXERCISE, note: '演练 EXERCISE id=EX8' },
  ],
  E_EXERCISE_IDENTIFIER: [
    { ...EXERCISE, identifier: ACTUAL.identifier },
    { ...EXERCISE, sender: ACTUAL.sender },
    { ...ACTUAL, identifier: EXERCISE.identifier },
    { ...ACTUAL, sender: EXERCISE.sender },
  ],
  E_EXERCISE_HEADLINE: [
    { ...EXERCISE, infos: ACTUAL.infos },
    withInfos(EXERCISE, (info, at) => (at === 1 ? { ...info, headline: null } : info)),
    withInfos(EXERCISE, (info, at) => (at === 1 ? { ...info, headline: '【演练】 Outlet' } : info)),
  ],
  E_EXERCISE_WORD_IN_ACTUAL: [
    { ...ACTUAL, infos: EXERCISE.infos },
    { ...ACTUAL, note: EXERCISE.note },
    said('This is an EXERCISE.'),
  ],
  E_LANGUAGE_PAIR: [
    { ...ACTUAL, infos: [...ACTUAL.infos].reverse() },
    { ...ACTUAL, infos: ACTUAL.infos.slice(0, 1) },
    { ...ACTUAL, infos: [] },
    withInfos(ACTUAL, (info, at) => (at === 1 ? { ...info, language: 'en-US' } : info)),
    writeCap(ACTUAL).replace('<language>en</language>', ''),
  ],
  E_CATEGORIES_DIFFER: [
    withInfos(ACTUAL, (info, at) => ({ ...info, categories: at === 0 ? ['Env'] : ['Env', 'CBRNE'] })),
  ],
  E_SAME_TEXT_TWO_LANGUAGES: [
    withInfos(ACTUAL, (info) => ({ ...info, headline: 'COD' })),
    withInfos(ACTUAL, (info) => ({ ...info, description: 'COD' })),
  ],
  E_EXPIRES_REQUIRED: [withInfos(ACTUAL, (info, at) => (at === 1 ? { ...info, expires: null } : info))],
  E_EXPIRES_NOT_AFTER_EFFECTIVE: [
    withInfos(ACTUAL, (info) => ({ ...info, expires: info.effective })),
    withInfos(ACTUAL, (info) => ({ ...info, effective: null, expires: SENT })),
  ],
  E_CIRCLE_FORM: ['30.2101;120.6502;0.4', '30.2101,120.6502', '30.2101,120.6502 -1', '91,0 1', '1e1,0 1', ''].map(
    (circle) => writeCap(ACTUAL).replaceAll('30.2101,120.6502 0.4', circle),
  ),
  E_HTML_IN_TEXT: [
    '<b>Close</b> it',
    'a<br/>b',
    '<a href="x">',
    '<img src=x onerror=y',
    'a&nbsp;b',
    '&lt;b&gt;',
    '<!-- x',
  ].map(said),
};

test('every rule has its row, its words and its source', () => {
  expect(Object.keys(broken).sort()).toEqual(RULES.map(({ code }) => code).sort());
  for (const { says, clause } of RULES) expect([says !== '', clause !== '']).toEqual([true, true]);
});

test.each(clean)('%s keeps every rule, as a message and as XML', (_name, message) => {
  expect(judge(message)).toEqual([]);
  expect(judge(writeCap(message))).toEqual([]);
});

const cases = Object.entries(broken).flatMap(([code, messages]) =>
  messages.map((message, at) => [code, at, message] as const),
);

test.each(cases)('%s is broken, and no other (%i)', (code, _at, message) => {
  expect(judge(message)).toEqual([code]);
});

test('what is no message breaks no rule: that is for the schema to say', () => {
  expect(judge('')).toEqual([]);
  expect(judge('<alert/>')).toEqual([]);
  expect(judge(Buffer.from([0, 255, 1]))).toEqual([]);
  expect(judge(writeCap(ACTUAL).replace('cap:1.2', 'cap:1.1'))).toEqual([]);
});

test('a message that cannot be written says by which rule', () => {
  expect(judge({ ...ACTUAL, sent: SENT + 1 })).toEqual(['E_TIME']);
});
