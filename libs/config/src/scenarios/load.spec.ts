import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  checkScenario,
  dryRun,
  measuresFor,
  type Park,
  ROLES,
  type Scenario,
  type ScenarioContext,
  TIERS,
} from '@cofferdam/domain';
import { loadParks } from '../parks';
import { loadScenario } from './load';

const root = join(__dirname, '../../../..');
const park = loadParks(join(root, 'parks')).parks.find(({ id }) => id === 'demo') as Park;
/** As the demo has them. */
const users = [
  ...ROLES.map((role) => ({ username: role === 'admin' ? 'operator' : `${role}-desk`, role })),
  ...(['unit', 'enterprise', 'park'] as const).map((role) => ({ username: `${role}-night`, role })),
  { username: 'supervisor', role: 'basin' as const },
].map((user) => ({ ...user, parks: ['demo'], disabled: false }));
const context: ScenarioContext = { park, users, channels: [] };

const folder = join(root, 'scenarios');
const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
function read(name: string): Scenario {
  const { scenario, errors } = checkScenario(loadScenario(join(folder, name)).data, context);
  if (scenario === null) throw new Error(JSON.stringify(errors));
  return scenario;
}

describe('the scenarios that are delivered', () => {
  test('are these six, named as their files', () => {
    expect(names.sort()).toEqual([
      'false-alert-corrected.yaml',
      'monitor-silent-mid-incident.yaml',
      'night-shift-hand-over.yaml',
      'outlet-cod-contained.yaml',
      'rain-outlet-toxic-to-basin.yaml',
      'two-enterprises-at-once.yaml',
    ]);
    expect(names.map((name) => `${read(name).id}.yaml`)).toEqual(names);
  });

  test.each(names)('%s can be played in the demo park', (name) => {
    const { data, problems, write } = loadScenario(join(folder, name));
    const { scenario, errors } = checkScenario(data, context);
    expect([...problems, ...errors.map(write)]).toEqual([]);
    expect(scenario?.duration).toBeLessThanOrEqual(25 * 60);
    expect(scenario?.participants.filter(({ robot = [] }) => robot.length === 0)).toEqual([]);
    const serving = (tier: string) => scenario?.participants.some((one) => one.tier === tier);
    expect(TIERS.slice(0, 3).every(serving)).toBe(true);
  });

  test.each(names)('%s starts only measures that are offered', (name) => {
    const { participants } = read(name);
    const offered = park.enterprises.flatMap(({ id }) =>
      measuresFor({ enterprise: id, policy: { tiers: TIERS } as never }, park).map(
        ({ code, wall }) => `${code} ${wall}`,
      ),
    );
    const wanted = participants
      .flatMap(({ robot = [] }) => robot)
      .filter(({ act }) => act === 'start-measure')
      .map(({ measure, wall = null }) => `${measure} ${wall}`);
    expect(wanted.filter((one) => !offered.includes(one))).toEqual([]);
  });

  test.each(names)('%s expects something by every objective, and no more than fits into it', (name) => {
    const scenario = read(name);
    const used = scenario.injects.flatMap(({ expected }) => expected.map(({ objective }) => objective));
    expect(new Set(used)).toEqual(new Set(scenario.objectives.map(({ id }) => id)));
    const plan = dryRun(scenario, 0);
    expect(plan.at(-1)?.kind).toBe('end');
  });
});

describe('one file', () => {
  const dir = mkdtempSync(join(tmpdir(), 'cofferdam-scenario-'));
  const written = (text: string): string => {
    const file = join(dir, 'one.yaml');
    writeFileSync(file, text);
    return file;
  };
  afterAll(() => rmSync(dir, { recursive: true }));

  test('that is no YAML says where', () => {
    const file = written('id: x\ntitle: { zh: [\n');
    const { data, problems } = loadScenario(file);
    expect(data).toBeUndefined();
    expect(problems[0]).toMatch(new RegExp(`^${file}:\\d+:\\d+ .`));
  });

  test('that is absent or too large is not read', () => {
    expect(loadScenario(join(dir, 'none.yaml')).problems).toEqual([`${join(dir, 'none.yaml')}:1:1 is no file`]);
    expect(loadScenario(written(`# ${'x'.repeat(300_000)}`)).problems[0]).toContain('is too large');
  });

  test('places what is found wrong later', () => {
    const file = written('id: x\ninjects:\n  - id: a\n    payload: { outlet: nowhere }\n');
    const { write } = loadScenario(file);
    expect(write({ at: 'injects.0.payload.outlet', detail: 'unknown outlet "nowhere"' })).toBe(
      `${file}:4:16 injects[0].payload.outlet: unknown outlet "nowhere"`,
    );
  });
});
