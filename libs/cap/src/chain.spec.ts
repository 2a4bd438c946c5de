import fc from 'fast-check';
import {
  type CapChain,
  type CapContent,
  capIdentifier,
  capSender,
  capStatusOf,
  nextMessage,
  nextSent,
  nextUpdateAt,
  referencesTo,
  renewAt,
} from './chain';
import { CapError } from './error';
import type { CapMessage } from './message';
import { ACTUAL, EXERCISE, SENT } from './message.fixture';
import { judge } from './rules/judge';
import { writeCap } from './write';

const CHAIN: CapChain = {
  class: 'actual',
  park: 'park01',
  domain: 'example.cn',
  exercise: null,
  openedAt: SENT,
  sequence: 123,
};
const DRILL: CapChain = { ...CHAIN, class: 'exercise', exercise: 'EX7', sequence: 1 };

/** What the fixture says, with its times moved to when it is sent. */
function saying(from: CapMessage, msgType: CapMessage['msgType'], lastsMs: number) {
  return (sent: number): CapContent => ({
    ...from,
    msgType,
    infos: from.infos.map((info) => ({ ...info, effective: sent, expires: sent + lastsMs })),
  });
}

test('a class has its status, and what is none is a draft', () => {
  expect(['actual', 'exercise', 'test'].map(capStatusOf)).toEqual(['Actual', 'Exercise', 'Test']);
  expect([null, undefined, '', 'Actual', 'toString', 'drill'].map(capStatusOf)).toEqual(Array(6).fill('Draft'));
});

test('identifiers and senders tell classes apart', () => {
  expect(capIdentifier(CHAIN, 1)).toBe('COFFERDAM.PARK01.20261124.000123.1');
  expect(capIdentifier(DRILL, 2)).toBe('EX.COFFERDAM.PARK01.EX7.0001.2');
  expect(capIdentifier({ ...CHAIN, class: 'test' }, 1)).toBe('TEST.COFFERDAM.PARK01.20261124.000123.1');
  expect([CHAIN, DRILL, { ...CHAIN, class: 'test' as const }].map(capSender)).toEqual([
    'cofferdam@park01.example.cn',
    'cofferdam-exercise@park01.example.cn',
    'cofferdam-test@park01.example.cn',
  ]);
});

test('the day of an identifier is the day where the park is', () => {
  const late = { ...CHAIN, openedAt: Date.parse('2026-11-24T23:30:00Z') };
  expect(capIdentifier(late, 1)).toContain('.20261125.');
  expect(capIdentifier({ ...late, offsetMinutes: 0 }, 1)).toContain('.20261124.');
});

test.each([
  { ...CHAIN, park: 'a b' },
  { ...CHAIN, park: 'a.b' },
  { ...DRILL, exercise: null },
  { ...DRILL, exercise: 'a,b' },
  { ...CHAIN, sequence: 0 },
  { ...CHAIN, domain: 'a b' },
])('no identifier of %j', (chain) => {
  expect(() => capIdentifier(chain, 1) + capSender(chain)).toThrow(CapError);
});

test('what is sent is sent later than what was', () => {
  expect(nextSent(null, SENT + 999)).toBe(SENT);
  expect(nextSent(SENT, SENT + 999)).toBe(SENT + 1000);
  expect(nextSent(SENT + 5000, SENT)).toBe(SENT + 6000);
});

test('updates are a minute apart, save where severity rises; a message is renewed in its last quarter', () => {
  expect(nextUpdateAt(SENT, false)).toBe(SENT + 60_000);
  expect(nextUpdateAt(SENT, true)).toBe(SENT);
  expect(renewAt(ACTUAL)).toBe(SENT + 3 * 3_600_000);
  expect(renewAt({ sent: SENT, infos: ACTUAL.infos.map((info) => ({ ...info, expires: null })) })).toBeNull();
});

describe('a chain', () => {
  const alert = nextMessage(CHAIN, [], saying(ACTUAL, 'Alert', 3_600_000), SENT);

  test('begins with an Alert and has no second', () => {
    expect(alert).toMatchObject({ msgType: 'Alert', status: 'Actual', references: [] });
    expect(() => nextMessage(CHAIN, [], saying(ACTUAL, 'Update', 1000), SENT)).toThrow(CapError);
    expect(() => nextMessage(CHAIN, [alert], saying(ACTUAL, 'Alert', 1000), SENT)).toThrow(CapError);
  });

  test('leaves out what has expired, but never says nothing', () => {
    const second = nextMessage(CHAIN, [alert], saying(ACTUAL, 'Update', 7_200_000), SENT + 60_000);
    const third = nextMessage(CHAIN, [second, alert], saying(ACTUAL, 'Update', 1000), SENT + 3_600_000);
    expect(third.references.map(({ identifier }) => identifier)).toEqual([second.identifier]);
    const fourth = nextMessage(CHAIN, [alert, second, third], saying(ACTUAL, 'Cancel', 1000), SENT + 9_000_000);
    expect(fourth.references.map(({ identifier }) => identifier)).toEqual([third.identifier]);
  });

  test.each([
    ['an exercise', [EXERCISE], 'Actual'],
    ['the real world', [ACTUAL], 'Exercise'],
    ['a draft', [{ ...ACTUAL, status: 'Draft' }], 'Actual'],
    ['another class among its own', [ACTUAL, EXERCISE], 'Actual'],
  ] as [string, CapMessage[], CapMessage['status']][])('never names %s', (_name, earlier, status) => {
    expect(() => referencesTo(earlier, status, SENT)).toThrow(
      expect.objectContaining({ rule: 'E_CROSS_CLASS_REFERENCE' }),
    );
  });

  test('that goes on by itself keeps every rule, whatever the clock does', () => {
    const step = fc.record({
      type: fc.constantFrom('Update' as const, 'Cancel' as const),
      waitMs: fc.integer({ min: -10_000, max: 4_000_000 }),
      lastsMs: fc.integer({ min: 1, max: 7200 }).map((seconds) => seconds * 1000),
    });
    fc.assert(
      fc.property(fc.boolean(), fc.array(step, { maxLength: 8 }), (drill, steps) => {
        const [chain, words] = drill ? [DRILL, EXERCISE] : [CHAIN, ACTUAL];
        const messages: CapMessage[] = [nextMessage(chain, [], saying(words, 'Alert', 3_600_000), SENT)];
        let now = SENT;
        for (const { type, waitMs, lastsMs } of steps) {
          now += waitMs;
          messages.push(nextMessage(chain, messages, saying(words, type, lastsMs), now));
        }
        const sent = messages.map((message) => message.sent);
        expect(sent).toEqual([...new Set(sent)].sort((a, b) => a - b));
        expect(new Set(messages.map(({ identifier }) => identifier)).size).toBe(messages.length);
        for (const [at, message] of messages.entries()) {
          expect(judge(writeCap(message))).toEqual([]);
          const named = message.references.map((reference) => reference.sent);
          expect(named).toEqual([...named].sort((a, b) => a - b));
          const living = messages.slice(0, at).filter(({ infos }) => (infos[0]?.expires ?? 0) > message.sent);
          expect(named).toEqual(expect.arrayContaining(living.map((earlier) => earlier.sent)));
        }
      }),
      { numRuns: 60 },
    );
  });
});
