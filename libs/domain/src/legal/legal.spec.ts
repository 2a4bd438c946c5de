import { after, context, MINUTE, opened, person, POLICY, T0 } from '../incident/incident.fixture';
import { perform } from '../incident/perform';
import { setLevel } from './act';
import { followIncidents, pageDelivered } from './follow';
import {
  acknowledged,
  closed,
  contained,
  followed,
  judged,
  judgedFalse,
  send,
  sent,
  submission,
  WHO,
} from './legal.fixture';
import { EVENT_LEVELS, type EventLevel, pathOf, timeOf } from './level';
import { type LegalMatter, newMatter } from './matter';
import { reportDue } from './missed';
import { legalDeadlines } from './settle';

const clock = ({ clocks }: LegalMatter, name: string) => clocks.find((one) => one.name === name);
const due = (matter: LegalMatter, name: string) => ((clock(matter, name)?.dueAt ?? NaN) - T0) / MINUTE;
const running = ({ clocks }: LegalMatter) =>
  clocks
    .filter(({ state }) => state === 'running')
    .map(({ name }) => name)
    .sort();
const told = ({ entries }: { entries: readonly { type: string }[] }) => entries.map(({ type }) => type);
const pages = ({ messages }: { messages: readonly { kind: string; tier: unknown; n: number }[] }) =>
  messages.map(({ kind, tier, n }) => [kind, tier, n]);

describe('the department’s time', () => {
  test.each<[EventLevel, boolean, number]>([
    ['I', false, 2],
    ['I', true, 2],
    ['II', false, 2],
    ['II', true, 2],
    ['III', false, 4],
    ['III', true, 4],
    ['IV', false, 4],
    ['IV', true, 4],
    ['unknown', true, 2],
    ['unknown', false, 4],
  ])('level %s, sensitive %s: %i h from the moment of knowing', (level, sensitive, hours) => {
    const { matter } = acknowledged('yellow', T0 + MINUTE);
    const { matter: now } = judged(matter, { level, sensitive, awareAt: T0 + 5 * MINUTE }, T0 + 10 * MINUTE);
    expect(due(now, 'department-report')).toBe(5 + 60 * hours);
    expect(clock(now, 'department-report')).toMatchObject({ source: POLICY.legal.source, tier: 'park' });
  });

  test('each level has a path, and every path its time of the policy with its source', () => {
    const legal = { ...POLICY.legal, graveReport: 7, report: 9, source: 'local order' };
    for (const level of EVENT_LEVELS) {
      const path = pathOf({ level, sensitive: true });
      expect(timeOf(path, legal)).toEqual({ minutes: ['III', 'IV'].includes(level) ? 9 : 7, source: 'local order' });
    }
  });

  test('a level that is raised or lowered counts from the same moment; what was said before is kept', () => {
    const { matter } = acknowledged('yellow', T0);
    const first = judged(matter, { level: 'IV', awareAt: T0 }, T0 + MINUTE).matter;
    const { matter: raised, ...change } = judged(first, { level: 'II' }, T0 + 30 * MINUTE);
    expect(due(raised, 'department-report')).toBe(120);
    expect(raised.earlier.map(({ level }) => level)).toEqual(['IV']);
    expect(told(change)).toEqual(['legal.level-set']);
    expect(change.over.map(({ name, dueAt }) => [name, (dueAt - T0) / MINUTE])).toEqual([['department-report', 240]]);
    expect(due(judged(raised, { level: 'III' }, T0 + 40 * MINUTE).matter, 'department-report')).toBe(240);
    const late = judged(first, { level: 'I' }, T0 + 180 * MINUTE).matter;
    expect(legalDeadlines(late).find(({ name }) => name === 'department-report')).toMatchObject({
      ...{ n: 2, dueAt: T0 + 120 * MINUTE },
    });
  });

  test('nobody knows in the future, before it began, or twice the same', () => {
    const { matter } = acknowledged('yellow', T0);
    const say = (awareAt: number | null, actor = WHO.park) =>
      setLevel(matter, { level: 'II', sensitive: false, source: null, awareAt }, { actor, now: T0 + MINUTE });
    expect(say(T0 + 2 * MINUTE)).toMatchObject({ reason: 'time-ahead' });
    expect(say(T0 - 1)).toMatchObject({ reason: 'before-onset' });
    expect(say(null, person('unit'))).toMatchObject({ reason: 'role-too-low' });
    expect(say(null, person('auditor'))).toMatchObject({ reason: 'role-too-low' });
    const done = judged(matter, { level: 'II' }, T0 + MINUTE).matter;
    const again = { level: 'II', sensitive: false, source: null, awareAt: null } as const;
    expect(setLevel(done, again, { actor: WHO.park, now: T0 + 9 * MINUTE })).toEqual({ effect: 'none' });
  });
});

describe('the unit’s hour', () => {
  test('counts from the first acknowledgement; by itself from orange, below it once a level is said', () => {
    const grave = acknowledged('orange', T0 + 3 * MINUTE);
    expect(due(grave.matter, 'unit-report')).toBe(63);
    expect(pages(grave.change)).toEqual([['report', 'enterprise', 0]]);
    const light = acknowledged('yellow', T0 + 3 * MINUTE);
    expect(running(light.matter)).toEqual([]);
    expect(light.matter.unitAware).toEqual({ at: T0 + 3 * MINUTE, by: 'enterprise', how: 'acknowledged' });
    const said = judged(light.matter, { level: 'IV', awareAt: T0 + 20 * MINUTE }, T0 + 30 * MINUTE).matter;
    expect(due(said, 'unit-report')).toBe(63);
  });

  test('until a page is known to be delivered the written one counts; then the first fact does', () => {
    const { incident } = opened('main', { severity: 'orange' });
    const written = followed(incident, T0);
    expect(due(written!.matter, 'unit-report')).toBe(60);
    expect(written!.messages).toEqual([]);
    expect(pageDelivered(written!.matter, { at: T0, to: 'pan', tier: 'park' }, T0)).toBeNull();
    const delivered = pageDelivered(
      written!.matter,
      { at: T0 + 2 * MINUTE, to: 'li', tier: 'enterprise' },
      T0 + 2 * MINUTE,
    )!;
    expect(due(delivered.matter, 'unit-report')).toBe(62);
    expect(pages(delivered)).toEqual([['report', 'enterprise', 0]]);
    expect(
      pageDelivered(delivered.matter, { at: T0 + 3 * MINUTE, to: 'wu', tier: 'unit' }, T0 + 3 * MINUTE),
    ).toBeNull();
    const acked = after(incident, { act: 'acknowledge', note: null }, context(WHO.works, T0 + 4 * MINUTE));
    expect(followed(acked, T0 + 4 * MINUTE, delivered.matter)).toBeNull();
    expect(due(followed(acked, T0 + 4 * MINUTE, written!.matter)!.matter, 'unit-report')).toBe(64);
  });

  test('the park’s acknowledgement is not the unit’s; a river without a discharger has no unit', () => {
    const { incident } = opened('main', { severity: 'red' });
    const park = { act: 'acknowledge', tier: 'park', note: null } as const;
    const acked = after(incident, park, context(WHO.park, T0 + MINUTE));
    expect(followed(acked, T0 + MINUTE)!.matter.unitAware).toMatchObject({ how: 'page-written' });
    const river = newMatter(opened('river', { severity: 'red' }).incident);
    expect(running(judged(river, { level: 'II' }, T0).matter)).toEqual(['department-report']);
    const plant = followed(opened('plant', { severity: 'red' }).incident, T0)!.matter;
    expect(clock(plant, 'unit-report')).toMatchObject({ tier: 'park' });
  });

  test('a graver colour asks everybody again, and the first acknowledgement stays the first', () => {
    const { incident, matter } = acknowledged('orange', T0 + 3 * MINUTE);
    const asked = { ...incident, tiers: incident.tiers.map((duty) => ({ ...duty, acknowledged: null })) };
    expect(followed(asked, T0 + 30 * MINUTE, matter)).toBeNull();
  });
});

describe('what becomes of the incident', () => {
  test('the clocks survive containment and closing', () => {
    const { incident, matter } = acknowledged('orange', T0);
    const said = judged(matter, { level: 'III', awareAt: T0 }, T0 + MINUTE).matter;
    const held = contained(incident, T0 + 2 * MINUTE);
    expect(followed(held, T0 + 2 * MINUTE, said)).toBeNull();
    expect(followed(closed(held, T0 + 3 * MINUTE), T0 + 3 * MINUTE, said)).toBeNull();
    expect(running(said)).toEqual(['department-report', 'unit-report']);
    expect(legalDeadlines(said)).toHaveLength(2);
  });

  test('false before any report: nothing is owed', () => {
    const { incident, matter } = acknowledged('orange', T0);
    const change = followed(judgedFalse(incident, T0 + MINUTE), T0 + MINUTE, matter)!;
    expect([running(change.matter), legalDeadlines(change.matter)]).toEqual([[], []]);
    expect(change.over.map(({ name }) => name)).toEqual(['unit-report']);
  });

  test('false after a report: whoever reported owes a withdrawal in its own time', () => {
    const { incident, matter } = acknowledged('orange', T0);
    const first = sent(matter, submission('first'), { state: 'ACKED', now: T0 + MINUTE }).matter;
    expect(running(first)).toEqual([]);
    const change = followed(judgedFalse(incident, T0 + 5 * MINUTE), T0 + 5 * MINUTE, first)!;
    expect(running(change.matter)).toEqual(['unit-withdrawal']);
    expect([due(change.matter, 'unit-withdrawal'), told(change)]).toEqual([65, ['legal.withdrawal-owed']]);
    expect(pages(change)).toEqual([['report', 'enterprise', 0]]);
    const given = { state: 'FALSE_ALARM', now: T0 + 6 * MINUTE } as const;
    expect(send(change.matter, submission('follow-up'), given)).toMatchObject({ reason: 'judged-false' });
    expect(send(change.matter, submission('withdrawal', 'department'), given)).toMatchObject({
      reason: 'nothing-to-withdraw',
    });
    const over = sent(change.matter, submission('withdrawal'), given).matter;
    expect(running(over)).toEqual([]);
    expect(send(over, submission('withdrawal'), given)).toMatchObject({ reason: 'already-reported' });
  });

  test('merged: its duties, and what it has reported, go with it', () => {
    const [a, b] = [acknowledged('yellow', T0), acknowledged('yellow', T0 + 9 * MINUTE)];
    const mine = judged(a.matter, { level: 'II', awareAt: T0 }, T0 + MINUTE).matter;
    const reported = sent(mine, submission('first'), { state: 'ACKED', now: T0 + MINUTE }).matter;
    const given = context(WHO.ada, T0 + 10 * MINUTE, { other: b.incident });
    const merged = perform(a.incident, { act: 'merge', into: b.incident.id }, given);
    if (merged.effect !== 'done') throw new Error(JSON.stringify(merged));
    const known = new Map([reported, b.matter].map((matter) => [matter.id, matter]));
    const incidents = [merged.incident, ...(merged.others ?? [])];
    const changes = followAll(known, incidents, T0 + 10 * MINUTE);
    const [ended, taking] = [changes.get(a.incident.id), changes.get(b.incident.id)];
    expect(running(ended!)).toEqual([]);
    expect(running(taking!)).toEqual(['department-report']);
    expect(taking).toMatchObject({ absorbed: [a.incident.id], unitAware: { at: T0 }, judgement: { level: 'II' } });
    expect(clock(taking!, 'unit-report')).toMatchObject({ state: 'done', report: reported.filed[0]?.id });
    const late = { level: 'I', sensitive: false, source: null, awareAt: null } as const;
    expect(setLevel(ended!, late, { actor: WHO.park, now: T0 + 11 * MINUTE })).toMatchObject({ reason: 'merged' });
  });
});

describe('reports', () => {
  test('numbered, in order, each with what it needs', () => {
    const { matter } = acknowledged('orange', T0);
    const at = (state: 'ACKED' | 'CONTAINED') => ({ state, now: T0 + MINUTE });
    expect(send(matter, submission('follow-up'), at('ACKED'))).toMatchObject({ reason: 'no-first-report' });
    const first = send(matter, submission('first'), at('ACKED'));
    if (first.effect !== 'done') throw new Error(JSON.stringify(first));
    expect(first.report).toMatchObject({ number: `${matter.number}-U01`, n: 1, by: 'admin' });
    expect(send(first.matter, submission('first'), at('ACKED'))).toMatchObject({ reason: 'already-reported' });
    const second = send(first.matter, submission('follow-up'), at('ACKED'));
    expect(second).toMatchObject({ report: { number: `${matter.number}-U02`, kind: 'follow-up', n: 1 } });
    expect(send(first.matter, submission('final'), at('ACKED'))).toMatchObject({ reason: 'not-over' });
    expect(send(first.matter, submission('final'), at('CONTAINED')).effect).toBe('done');
    expect(send(first.matter, submission('withdrawal'), at('ACKED'))).toMatchObject({ reason: 'not-false' });
    const bare = { ...submission('follow-up'), fields: { contacts: 'x' } };
    expect(send(first.matter, bare, at('ACKED'))).toMatchObject({ reason: 'field-missing' });
    const odd = { ...submission('follow-up'), fields: { ...submission('follow-up').fields, withdrawn: 'x' } };
    expect(send(first.matter, odd, at('ACKED'))).toMatchObject({ reason: 'field-missing' });
  });

  test('a works reports for itself, a park for the department, and nobody for a tier above', () => {
    const { matter } = acknowledged('orange', T0);
    const own = (who: 'enterprise' | 'park' | 'unit', reporter?: 'department' | 'unit') => {
      const { reporter: _, ...what } = submission('first');
      const given = { state: 'ACKED', now: T0 + MINUTE, actor: person(who) } as const;
      return send(matter, { ...what, ...(reporter && { reporter }) }, given);
    };
    expect(own('enterprise')).toMatchObject({ report: { reporter: 'unit' } });
    expect(own('park')).toMatchObject({ report: { reporter: 'department' } });
    expect(own('park', 'unit')).toMatchObject({ effect: 'done' });
    expect(own('enterprise', 'department')).toMatchObject({ reason: 'role-too-low' });
    expect(own('unit')).toMatchObject({ reason: 'role-too-low' });
  });

  test('reminded at four fifths, missed at the end, then paged every hour until it is sent', () => {
    let { matter } = acknowledged('orange', T0);
    const fire = (late = 0) => {
      const [deadline] = legalDeadlines(matter);
      const change = reportDue(matter, deadline!, deadline!.dueAt + late);
      matter = change.matter;
      return [(deadline!.dueAt - T0) / MINUTE, told(change), pages(change)];
    };
    expect(fire()).toEqual([48, [], [['report', 'enterprise', 1]]]);
    expect(fire()).toEqual([60, ['legal.missed'], [['report', 'enterprise', 2]]]);
    expect(fire(5 * MINUTE)).toEqual([120, [], [['report', 'enterprise', 3]]]);
    expect(fire()).toEqual([185, [], [['report', 'enterprise', 4]]]);
    const change = sent(matter, submission('first'), { state: 'CLOSED', now: T0 + 190 * MINUTE });
    expect(clock(change.matter, 'unit-report')).toMatchObject({ state: 'done', missedAt: T0 + 60 * MINUTE });
    expect(legalDeadlines(change.matter)).toEqual([]);
  });
});

function followAll(...[known, incidents, now]: Parameters<typeof followIncidents>) {
  const all = new Map(known);
  for (const { matter } of followIncidents(known, incidents, now)) all.set(matter.id, matter);
  return all;
}
