import { checkPark, checkParks, outletsOf, writePath } from './check';
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
const limit = (part: Draft = {}): Draft => ({ factor: 'w01018', max: 50, source: 's', ...part });
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
const withOutlet = (part: Draft) => park({ outlets: [outlet(part)] });
const found = (document: Park) => checkPark(document).map(({ path, message }) => `${writePath(path)}: ${message}`);

test('a good park has no problems', () => expect(checkPark(park())).toEqual([]));

test.each<[string, Park, string, RegExp]>([
  ['time zone', park({ timezone: 'Asia/Atlantis' }), 'timezone', /unknown time zone "Asia\/Atlantis"/],
  [
    'enterprise of an outlet',
    withOutlet({ enterprise: 'frim', unit: undefined }),
    'outlets[0].enterprise',
    /unknown enterprise "frim"; known are firm/,
  ],
  [
    'unit of an outlet',
    withOutlet({ unit: 'craker' }),
    'outlets[0].unit',
    /unknown unit "craker" of enterprise "firm"; known are cracker/,
  ],
  ['unit alone', withOutlet({ enterprise: undefined }), 'outlets[0].unit', /needs its enterprise/],
  [
    'enterprise of a wall',
    park({ walls: [{ id: 'w', name, kind: 'gate', tier: 'park', enterprise: 'x' }] }),
    'walls[0].enterprise',
    /unknown enterprise "x"/,
  ],
  [
    'standard',
    withOutlet({ standards: [{ id: 'GB31571', column: 'T1' }] }),
    'outlets[0].standards[0].id',
    /unknown standard "GB31571"; known are GB 3157/,
  ],
  [
    'column',
    withOutlet({ standards: [{ id: 'GB 31571-2015', column: 'T2direct' }] }),
    'outlets[0].standards[0].column',
    /unknown column "T2direct" of GB 31571-2015; known are T2-direct/,
  ],
  [
    'pollutant of a limit',
    withOutlet({ limits: [limit({ factor: 'w01081' })] }),
    'outlets[0].limits[0].factor',
    /unknown pollutant "w01081"; nearest are w01/,
  ],
  [
    'pollutant of a monitor',
    withOutlet({ monitors: [{ id: 'A1', interval: 10, factors: { w01018: {}, w91018: {} } }] }),
    'outlets[0].monitors[0].factors.w91018',
    /nearest are w01018 COD/,
  ],
  [
    'pollutant of a rule',
    park({ rules: [rule({ factors: ['w01017', 'w01o18'] }), rule({ id: 'b', factors: ['wxyz'] })].slice(1) }),
    'rules[0].factors[0]',
    /unknown pollutant "wxyz"/,
  ],
  [
    'unit of a factor',
    withOutlet({ monitors: [{ id: 'A1', interval: 10, factors: { w01018: { unit: 'L/s' } } }] }),
    'outlets[0].monitors[0].factors.w01018.unit',
    /"L\/s" is no unit of w01018/,
  ],
  [
    'days of a limit',
    withOutlet({ limits: [limit({ from: '2026-02-01', to: '2026-01-31' })] }),
    'outlets[0].limits[0].to',
    /before it starts/,
  ],
  [
    'days of a standard',
    withOutlet({ standards: [{ id: 'GB 31571-2015', column: 'T3', from: '2026-02-01', to: '2026-01-31' }] }),
    'outlets[0].standards[0].to',
    /before it starts/,
  ],
  [
    'range upside down',
    withOutlet({ limits: [limit({ min: 60 })] }),
    'outlets[0].limits[0].min',
    /min 60 is above max 50/,
  ],
  [
    'cold without warm',
    withOutlet({ limits: [limit({ max: undefined, min: 1, maxCold: 8 })] }),
    'outlets[0].limits[0].maxCold',
    /needs max/,
  ],
  [
    'contradiction',
    withOutlet({ limits: [limit({ source: 'permit' }), limit({ max: 60, from: '2026-01-01' })] }),
    'outlets[0].limits[1]',
    /contradicts the limit of "permit": both bind w01018 \(instant\)/,
  ],
  [
    'monitor twice',
    withOutlet({
      monitors: [
        { id: 'A1', interval: 10, factors: { w01018: {} } },
        { id: 'A1', interval: 10, factors: {} },
      ],
    }),
    'outlets[0].monitors[1].id',
    /monitor "A1" is already used in this park/,
  ],
  [
    'outlet twice',
    park({ outlets: [outlet(), outlet({ monitors: [] })] }),
    'outlets[1].id',
    /outlet "out" is already used/,
  ],
  ['rule twice', park({ rules: [rule(), rule()] }), 'rules[1].id', /rule "cod" is already used/],
  [
    'enterprise twice',
    park({
      enterprises: [
        { id: 'firm', name, units: [{ id: 'cracker', name }] },
        { id: 'firm', name },
      ],
    }),
    'enterprises[1].id',
    /already used/,
  ],
  [
    'unit twice',
    park({
      enterprises: [
        {
          id: 'firm',
          name,
          units: [
            { id: 'cracker', name },
            { id: 'cracker', name },
          ],
        },
      ],
    }),
    'enterprises[0].units[1].id',
    /already used/,
  ],
  [
    'outlet of a rule',
    park({ rules: [rule({ outlets: ['uot'] })] }),
    'rules[0].outlets[0]',
    /unknown outlet "uot"; known are out/,
  ],
  ['rule for nowhere', park({ rules: [rule({ kinds: ['rain'] })] }), 'rules[0]', /holds at no outlet/],
  [
    'rule that nothing feeds',
    park({ rules: [rule({ factors: ['w01018', 'w21003'] })] }),
    'rules[0].factors[1]',
    /w21003 is monitored nowhere/,
  ],
  [
    'ladder',
    park({ rules: [rule({ ladder: { yellow: 1, orange: 5, red: 2 } })] }),
    'rules[0].ladder',
    /yellow <= orange <= red/,
  ],
])('%s', (_, document, path, message) => {
  const problems = found(document);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatch(new RegExp(`^${path.replace(/[[\]]/g, '\\$&')}: `));
  expect(problems[0]).toMatch(message);
});

test.each([
  ['one after the other', [limit({ to: '2026-01-31' }), limit({ max: 60, from: '2026-02-01' })]],
  ['other bases', [limit(), limit({ max: 60, basis: 'day' })]],
  ['the same twice', [limit(), limit()]],
  ['a code of our own', [limit({ factor: 'xtox' })]],
])('no contradiction: %s', (_, limits) => expect(found(withOutlet({ limits }))).toEqual([]));

test('ids are unique over all parks', () => {
  const one = park();
  const two = park({
    outlets: [
      outlet({
        id: 'other',
        monitors: [
          { id: 'B1', interval: 5, factors: { w01018: {} } },
          { id: 'A1', interval: 5, factors: {} },
        ],
      }),
    ],
  });
  const problems = checkParks([one, { ...two, id: 'q' }]);
  expect(problems).toEqual([
    { park: 1, path: ['outlets', 0, 'monitors', 1, 'id'], message: 'monitor "A1" is already used by park "p"' },
  ]);
  expect(checkParks([one, one]).map(({ path }) => writePath(path))).toEqual(['id', 'outlets[0].monitors[0].id']);
  expect(checkParks([one])).toEqual([]);
});

test('what one park uses twice is left to its own check', () => {
  const twice = park({ outlets: [outlet(), outlet()] });
  expect(checkParks([twice])).toEqual([]);
});

test('a rule holds at the outlets it names, of the kinds it names', () => {
  const rain = outlet({ id: 'rain', kind: 'rain', monitors: [] });
  const two = park({ outlets: [outlet(), rain] });
  const ids = (scope: { outlets?: string[]; kinds?: Park['outlets'][number]['kind'][] }) =>
    outletsOf(two, scope).map(({ id }) => id);
  expect(ids({})).toEqual(['out', 'rain']);
  expect(ids({ kinds: ['rain'] })).toEqual(['rain']);
  expect(ids({ outlets: ['out'], kinds: ['rain'] })).toEqual([]);
});
