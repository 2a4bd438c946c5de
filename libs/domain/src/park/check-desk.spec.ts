import { checkPark, writePath } from './check';
import { type Park, ParkSchema } from './park';

type Draft = Record<string, unknown>;
const name = { zh: '名', en: 'name' };
const outlet = (part: Draft = {}): Draft => ({
  id: 'out',
  name,
  kind: 'enterprise-main',
  enterprise: 'firm',
  unit: 'cracker',
  standards: [{ id: 'GB 31571-2015', column: 'T2-direct' }],
  monitors: [{ id: 'A1', interval: 10, factors: { w01018: {}, w01001: {} } }],
  ...part,
});
const rule = (part: Draft = {}): Draft => ({ kind: 'limit', id: 'cod', factors: ['w01018'], ...part });
const park = (part: Draft = {}): Park =>
  ParkSchema.parse({
    id: 'p',
    name,
    enterprises: [{ id: 'firm', name, units: [{ id: 'cracker', name }] }],
    outlets: [outlet()],
    rules: [rule(), { kind: 'silence', id: 'silence' }],
    ...part,
  });
const found = (document: Park) => checkPark(document).map(({ path, message }) => `${writePath(path)}: ${message}`);

const wall = (part: Draft = {}): Draft => ({ id: 'gate', name, kind: 'gate', tier: 'park', ...part });
const withWall = (part: Draft) => park({ walls: [wall(part)] });
const flowing = (...flows: Draft[]) => park({ outlets: [outlet({ flows })], walls: [wall()] });
const desk = (part: Draft = {}): Draft => ({
  ...{ id: 'd', name, tier: 'park', members: [{ user: 'ann', substitute: 'bo' }, { user: 'bo' }] },
  shifts: [{ id: 'day', name, from: '08:00', to: '20:00', members: ['ann', 'bo'] }],
  ...part,
});
const withDesk = (part: Draft) => park({ desks: [desk(part)] });
const suppression = (part: Draft = {}): Draft => ({
  ...{ id: 's', reason: 'by design', author: 'ann', approver: 'bo' },
  cause: { outlet: 'out', rule: 'silence' },
  targets: [{ outlet: 'out', rule: 'cod' }],
  ...part,
});
const suppressing = (part: Draft) => park({ suppressions: [suppression(part)] });

test('good walls, flows, desks and suppressions have no problems', () => {
  const pond = wall({ id: 'pond', kind: 'pond', volume: 10, level: 10, demand: { units: [{ id: 'a', spill: 1 }] } });
  const whole = park({
    outlets: [outlet({ flows: [{ to: 'gate', minutes: 5 }, { to: 'pond' }] })],
    walls: [wall({ flows: [{ to: 'pond' }] }), pond],
    desks: [
      desk(),
      desk({ id: 'e', tier: 'enterprise', enterprise: 'firm' }),
      desk({ id: 'u', tier: 'unit', enterprise: 'firm', unit: 'cracker' }),
    ],
    suppressions: [suppression()],
  });
  expect(found(whole)).toEqual([]);
});

test.each<[string, Park, string, RegExp]>([
  ['volume of a gate', withWall({ volume: 5 }), 'walls[0].volume', /is for ponds; this is a gate/],
  ['level of a valve', withWall({ kind: 'valve', level: 5 }), 'walls[0].level', /this is a valve/],
  ['demand of a gate', withWall({ demand: { units: [{ id: 'a', spill: 1 }] } }), 'walls[0].demand', /is for ponds/],
  ['level above volume', withWall({ kind: 'pond', volume: 5, level: 6 }), 'walls[0].level', /6 m3 are more than/],
  [
    'flow to nowhere',
    flowing({ to: 'gaet' }),
    'outlets[0].flows[0].to',
    /unknown outlet or wall "gaet"; known are gate, out/,
  ],
  ['flow twice', flowing({ to: 'gate' }, { to: 'gate' }), 'outlets[0].flows[1].to', /flows to "gate" twice/],
  ['flow to itself', flowing({ to: 'out' }), 'outlets[0].flows[0].to', /in a circle: out → out/],
  [
    'circle through a wall',
    park({ outlets: [outlet({ flows: [{ to: 'gate' }] })], walls: [wall({ flows: [{ to: 'out' }] })] }),
    'walls[0].flows[0].to',
    /in a circle: out → gate → out/,
  ],
  ['outlet and wall of one name', withWall({ id: 'out' }), 'walls[0].id', /an outlet of this park is named "out" too/],
  ['wall twice', park({ walls: [wall(), wall()] }), 'walls[1].id', /already used/],
  ['desk twice', park({ desks: [desk(), desk()] }), 'desks[1].id', /desk "d" is already used/],
  [
    'enterprise of a desk',
    withDesk({ tier: 'enterprise', enterprise: 'frim' }),
    'desks[0].enterprise',
    /unknown enterprise "frim"/,
  ],
  [
    'unit of a desk',
    withDesk({ tier: 'unit', enterprise: 'firm', unit: 'craker' }),
    'desks[0].unit',
    /unknown unit "craker"/,
  ],
  ['unit of a desk alone', withDesk({ tier: 'unit', unit: 'cracker' }), 'desks[0].unit', /needs its enterprise/],
  [
    'unit of an enterprise desk',
    withDesk({ tier: 'enterprise', enterprise: 'firm', unit: 'cracker' }),
    'desks[0].unit',
    /enterprise tier answers for all units/,
  ],
  [
    'enterprise of a park desk',
    withDesk({ enterprise: 'firm' }),
    'desks[0].enterprise',
    /park tier answers for all enterprises/,
  ],
  [
    'member twice',
    withDesk({ members: [{ user: 'ann' }, { user: 'bo' }, { user: 'ann' }] }),
    'desks[0].members[2].user',
    /"ann" is a member already/,
  ],
  [
    'substitute from elsewhere',
    withDesk({ members: [{ user: 'ann', substitute: 'cy' }, { user: 'bo' }] }),
    'desks[0].members[0].substitute',
    /unknown member of this desk "cy"; known are/,
  ],
  [
    'substitute of oneself',
    withDesk({ members: [{ user: 'ann', substitute: 'ann' }, { user: 'bo' }] }),
    'desks[0].members[0].substitute',
    /"ann" cannot stand in for themselves/,
  ],
  [
    'stranger on shift',
    withDesk({ members: [{ user: 'ann' }] }),
    'desks[0].shifts[0].members[1]',
    /unknown member of this desk "bo"; known are ann/,
  ],
  [
    'shift twice',
    withDesk({ shifts: [1, 2].map(() => ({ id: 'day', name, from: '08:00', to: '20:00', members: ['ann'] })) }),
    'desks[0].shifts[1].id',
    /shift "day" is already used at this desk/,
  ],
  [
    'suppression twice',
    park({ suppressions: [suppression(), suppression()] }),
    'suppressions[1].id',
    /suppression "s" is already used/,
  ],
  [
    'outlet of a cause',
    suppressing({ cause: { outlet: 'uot', rule: 'silence' } }),
    'suppressions[0].cause.outlet',
    /unknown outlet "uot"/,
  ],
  [
    'rule of a target',
    suppressing({ targets: [{ outlet: 'out', rule: 'codd' }] }),
    'suppressions[0].targets[0].rule',
    /unknown rule "codd"; known are cod/,
  ],
  [
    'rule that does not hold there',
    park({
      outlets: [outlet(), outlet({ id: 'rain', kind: 'rain', monitors: [] })],
      rules: [rule({ kinds: ['enterprise-main'] }), { kind: 'silence', id: 'silence' }],
      suppressions: [suppression({ targets: [{ outlet: 'rain', rule: 'cod' }] })],
    }),
    'suppressions[0].targets[0].rule',
    /rule "cod" does not hold at "rain"/,
  ],
  [
    'target that is the cause',
    suppressing({ targets: [{ outlet: 'out', rule: 'silence' }] }),
    'suppressions[0].targets[0]',
    /is its own cause/,
  ],
  ['author who approves', suppressing({ approver: 'ann' }), 'suppressions[0].approver', /"ann" wrote it/],
])('%s', (_, document, path, message) => {
  const problems = found(document);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatch(new RegExp(`^${path.replace(/[[\]]/g, '\\$&')}: `));
  expect(problems[0]).toMatch(message);
});

test('every circle of the graph is found once, and water that parts and meets is none', () => {
  const chain = (...ways: [id: string, ...to: string[]][]) =>
    park({ walls: ways.map(([id, ...to]) => wall({ id, flows: to.map((one) => ({ to: one })) })) });
  expect(found(chain(['a', 'b', 'c'], ['b', 'd'], ['c', 'd'], ['d']))).toEqual([]);
  expect(found(chain(['a', 'b'], ['b', 'c'], ['c', 'b', 'a']))).toEqual([
    'walls[2].flows[0].to: the water runs in a circle: b → c → b',
    'walls[2].flows[1].to: the water runs in a circle: a → b → c → a',
  ]);
});
