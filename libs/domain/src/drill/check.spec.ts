import { checkScenario } from './check';
import { GROUND, INPUT, step } from './scenario.fixture';
import type { ScenarioInput } from './scenario';

type Loose = Record<string, unknown>;
const errorsOf = (input: unknown, context = GROUND) => checkScenario(input, context).errors;
const at = (more: Loose) => errorsOf({ ...INPUT, ...more });
const [li, wang] = INPUT.participants;
const inject = (payload: unknown, more: Loose = {}) => at({ injects: [{ id: 'a', at: 1, payload, ...more }] });
const samples = { kind: 'samples', outlet: 'main', monitor: 'MN1', factor: 'w01018', shape: { kind: 'step', to: 1 } };
const expecting = (expected: Loose) => inject(samples, { expected: [expected] });
const robot = (line: Loose) => at({ participants: [{ ...li, robot: [line] }, wang] });

test('a scenario that can be meant is read', () => {
  const { scenario, errors } = checkScenario(INPUT, GROUND);
  expect(errors).toEqual([]);
  expect(scenario?.injects[0]?.expected).toHaveLength(1);
});

test('what is no scenario has errors, and no scenario', () => {
  for (const input of [null, 'x', [], 7, {}]) {
    const { scenario, errors } = checkScenario(input, GROUND);
    expect(scenario).toBeNull();
    expect(errors.length).toBeGreaterThan(0);
  }
});

const FAULTS: [what: string, errors: () => readonly { at: string; detail: string }[], at: string, detail: RegExp][] = [
  ['another park', () => at({ park: 'west' }), 'park', /"west".*"east"/],
  [
    'an unknown person',
    () => at({ participants: [{ ...li, user: 'lo' }, wang] }),
    'participants.0.user',
    /unknown user "lo"; known are li,/,
  ],
  ['a disabled person', () => at({ controllers: ['gone'] }), 'controllers.0', /disabled/],
  ['a person of another park', () => at({ evaluators: ['afar'] }), 'evaluators.0', /does not see park "east"/],
  [
    'another role',
    () => at({ participants: [{ ...li, role: 'basin' }, wang] }),
    'participants.0.role',
    /"li" is enterprise, not basin/,
  ],
  [
    'a tier above the role',
    () => at({ participants: [{ ...li, tier: 'park' }, wang] }),
    'participants.0.tier',
    /cannot act for the park tier/,
  ],
  ['somebody twice', () => at({ participants: [li, wang, li] }), 'participants.2.user', /already named/],
  ['a controller who plays', () => at({ controllers: ['dir', 'wang'] }), 'controllers.1', /is a participant/],
  ['an evaluator who plays', () => at({ evaluators: ['li'] }), 'evaluators.0', /is a participant/],
  ['an unknown channel', () => at({ channels: ['grup'] }), 'channels.0', /unknown channel "grup"; known are group/],
  [
    'an objective twice',
    () => at({ objectives: [...INPUT.objectives, ...INPUT.objectives] }),
    'objectives.1.id',
    /already used/,
  ],
  [
    'an inject twice',
    () => at({ injects: [step('a', 1, 1), step('a', 2, 2)] }),
    'injects.1.id',
    /inject "a" is already used/,
  ],
  [
    'a virtual monitor of another outlet',
    () => at({ monitors: [...INPUT.monitors, { outlet: 'rain', monitor: 'MN9', interval: 1, values: { w01018: 1 } }] }),
    'monitors.1.monitor',
    /unknown monitor of outlet "rain": "MN9"; known are MN2/,
  ],
  [
    'a monitor twice',
    () => at({ monitors: [...INPUT.monitors, ...INPUT.monitors] }),
    'monitors.1.monitor',
    /"MN1" is already used/,
  ],
  [
    'a factor that the monitor does not measure',
    () => at({ monitors: [{ ...INPUT.monitors[0], values: { w01018: 1, w20117: 1 } }] }),
    'monitors.0.values.w20117',
    /known are .*w21003/,
  ],
  ['a monitor without factors', () => at({ monitors: [...INPUT.monitors, { outlet: 'rain', monitor: 'MN2', interval: 1, values: {} }] }), 'monitors.1.values', /no factor/], // prettier-ignore
  ['an unknown outlet', () => inject({ ...samples, outlet: 'mian' }), 'injects.0.payload.outlet', /unknown outlet "mian"; known are main, rain/], // prettier-ignore
  [
    'samples of a monitor that is not played',
    () => inject({ ...samples, outlet: 'rain', monitor: 'MN2' }),
    'injects.0.payload.monitor',
    /"MN2" is not among the scenario's monitors; known are MN1/,
  ],
  ['an inject after the end', () => at({ injects: [step('a', 601, 1)] }), 'injects.0.at', /601 s is after the end of the drill, 600 s/], // prettier-ignore
  [
    'a condition after the end',
    () => inject(samples, { at: undefined, when: { incident: 'opened', after: 900 } }),
    'injects.0.when.after',
    /after the end/,
  ],
  ['an empty condition', () => inject(samples, { at: undefined, when: { after: 9 } }), 'injects.0.when', /incident or tier/], // prettier-ignore
  [
    'a condition on an unknown enterprise',
    () => inject(samples, { at: undefined, when: { incident: 'opened', enterprise: 'acne' } }),
    'injects.0.when.enterprise',
    /unknown enterprise "acne"; known are acme/,
  ],
  [
    'a message to an outsider',
    () => inject({ kind: 'message', to: ['li', 'sun'], text: INPUT.title }),
    'injects.0.payload.to.1',
    /unknown participant "sun"/,
  ],
  ['an event about nothing', () => inject({ kind: 'event' }), 'injects.0.payload', /wall and state/],
  ['half an event', () => inject({ kind: 'event', wall: 'pond' }), 'injects.0.payload.state', /go together/],
  ['an unknown wall', () => inject({ kind: 'event', wall: 'moat', state: 'open' }), 'injects.0.payload.wall', /"moat"/],
  [
    'a fault of a monitor that is not played',
    () => inject({ kind: 'fault', fault: { of: 'monitor', outlet: 'rain', monitor: 'MN2' } }),
    'injects.0.payload.fault.monitor',
    /not among/,
  ],
  [
    'a fault of an unknown channel',
    () => inject({ kind: 'fault', fault: { of: 'channel', channel: 'x' } }),
    'injects.0.payload.fault.channel',
    /unknown channel/,
  ],
  [
    'a fault of an outsider',
    () => inject({ kind: 'fault', fault: { of: 'person', user: 'sun' } }),
    'injects.0.payload.fault.user',
    /unknown participant/,
  ],
  ['an expected outlet', () => expecting({ action: 'detect', within: 1, outlet: 'x' }), 'injects.0.expected.0.outlet', /unknown outlet/], // prettier-ignore
  [
    'an expected factor',
    () => expecting({ action: 'detect', within: 1, outlet: 'rain', factor: 'w21003' }),
    'injects.0.expected.0.factor',
    /factor of outlet "rain"/,
  ],
  [
    'an expected measure',
    () => expecting({ action: 'measure', within: 1, measure: 'pray' }),
    'injects.0.expected.0.measure',
    /unknown measure "pray"; known are/,
  ],
  ['an expected measure without one', () => expecting({ action: 'measure', within: 1 }), 'injects.0.expected.0.measure', /is missing/], // prettier-ignore
  ['an expected person', () => expecting({ action: 'hand-over', within: 1, to: 'sun' }), 'injects.0.expected.0.to', /participant/], // prettier-ignore
  ['an expected objective', () => expecting({ action: 'contain', within: 1, objective: 'x' }), 'injects.0.expected.0.objective', /known are notice/], // prettier-ignore
  [
    'a robot’s hand-over to an outsider',
    () => robot({ on: 'told', act: 'hand-over', to: 'sun' }),
    'participants.0.robot.0.to',
    /unknown participant "sun"; known are/,
  ],
  [
    'a robot’s hand-over to nobody',
    () => robot({ on: 'told', act: 'hand-over' }),
    'participants.0.robot.0.to',
    /missing/,
  ],
  [
    'a robot’s measure on the wrong wall',
    () => robot({ on: 'told', act: 'start-measure', measure: 'close-gate', wall: 'pond' }),
    'participants.0.robot.0.wall',
    /close-gate works on a gate; "pond" is a pond/,
  ],
  ['a robot’s measure without its wall', () => robot({ on: 'told', act: 'start-measure', measure: 'close-gate' }), 'participants.0.robot.0.wall', /needs its gate/], // prettier-ignore
  ['a robot’s measure on no act', () => robot({ on: 'told', act: 'note', measure: 'dose' }), 'participants.0.robot.0.measure', /is for start-measure/], // prettier-ignore
  ['a robot that confirms unasked', () => robot({ on: 'told', act: 'confirm' }), 'participants.0.robot.0.on', /asked/],
  ['an unknown word', () => robot({ on: 'tolled', act: 'note' }), 'participants.0.robot.0.on', /unknown word "tolled"; known are told/], // prettier-ignore
  ['an unknown key', () => at({ colour: 'red' }), 'colour', /unknown key/],
];

test.each(FAULTS)('refuses %s', (_, errors, where, detail) => {
  expect(errors()).toEqual([{ at: where, detail: expect.stringMatching(detail) as string }]);
});

test('no text may say that it is real, wherever it stands', () => {
  const input: ScenarioInput = {
    ...INPUT,
    title: { zh: '泄漏（不是 演练）', en: 'Spill' },
    participants: [{ ...li!, robot: [{ on: 'told', act: 'note', text: 'This is NOT a drill' }] }, wang!],
    injects: [{ ...step('a', 1, 1), from: 'not an exercise' }],
  };
  expect(errorsOf(input).map((error) => error.at)).toEqual([
    'title.zh',
    'participants.0.robot.0.text',
    'injects.0.from',
  ]);
});

test('what the schema refuses hides nothing else, and breaks no reference into it', () => {
  const input = {
    ...INPUT,
    title: 7,
    duration: 'long',
    monitors: [{ ...INPUT.monitors[0], interval: -1 }],
    injects: [{ ...step('a', 1, 1) }, { id: 'b' }, { id: 'c', at: 5, payload: { ...samples, outlet: 'x' } }],
    controllers: ['nobody'],
  };
  expect(errorsOf(input).map((error) => error.at).sort()).toEqual([
    'controllers.0',
    'duration',
    'injects.1.payload',
    'injects.2.payload.outlet',
    'monitors.0.interval',
    'title',
  ]); // prettier-ignore
});

test('without accounts and channels people are checked against each other alone', () => {
  const input = { ...INPUT, channels: ['any'], controllers: ['x', 'li'], evaluators: [] };
  const errors = errorsOf(input, { ...GROUND, users: null, channels: null });
  expect(errors).toEqual([{ at: 'controllers.1', detail: expect.stringContaining('is a participant') as string }]);
});

test('a text of any length is judged at once', () => {
  const started = performance.now();
  const errors = errorsOf({ ...INPUT, title: { zh: `非${' '.repeat(200_000)}`, en: 'not '.repeat(50_000) } });
  expect(errors.map((error) => error.at)).toEqual(['title.zh', 'title.en']);
  expect(performance.now() - started).toBeLessThan(1_000);
});
