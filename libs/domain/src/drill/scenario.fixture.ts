import { type Park, ParkSchema } from '../park/park';
import type { User } from '../user/role';
import type { DrillAct, DrillActContext, DrillOutcome } from './act';
import type { Drill } from './drill';
import { performDrill, planDrill } from './perform';
import { type Scenario, type ScenarioInput, ScenarioSchema } from './scenario';
import type { ScenarioContext } from './scenario-context';

const name = { zh: '名', en: 'Name' };
/** Where the drill's clock starts. */
export const CLOCK = Date.UTC(2026, 10, 24, 1);
/** The wall's clock, which is elsewhere. */
export const WALL = Date.UTC(2026, 10, 26, 12);

/** One enterprise with a main outlet and a rain outlet, walls, and the river. */
const DRILL_PARK: Park = ParkSchema.parse({
  ...{ id: 'east', name, rules: [{ kind: 'limit', id: 'cod', factors: ['w01018'] }] },
  enterprises: [{ id: 'acme', name }],
  walls: [
    { id: 'pond', name, kind: 'pond', tier: 'enterprise', enterprise: 'acme', volume: 1000, level: 200 },
    { id: 'gate', name, kind: 'gate', tier: 'park', twoPersons: true },
  ],
  outlets: [
    {
      ...{ id: 'main', name, kind: 'enterprise-main', enterprise: 'acme' },
      monitors: [{ id: 'MN1', interval: 10, factors: { w01018: {}, w21003: {} } }],
    },
    {
      ...{ id: 'rain', name, kind: 'rain', enterprise: 'acme' },
      monitors: [{ id: 'MN2', interval: 10, factors: { w01018: {} } }],
    },
  ],
});

const roles = { li: 'enterprise', wang: 'park', zhao: 'park', sun: 'basin', dir: 'director', eng: 'engineer' } as const;
export const user = (username: keyof typeof roles | 'root', more: Partial<User> = {}): User => ({
  ...{ username, role: username === 'root' ? 'admin' : roles[username], parks: ['east'], ...more },
});

export const GROUND: ScenarioContext = {
  park: DRILL_PARK,
  users: [
    ...(Object.keys(roles) as (keyof typeof roles)[]).map((one) => ({ ...user(one), disabled: false })),
    { username: 'gone', role: 'park', parks: ['east'], disabled: true },
    { username: 'afar', role: 'park', parks: ['west'], disabled: false },
  ],
  channels: ['group'],
};

export const step = (id: string, at: number, to: number): ScenarioInput['injects'][number] => ({
  ...{ id, at },
  payload: { kind: 'samples', outlet: 'main', monitor: 'MN1', factor: 'w01018', shape: { kind: 'step', to } },
});

export const INPUT: ScenarioInput = {
  ...{ id: 'spill', title: { zh: '泄漏演练', en: 'Spill' }, park: 'east', duration: 600 },
  objectives: [{ id: 'notice', text: { zh: '发现', en: 'It is seen' } }],
  participants: [
    {
      ...{ user: 'li', role: 'enterprise', tier: 'enterprise' },
      robot: [
        { on: 'told', after: 60, act: 'acknowledge' },
        { on: 'acknowledged', after: 30, act: 'start-measure', measure: 'divert-to-pond', wall: 'pond' },
        { on: 'measure-started', after: 60, act: 'contain' },
      ],
    },
    { user: 'wang', role: 'park', robot: [{ on: 'asked', after: 10, act: 'confirm' }] },
  ],
  controllers: ['dir'],
  evaluators: ['eng'],
  monitors: [{ outlet: 'main', monitor: 'MN1', interval: 10, values: { w01018: 42, w21003: 3 } }],
  injects: [
    { ...step('breach', 60, 150), expected: [{ action: 'detect', within: 30, outlet: 'main', objective: 'notice' }] },
  ],
};

export const scenarioOf = (more: Partial<ScenarioInput> = {}): Scenario => ScenarioSchema.parse({ ...INPUT, ...more });

export const given = (actor: User | null, more: Partial<DrillActContext> = {}): DrillActContext => ({
  ...{ actor, now: WALL, drillAt: null, ...more },
});

export const planned = (more: Partial<ScenarioInput> = {}): Drill =>
  planDrill({ id: 'spill-1', scenario: scenarioOf(more), speed: 60 }, given(user('dir'))).drill;

/** The drill after acts that are expected to be done. */
export function afterActs(drill: Drill, ...acts: readonly [act: DrillAct, context: DrillActContext][]): Drill {
  return acts.reduce((before, [act, context]) => {
    const outcome: DrillOutcome = performDrill(before, act, context);
    if (outcome.effect !== 'done') throw new Error(`${act.act}: ${JSON.stringify(outcome)}`);
    return outcome.drill;
  }, drill);
}

export const START: DrillAct = { act: 'start', ruleVersion: 3, policyVersion: 2, clock: CLOCK };

export function running(more: Partial<ScenarioInput> = {}): Drill {
  return afterActs(
    planned(more),
    [{ act: 'approve' }, given(user('zhao'))],
    [{ act: 'approve' }, given(user('sun'))],
    [{ act: 'arm', confirm: 'spill-1' }, given(user('dir'))],
    [START, given(user('dir'))],
  );
}
