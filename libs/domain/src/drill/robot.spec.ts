import type { Approval } from '../approval/approval';
import { after, context, MINUTE, opened, person, T0 } from '../incident/incident.fixture';
import type { Incident } from '../incident/incident';
import { CLOCK, running } from './scenario.fixture';
import type { RobotLine } from './scenario';
import { type RobotDeed, robotDeeds, type RobotView } from './robot';

type Line = Partial<RobotLine> & Pick<RobotLine, 'on' | 'act'>;
const own = (incident: Incident): Incident => ({ ...incident, class: 'exercise', drill: 'spill-1' });
const enterprise = person('enterprise');
const OPEN = own({ ...opened('main', { severity: 'orange' }).incident, id: 'i1' });
const at = (minute: number): number => T0 + minute * MINUTE;
const ACKED = after(OPEN, { act: 'acknowledge', note: null }, context(enterprise, at(1)));
const START = { act: 'start-measure', measure: 'stop-outlet', wall: null, inflow: null, level: null, breakGlass: null } as const; // prettier-ignore
const CONTAINING = after(ACKED, START, context(enterprise, at(2)));
const CONTAIN = { act: 'contain', id: 'e', text: 'dry', photo: null, measures: null } as const;
const CONTAINED = after(CONTAINING, CONTAIN, context(enterprise, at(3)));
const SUSPENDED = after(OPEN, { act: 'suspend', reason: 'x' }, context(enterprise, at(1)));
const OFFERED = after(OPEN, { act: 'hand-over', tier: null, to: 'li', note: null }, context(enterprise, at(1)));

const APPROVAL = {
  ...{ id: 'ap1', state: 'PENDING', incident: 'i1', requestedBy: 'wang', requestedAt: at(1) },
  needs: { roles: ['enterprise', 'park'], tier: 'enterprise' },
} as unknown as Approval;

const drillOf = (...lines: Line[]) =>
  running({
    participants: [
      { user: 'li', role: 'enterprise', robot: lines },
      { user: 'wang', role: 'park' },
    ],
  });
const seen = (incident: Incident, more: Partial<RobotView> = {}): RobotView => ({
  ...{ incidents: [incident], told: [{ user: 'li', incident: 'i1', at: T0 }], approvals: [], done: new Set<string>() },
  ...more,
});
const deeds = (line: Line, view: RobotView, now = at(60)): RobotDeed[] => robotDeeds(drillOf(line), view, now);

const BECOMES: [Line, RobotView, number][] = [
  [{ on: 'told', act: 'acknowledge' }, seen(OPEN), T0],
  [{ on: 'acknowledged', act: 'note' }, seen(ACKED), at(1)],
  [{ on: 'measure-started', act: 'note' }, seen(CONTAINING), at(2)],
  [{ on: 'contained', act: 'note' }, seen(CONTAINED), at(3)],
  [
    { on: 'watched', act: 'close' },
    seen({ ...CONTAINED, watchDue: null, closeDue: { at: at(50 + 240), generation: 1, n: 1 } }),
    at(50),
  ],
  [{ on: 'offered', act: 'accept' }, seen(OFFERED), at(1)],
  [{ on: 'asked', act: 'confirm' }, seen(OPEN, { approvals: [APPROVAL] }), at(1)],
  [{ on: 'suspended', act: 'mark-false' }, seen(SUSPENDED), at(1)],
];
test.each(BECOMES)('%j is due from its moment on, and only after its time', (line, view, moment) => {
  const late = { ...line, after: 45 };
  expect(deeds(late, view, moment + 44_999)).toEqual([]);
  const [deed, ...more] = deeds(late, view, moment + 45_000);
  expect(more).toEqual([]);
  expect(deed).toMatchObject({ user: 'li', incident: 'i1', act: { act: line.act } });
  expect(deeds(late, { ...view, done: new Set([deed?.key ?? '']) })).toEqual([]);
});

const NOT_YET: [Line, RobotView][] = [
  [{ on: 'told', act: 'acknowledge' }, seen(OPEN, { told: [] })],
  [{ on: 'told', act: 'acknowledge' }, seen(OPEN, { told: [{ user: 'wang', incident: 'i1', at: T0 }] })],
  [{ on: 'told', act: 'acknowledge' }, seen(OPEN, { told: [{ user: 'li', incident: 'i2', at: T0 }] })],
  [{ on: 'told', act: 'acknowledge' }, seen(ACKED)],
  [{ on: 'acknowledged', act: 'note' }, seen(OPEN)],
  [{ on: 'watched', act: 'close' }, seen(CONTAINED)],
  [{ on: 'offered', act: 'accept' }, seen(OPEN)],
  [{ on: 'told', act: 'contain' }, seen(ACKED)],
  [{ on: 'told', act: 'note', enterprise: 'bolt' }, seen(OPEN)],
  [{ on: 'asked', act: 'confirm' }, seen(OPEN, { approvals: [{ ...APPROVAL, requestedBy: 'li' }] })],
  [{ on: 'asked', act: 'confirm' }, seen(OPEN, { approvals: [{ ...APPROVAL, state: 'EXPIRED' }] })],
  [
    { on: 'asked', act: 'confirm' },
    seen(OPEN, { approvals: [{ ...APPROVAL, needs: { roles: ['basin'], tier: 'basin' } }] }),
  ],
  [{ on: 'told', act: 'note' }, seen({ ...OPEN, drill: 'spill-2' })],
  [{ on: 'told', act: 'note' }, seen({ ...OPEN, class: 'actual', drill: null })],
];
test.each(NOT_YET)('%j waits or is not for it (%#)', (line, view) => expect(deeds(line, view)).toEqual([]));

test('who was informed first acknowledges when it has become their duty', () => {
  const drill = running({
    participants: [
      { user: 'li', role: 'enterprise' },
      { user: 'wang', role: 'park', robot: [{ on: 'told', after: 60, act: 'acknowledge' }] },
    ],
  });
  const told = [{ user: 'wang', incident: 'i1', at: T0 }];
  expect(robotDeeds(drill, seen(OPEN, { told }), at(60))).toEqual([]);
  const both = after(OPEN, { act: 'escalate', to: 'park', reason: 'x' }, context(enterprise, at(10)));
  expect(robotDeeds(drill, seen(both, { told }), at(11) - 1)).toEqual([]);
  expect(robotDeeds(drill, seen(both, { told }), at(11))).toHaveLength(1);
});

const ACTS: [Line, Incident, RobotDeed['act']][] = [
  [{ on: 'told', act: 'acknowledge', text: 'ok' }, OPEN, { act: 'acknowledge', note: 'ok' }],
  [{ on: 'told', act: 'start-measure', measure: 'close-gate', wall: 'gate' }, OPEN, { ...START, measure: 'close-gate', wall: 'gate' }], // prettier-ignore
  [{ on: 'told', act: 'contain', text: 'dry' }, CONTAINING, { ...CONTAIN, id: 'li-0' }],
  [{ on: 'told', act: 'escalate', text: 'help' }, OPEN, { act: 'escalate', to: null, reason: 'help' }],
  [
    { on: 'told', act: 'hand-over', to: 'wang' },
    OPEN,
    { act: 'hand-over', tier: 'enterprise', to: 'wang', note: null },
  ],
  [{ on: 'told', act: 'suspend', text: 'x' }, OPEN, { act: 'suspend', reason: 'x' }],
  [{ on: 'told', act: 'mark-false', text: 'x' }, OPEN, { act: 'mark-false', reason: 'x', evidence: 'x' }],
  [{ on: 'told', act: 'note', text: 'x' }, OPEN, { act: 'note', text: 'x' }],
  [{ on: 'told', act: 'close', text: 'seal' }, CONTAINED, { act: 'close', rootCause: 'seal' }],
];
test.each(ACTS)('%j', (line, incident, act) => {
  expect(deeds(line, seen(incident)).map((deed) => deed.act)).toEqual([act]);
});

test.each(['contain', 'mark-false', 'suspend', 'escalate', 'note'] as const)('%s says it in both languages', (act) => {
  const [deed] = deeds({ on: 'told', act }, seen(act === 'contain' ? CONTAINING : OPEN));
  expect(JSON.stringify(deed?.act)).toMatch(/演练.*Exercise/);
});

test('each approval is confirmed once', () => {
  const approvals = [{ ...APPROVAL, id: 'ap2', requestedAt: at(2) }, APPROVAL];
  const line: Line = { on: 'asked', act: 'confirm' };
  const both = deeds(line, seen(OPEN, { approvals }));
  expect(both.map(({ act }) => act)).toEqual([
    { act: 'confirm', approval: 'ap1' },
    { act: 'confirm', approval: 'ap2' },
  ]);
  expect(deeds(line, seen(OPEN, { approvals, done: new Set([both[0]?.key ?? '']) }))).toEqual([both[1]]);
});

test('deeds are in order: incident, person, line', () => {
  const note: Line = { on: 'told', act: 'note' };
  const drill = running({
    participants: [
      { user: 'wang', role: 'park', robot: [note] },
      { user: 'li', role: 'enterprise', robot: [note, note] },
    ],
  });
  const incidents = [{ ...OPEN, id: 'i2' }, OPEN];
  const told = ['li', 'wang'].flatMap((user) => incidents.map(({ id }) => ({ user, incident: id, at: T0 })));
  expect(robotDeeds(drill, seen(OPEN, { incidents, told }), at(1)).map(({ key }) => key)).toEqual([
    ...['i1/li/0', 'i1/li/1', 'i1/wang/0', 'i2/li/0', 'i2/li/1', 'i2/wang/0'],
  ]);
});

test('whom a fault keeps away acts when it is over', () => {
  const drill = {
    ...running({
      participants: [{ user: 'li', role: 'enterprise', robot: [{ on: 'told', act: 'note' }] }],
      injects: [{ id: 'f', at: 0, payload: { kind: 'fault', fault: { of: 'person', user: 'li' }, for: 60 } }],
    }),
    injected: [{ inject: 'f', at: at(1) }],
  };
  expect(CLOCK).toBeLessThan(T0);
  expect(robotDeeds(drill, seen(OPEN), at(2) - 1)).toEqual([]);
  expect(robotDeeds(drill, seen(OPEN), at(2))).toHaveLength(1);
});
