import fc from 'fast-check';
import { TIERS, type Timeline } from '@cofferdam/domain';
import { referencesTo } from '../chain';
import type { CapMessage } from '../message';
import { advance, chainFacts, type IncidentChain, type MadeMessage, newChain } from './advance';
import { isOver } from './facts';
import { ACT_NAMES, type Happening, Life, PARK } from './life.fixture';

const T0 = Date.parse('2026-11-24T06:00:00.250Z');
const SEVERITIES = ['blue', 'yellow', 'orange', 'red'] as const;
const TIMELINES: readonly Timeline[] = [
  { class: 'actual', drill: null },
  { class: 'exercise', drill: 'spring 2026.1' },
  { class: 'test', drill: null },
];
const both = (text: string) => ({ zh: `${text}（中文）`, en: `${text} in English` });
const warning = (id: string) => ({
  ...{ id, headline: both('Keep away'), description: both('Bad water'), instruction: both('Do not drink') },
  areas: [both('River')],
});

type Event = { readonly wait: number; readonly is: Happening | 'warned' | 'withdrawn' | 'exercise-over' | 'look' };

const hour = fc.record({
  severity: fc.constantFrom(...SEVERITIES),
  where: fc.constantFrom('main', 'rain', 'plant', 'river'),
  factor: fc.constantFrom('w01018', 'w21016'),
});
const event: fc.Arbitrary<Event> = fc.record({
  wait: fc.oneof(fc.nat(2_000), fc.nat(120_000), fc.nat(7 * 3_600_000)),
  is: fc.oneof(
    { weight: 3, arbitrary: fc.record({ alarm: hour }) },
    {
      weight: 12,
      arbitrary: fc.record({ act: fc.constantFrom(...ACT_NAMES), who: fc.constantFrom(...TIERS, 'admin' as const) }),
    },
    fc.constantFrom('warned', 'withdrawn', 'exercise-over', 'look'),
  ),
});

interface Run {
  readonly chain: IncidentChain;
  readonly made: readonly (MadeMessage & { readonly at: number })[];
}

/** Plays a life, looking at the hours that the chain asks for, and to the end of what waits. */
function play(first: Happening & { alarm: object }, events: readonly Event[], timeline: Timeline): Run {
  let now = T0;
  const life = new Life('i1', PARK, first.alarm as never, now, timeline);
  let chain = newChain(life.view, 7, now);
  const made: Run['made'][number][] = [];
  const around = () => ({ park: PARK, alarms: life.alarms, domain: 'example.cn', consoleUrl: 'http://console' });
  const say = (): void => {
    const earlier = made.filter(({ run, refused }) => run === chain.run && refused.length === 0);
    const told = advance(
      { ...chain, latest: life.view },
      earlier.map(({ message }) => message),
      around(),
      now,
    );
    made.push(...told.made.map((one) => ({ ...one, at: now })));
    chain = told.chain;
  };
  const until = (end: number): void => {
    for (let n = 0; n < 50 && chain.lookAt !== null && chain.lookAt <= end; n += 1) {
      now = Math.max(now, chain.lookAt);
      say();
    }
    now = end;
  };
  say();
  events.forEach(({ wait, is }, n) => {
    until(now + wait);
    if (is === 'warned' && !isOver(chainFacts(chain))) chain = { ...chain, warning: warning(`w${n}`) };
    else if (is === 'withdrawn') chain = { ...chain, warning: null };
    else if (is === 'exercise-over') chain = { ...chain, exerciseOver: timeline.class === 'exercise' };
    else if (typeof is === 'object') life.live(is, now);
    say();
  });
  until(now + 61_000);
  return { chain, made };
}

const isEnd = ({ msgType, infos, note }: CapMessage): boolean =>
  msgType === 'Cancel' ||
  infos.every(({ responseTypes }) => responseTypes.includes('AllClear')) ||
  /reason=merged/.test(note ?? '');

const lives = [
  hour.map((alarm) => ({ alarm })),
  fc.array(event, { maxLength: 25 }),
  fc.constantFrom(...TIMELINES),
] as const;

test('any life gives chains that keep every rule, rise in time, name all that holds and end once', () => {
  fc.assert(
    fc.property(...lives, (first, events, timeline) => {
      const { made } = play(first, events, timeline);
      expect(made.flatMap(({ refused }) => refused)).toEqual([]);
      expect(new Set(made.map(({ message }) => message.identifier)).size).toBe(made.length);
      made.forEach(({ message, run }, n) => {
        const before = made[n - 1];
        if (before !== undefined) expect(message.sent).toBeGreaterThan(before.message.sent);
        expect(message.sent % 1000).toBe(0);
        const earlier = made.slice(0, n).filter((one) => one.run === run);
        expect(message.msgType === 'Alert').toBe(earlier.length === 0);
        const living = earlier.map((one) => one.message);
        expect(message.references).toEqual(
          earlier.length === 0 ? [] : referencesTo(living, message.status, message.sent),
        );
        // What goes on is renewed before it expires.
        if (before?.run === run) expect(message.sent).toBeLessThan(before.message.infos[0]?.expires ?? 0);
        // An end is the last of its run, and no other run begins before it.
        expect(isEnd(message)).toBe(made[n + 1] !== undefined ? made[n + 1]?.run !== run : isEnd(message));
      });
    }),
    { numRuns: 80 },
  );
});

test('one Update a minute at most unless severity rises, two persons speak to the public or it may be false', () => {
  fc.assert(
    fc.property(...lives, (first, events, timeline) => {
      const { made } = play(first, events, timeline);
      made.forEach(({ message }, n) => {
        const before = made[n - 1];
        if (before === undefined || message.msgType !== 'Update') return;
        const told = message.infos[1]?.description ?? '';
        if (/severity has risen|issued to the public|suspected to be false|has been checked/.test(told)) return;
        expect(message.sent - before.message.sent).toBeGreaterThanOrEqual(60_000);
      });
    }),
    { numRuns: 40 },
  );
});

test('nothing material is lost: when all that waits has been said, the newest message says how it is', () => {
  fc.assert(
    fc.property(...lives, (first, events, timeline) => {
      const { chain, made } = play(first, events, timeline);
      const facts = chainFacts(chain);
      if (isOver(facts)) return expect(chain.said).toBeNull();
      expect(chain.said).toEqual({ ...facts, holders: chain.said?.holders });
      const newest = made.at(-1)?.message;
      expect(newest && Math.max(...newest.infos.map(({ expires }) => expires ?? 0))).toBeGreaterThan(newest?.sent ?? 0);
    }),
    { numRuns: 40 },
  );
});

test('a message to the public has left only for what two persons released, and follows it to its end', () => {
  fc.assert(
    fc.property(...lives, (first, events, timeline) => {
      const { made } = play(first, events, timeline);
      const warned = events.some(({ is }) => is === 'warned');
      const open = made.filter(({ message }) => message.scope === 'Public');
      if (!warned || timeline.class === 'test') expect(open).toEqual([]);
      for (const { message } of open) {
        expect(message.infos[0]?.headline).toContain('Keep away');
        expect(message.infos.flatMap(({ parameters }) => parameters.map(({ name }) => name))).not.toContain(
          'COFFERDAM:value',
        );
      }
    }),
    { numRuns: 40 },
  );
});
