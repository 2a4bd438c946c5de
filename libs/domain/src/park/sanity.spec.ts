import { PolicySchema } from '../escalation/policy';
import { type Park, ParkSchema } from './park';
import { writePath } from './problem';
import { policyWarnings, warnPark } from './sanity';

const name = { zh: '名', en: 'name' };
type Draft = Record<string, unknown>;
const desk = (tier: string) => ({ id: `${tier}-desk`, name, tier, phone: '000 0000' });
const pond = (part: Draft) => ({ id: 'pond', name, kind: 'pond', tier: 'enterprise', ...part });

/** main → gate of the park → river; minutes of the two ways. */
const park = (toGate: number | undefined, toRiver = 500, part: Draft = {}): Park =>
  ParkSchema.parse({
    id: 'p',
    name,
    desks: ['unit', 'enterprise', 'park', 'basin'].map(desk),
    walls: [
      { id: 'gate', name, kind: 'gate', tier: 'park', flows: [{ to: 'river', minutes: toRiver }] },
      { id: 'bund', name, kind: 'valve', tier: 'unit' },
    ],
    outlets: [
      { id: 'main', name, kind: 'enterprise-main', flows: [{ to: 'gate', minutes: toGate }, { to: 'bund', minutes: 1 }] },
      { id: 'river', name, kind: 'river-section' },
    ],
    rules: [{ kind: 'silence', id: 's' }],
    ...part,
  }); // prettier-ignore
const warned = (document: Park) => warnPark(document).map(({ path, message }) => `${writePath(path)}: ${message}`);

test('a park with a desk a tier and slow water needs no warning', () => expect(warnPark(park(60))).toEqual([]));

test('a contain time that leaves the next tier no time to acknowledge', () => {
  // Yellow: 45 min to contain and 15 of the park to acknowledge; orange 30 and 10; red starts with the park: 30 and 10 of the basin.
  expect(warned(park(59))).toEqual([
    'outlets[0].flows: the water is faster than the deadlines: yellow: enterprise contains within 45 min and park ' +
      'acknowledges within 15, but it is at "gate" in 59',
  ]);
  expect(warned(park(38, 1))[0]).toMatch(/yellow: .*; orange: enterprise .* 30 min .* 10, .*"gate" in 38; red: park .*"river" in 39$/); // prettier-ignore
  expect(warned(park(38, 1))[0]).not.toContain('blue');
});

test('a park may set its own times', () => {
  const quick = { acknowledge: 2, contain: 10 };
  const policy = PolicySchema.parse({ deadlines: { yellow: { enterprise: quick, park: quick } } });
  expect(policyWarnings(policy, park(40))).toEqual([]);
  expect(policyWarnings(PolicySchema.parse({}), park(40))).toHaveLength(1);
  expect(warnPark(park(40, 500, { policy }))).toEqual([]);
});

test('a way that nobody has measured says nothing', () => expect(warnPark(park(undefined))).toEqual([]));

test('a tier that does not exist is nobody to leave time to', () => {
  const two = park(10, 10, { desks: [desk('unit'), desk('enterprise')] });
  expect(warned(two)).toEqual([expect.stringMatching(/^desks: no desk .* tiers park, basin: unit, enterprise answer/)]);
  const none = park(10, 10, { desks: [] });
  expect(warned(none)).toEqual([expect.stringMatching(/unit, enterprise, park, basin: park answer/)]);
});

test('the lowest tier that exists answers for those below it', () => {
  const high = park(300, 10, { desks: [desk('park'), desk('basin')] });
  expect(warned(high).at(-1)).toBeDefined();
  expect(policyWarnings(PolicySchema.parse({}), high)).toEqual([]);
  expect(policyWarnings(PolicySchema.parse({}), park(1, 10, { desks: [desk('park'), desk('basin')] }))[0]?.message).toMatch(
    /yellow: park contains within 60 min and basin acknowledges within 15, but it is at "river" in 11/,
  ); // prettier-ignore
});

const demand = { units: [{ id: 'a', spill: 1000 }], wasteWater: 0.5 };
test.each<[string, Draft, string[]]>([
  ['holds its demand', { volume: 1001, demand }, []],
  ['holds less', { volume: 1000, demand }, ['walls[0].volume: 1000 m3 are less than its demand, 1001 m3']],
  ['says not what it holds', { demand }, ['walls[0]: says what it has to hold, but not what it can: no pond clock']],
  ['a third full', { volume: 900, level: 300 }, []],
  ['fuller', { volume: 900, level: 301 }, ['walls[0].level: 301 m3 are more than a third of its volume, 900 m3']],
])('a pond that %s', (_, part, warnings) => expect(warned(park(60, 500, { walls: [pond(part)], outlets: [{ id: 'main', name, kind: 'enterprise-main' }] }))).toEqual(warnings)); // prettier-ignore

test('a hole in a shift table, a suppression that nobody approved', () => {
  const members = [{ user: 'ann' }];
  const shifts = [{ id: 'day', name, from: '08:00', to: '20:00', members: ['ann'] }];
  const document = park(60, 500, {
    desks: [...['enterprise', 'park', 'basin'].map(desk), { ...desk('unit'), members, shifts }],
    suppressions: [
      {
        ...{ id: 's', reason: 'by design', author: 'ann' },
        cause: { outlet: 'main', rule: 's' },
        targets: [{ outlet: 'river', rule: 's' }],
      },
    ],
  });
  expect(warned(document)).toEqual([
    'desks[3].shifts: nobody is on shift from Monday 00:00 to Monday 08:00: those before stay',
    'suppressions[0]: suppresses nothing: nobody has approved it',
  ]);
});
