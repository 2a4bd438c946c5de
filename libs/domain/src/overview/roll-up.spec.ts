import fc from 'fast-check';
import { SEVERITIES } from '../condition/condition';
import { TIERS } from '../tier/tier';
import { isPinned } from './layout';
import { type Counted, type OverviewRow, PINNED_BUDGET, RESORT_MS, ROW_BUDGET } from './overview';
import { membersOf, rollUp } from './roll-up';
import { RowOrder } from './row-order';

const T0 = Date.UTC(2026, 0, 1);
const alarm = (id: string, more: Partial<Counted> = {}): Counted => ({
  ...{ id, park: 'demo', enterprise: 'acme', unit: 'u1', outlet: 'o1', factor: 'w01018', tier: 'unit' },
  ...{ severity: 'yellow', toxic: false, state: 'UNACK', active: true, unacknowledged: true, onset: T0, generation: 1 },
  ...more,
});

const named = (prefix: string, count: number) =>
  fc.option(
    fc.nat(count - 1).map((n) => `${prefix}${n}`),
    { freq: 6 },
  );
const one = (parks: number, enterprises: number, light: boolean) =>
  fc.record({
    park: fc.nat(parks - 1).map((n) => `p${n}`),
    enterprise: named('e', enterprises),
    unit: named('u', 3),
    outlet: named('o', 4),
    factor: named('w', 3),
    tier: light ? fc.constantFrom('unit', 'enterprise') : fc.constantFrom(...TIERS),
    severity: light ? fc.constantFrom('blue', 'yellow', 'orange') : fc.constantFrom(...SEVERITIES),
    toxic: light ? fc.constant(false) : fc.boolean(),
    state: fc.constantFrom('UNACK', 'ACKED', 'RTNUN', 'SHLVD', 'DSUPR', 'OOSRV'),
    active: fc.boolean(),
    unacknowledged: fc.boolean(),
    onset: fc.integer({ min: T0, max: T0 + 5 }),
    generation: fc.nat(9),
  }) as fc.Arbitrary<Omit<Counted, 'id'>>;
const many = fc
  .tuple(fc.constantFrom(1, 2, 40), fc.constantFrom(1, 3, 60), fc.constantFrom(true, true, false))
  .chain(([parks, enterprises, light]) =>
    fc.tuple(
      fc.array(one(parks, enterprises, light), { maxLength: 150 }),
      fc.array(one(parks, enterprises, false), { maxLength: light ? 14 : 60 }),
    ),
  )
  .map((both): Counted[] => both.flat().map((about, i) => ({ ...about, id: `a${i}` })));

const sum = (rows: readonly OverviewRow[], count: (row: OverviewRow) => number): number =>
  rows.reduce((total, row) => total + count(row), 0);

describe('every open alarm is in exactly one row', () => {
  test('counts add up, members are disjoint and complete, the budget holds', () => {
    fc.assert(
      fc.property(many, (alarms) => {
        const { rows, totals } = rollUp(alarms);
        expect(rows.length).toBeLessThanOrEqual(ROW_BUDGET);
        expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
        expect(sum(rows, (row) => row.count)).toBe(alarms.length);
        expect(totals).toMatchObject({ open: alarms.length, dropped: 0 });
        for (const count of ['active', 'unacknowledged'] as const) {
          expect(sum(rows, (row) => row[count])).toBe(totals[count]);
        }
        for (const severity of SEVERITIES) {
          expect(sum(rows, (row) => row.bySeverity[severity])).toBe(totals.bySeverity[severity]);
        }
        const members = rows.map((row) => membersOf(row, alarms));
        expect(members.map((of) => of.length)).toEqual(rows.map((row) => row.count));
        expect(
          members
            .flat()
            .map(({ id }) => id)
            .sort(),
        ).toEqual(alarms.map(({ id }) => id).sort());
      }),
      { numRuns: 400 },
    );
  });

  test('a row says what its members have in common, and the worst of them', () => {
    fc.assert(
      fc.property(many, (alarms) => {
        for (const row of rollUp(alarms).rows) {
          const members = membersOf(row, alarms);
          for (const part of ['park', 'enterprise', 'unit', 'outlet', 'factor'] as const) {
            const [first, ...others] = new Set(members.map((member) => member[part]));
            expect(row[part]).toBe(others.length === 0 ? (first ?? null) : null);
          }
          const gravest = members.find(({ id }) => id === row.alarm);
          expect(gravest?.severity).toBe(row.severity);
          expect(row.severity).toBe(SEVERITIES.findLast((severity) => members.some((m) => m.severity === severity)));
          expect(row.onset).toBe(Math.min(...members.map(({ onset }) => onset)));
          expect(members.every((member) => isPinned(member) === row.pinned)).toBe(true);
          if (row.kind === 'alarm') expect(row.count).toBe(1);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('the order in which they come is nothing', () => {
    const shuffled = many.chain((alarms) =>
      fc.tuple(fc.constant(alarms), fc.shuffledSubarray(alarms, { minLength: alarms.length })),
    );
    fc.assert(
      fc.property(shuffled, ([alarms, others]) => {
        expect(rollUp(others)).toEqual(rollUp(alarms));
      }),
      { numRuns: 200 },
    );
  });

  test('rows are left empty only where every alarm has one', () => {
    fc.assert(
      fc.property(many, (alarms) => {
        const { rows } = rollUp(alarms.filter((one) => !isPinned(one)));
        if (rows.length < ROW_BUDGET) expect(rows.every(({ kind }) => kind === 'alarm')).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

describe('the pinned lane', () => {
  test('every red, toxic and park-tier alarm has a row of its own while there are few', () => {
    fc.assert(
      fc.property(many, (alarms) => {
        const { rows } = rollUp(alarms);
        const grave = alarms.filter(isPinned);
        const singles = rows.filter(({ pinned, kind }) => pinned && kind === 'alarm');
        expect(singles).toHaveLength(Math.min(grave.length, PINNED_BUDGET));
        if (grave.length <= PINNED_BUDGET) {
          expect(new Set(singles.map((row) => row.alarm))).toEqual(new Set(grave.map(({ id }) => id)));
        }
        expect(rows.findLastIndex(({ pinned }) => pinned)).toBe(rows.filter(({ pinned }) => pinned).length - 1);
      }),
      { numRuns: 200 },
    );
  });

  test('the rest of them stand by enterprise and factor, cut by an exact remainder', () => {
    const reds = Array.from({ length: 300 }, (_, i) => alarm(`r${i}`, { severity: 'red', enterprise: `e${i % 40}` }));
    const { rows } = rollUp([...reds, alarm('y1'), alarm('y2')]);
    const pinned = rows.filter((row) => row.pinned);
    expect(pinned.map(({ kind }) => kind)).toEqual([
      ...Array<string>(10).fill('alarm'),
      ...Array<string>(6).fill('enterprise'),
      'rest',
    ]);
    expect(sum(pinned, (row) => row.count)).toBe(300);
    expect(rows.slice(17).map(({ alarm: id }) => id)).toEqual(['y1', 'y2']);
  });
});

describe('order', () => {
  test('severity, unacknowledged, earliest onset, id; remainders last', () => {
    const alarms = [
      alarm('seen', { severity: 'orange', unacknowledged: false, enterprise: 'b' }),
      alarm('late', { severity: 'orange', onset: T0 + 9, enterprise: 'c' }),
      alarm('early', { severity: 'orange', onset: T0 + 1, enterprise: 'd' }),
      alarm('light', { enterprise: 'e' }),
      alarm('red', { severity: 'red', enterprise: 'f' }),
    ];
    expect(rollUp(alarms).rows.map((row) => row.alarm)).toEqual(['red', 'early', 'late', 'seen', 'light']);
    const storm = Array.from({ length: 80 }, (_, i) => alarm(`a${i}`));
    expect(rollUp(storm).rows.at(-1)).toMatchObject({ kind: 'rest', id: 'rest~outlet~demo~acme~u1~o1', count: 56 });
  });

  test('rows keep their places for five seconds, unless a pinned one comes', () => {
    const order = new RowOrder();
    const ids = (alarms: Counted[], now: number) => order.arrange(rollUp(alarms).rows, now).map((row) => row.alarm);
    const [a, b, c] = ['a', 'b', 'c'].map((id) => alarm(id, { enterprise: id })) as [Counted, Counted, Counted];
    const worse = { ...b, severity: 'orange' } as const;
    expect(ids([a, b], T0)).toEqual(['a', 'b']);
    expect(ids([a, worse], T0 + 1000)).toEqual(['a', 'b']);
    expect(ids([worse, { ...c, severity: 'orange', onset: T0 - 1 }, a], T0 + 2000)).toEqual(['a', 'b', 'c']);
    expect(ids([worse, a], T0 + RESORT_MS)).toEqual(['b', 'a']);
    expect(ids([a, { ...b, unacknowledged: false }], T0 + RESORT_MS + 1)).toEqual(['b', 'a']);
    const red = { ...c, severity: 'red' } as const;
    expect(ids([a, { ...b, unacknowledged: false }, red], T0 + RESORT_MS + 2)).toEqual(['c', 'a', 'b']);
    const { rows } = rollUp([a, worse]);
    expect(
      rollUp(
        [{ ...a, severity: 'orange', onset: T0 - 5 }, worse],
        rows.map(({ id }) => id),
      ).rows.map((r) => r.alarm),
    ).toEqual(['b', 'a']);
  });
});

test('a row that is not laid out any more is answered by its place', () => {
  const storm = Array.from({ length: 800 }, (_, i) => alarm(`a${i}`, { enterprise: `e${i % 40}` }));
  const before = rollUp(storm).rows.find(({ kind }) => kind === 'outlet');
  const [left, other] = storm.filter(({ enterprise }) => enterprise === before?.enterprise) as [Counted, Counted];
  expect(membersOf(before as OverviewRow, [left, other])).toEqual([left, other]);
});
