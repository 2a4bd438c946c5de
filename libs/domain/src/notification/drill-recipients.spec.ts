import { DeskSchema } from '../desk/desk';
import type { Drill } from '../drill/drill';
import { runningDrill } from '../drill/drill.fixture';
import { faultsAt } from '../drill/faults';
import type { Message } from '../journal/message';
import type { Role } from '../user/role';
import { drillRecipients, mayReach } from './drill-recipients';
import type { Audience } from './recipients';

const name = { zh: '名', en: 'Name' };
const user = (username: string, role: Role) => ({ username, role, parks: ['east'], disabled: false });
const shift = (id: string, from: string, to: string, members: string[]) => ({ id, name, from, to, members });
const units = DeskSchema.parse({
  ...{ id: 'units', tier: 'unit', name, channels: ['ding'] },
  members: [{ user: 'uli', substitute: 'ute' }, { user: 'ute', substitute: 'ursel' }, { user: 'ursel' }],
  shifts: [shift('day', '08:00', '20:00', ['uli', 'ursel']), shift('night', '20:00', '08:00', ['ute'])],
});
const message = (more: Partial<Message> = {}): Message => ({
  ...{ class: 'exercise', drill: 'd1', park: 'east', owner: { kind: 'incident', id: 'i1' }, kind: 'duty' },
  ...{ tier: 'unit', enterprise: null, severity: 'yellow', toxic: false, generation: 1, n: 1, data: {}, ...more },
});
const audience = (more: Partial<Audience> = {}): Audience => ({
  ...{ desks: [{ desk: units, state: { holder: 'ursel' } }], incident: null, told: [], ofService: false },
  ...{ now: Date.parse('2026-11-25T10:00+08:00'), timezone: 'Asia/Shanghai' },
  users: [
    ...[user('uli', 'unit'), user('ute', 'unit'), user('ursel', 'unit'), user('pan', 'park'), user('pia', 'park')],
    ...[user('con', 'director'), user('eva', 'engineer')],
  ],
  ...more,
});
const parts = (...users: string[]) => runningDrill({ participants: users.map((one) => ({ user: one, role: 'unit' })) });
const told = (of: Partial<Message>, drill: Drill | null, around: Partial<Audience> = {}) => {
  const { people, refused } = drillRecipients(message(of), audience(around), drill);
  return [people.map(({ username }) => username).sort(), [...refused].sort()];
};

test('participants on the roster of the drill’s hour are told, everybody else on it is refused', () => {
  expect(told({}, parts('uli', 'ute'))).toEqual([['uli'], ['ursel']]);
  const night = { now: Date.parse('2026-11-25T23:00+08:00') };
  expect(told({}, parts('uli', 'ute'), night)).toEqual([['ute'], []]);
  // `ursel` holds the live desk: that is no matter of the drill's.
  expect(told({}, parts('ute', 'ursel'), night)).toEqual([['ute'], []]);
});

test('a substitute is told where they take part', () => {
  const [one] = drillRecipients(message(), audience(), parts('uli')).people;
  expect(one).toEqual({ username: 'uli', substitute: null });
  const [other] = drillRecipients(message(), audience(), parts('uli', 'ute')).people;
  expect(other).toEqual({ username: 'uli', substitute: 'ute' });
});

test('nobody is told of a drill that is not known or not under way; its end and a correction are told afterwards', () => {
  expect(told({}, null)).toEqual([[], ['uli', 'ursel']]);
  for (const state of ['planned', 'approved', 'armed', 'ended', 'reported'] as const) {
    expect(told({}, { ...parts('uli'), state })).toEqual([[], ['uli', 'ursel']]);
  }
  expect(told({}, { ...parts('uli'), state: 'paused' })[0]).toEqual(['uli']);
  const over: Drill = { ...parts('uli'), state: 'ended' };
  const before = { told: ['uli', 'ute', 'desk:units'] };
  expect(told({ kind: 'correction', tier: null }, over, before)).toEqual([['uli'], ['ute']]);
  expect(told({ kind: 'end' }, over, before)[0]).toEqual(['uli']);
  expect(told({ kind: 'drill', tier: null, data: { news: 'ended' } }, over)[0]).toEqual(['con', 'eva', 'uli']);
});

test('second persons are those who take part', () => {
  const asked = { kind: 'approve', tier: null, data: { roles: ['park'], requestedBy: 'uli' } } as const;
  const drill = runningDrill({ participants: [{ user: 'pia', role: 'park' }] });
  expect(told(asked, drill)).toEqual([['pia'], ['pan']]);
});

test('what the script says goes to those it names, on duty or not, and to nobody else', () => {
  const drill = runningDrill({
    participants: [
      { user: 'uli', role: 'unit' },
      { user: 'pan', role: 'park' },
      { user: 'pia', role: 'park', tier: 'unit' },
    ],
  });
  const inject = { kind: 'inject', tier: null, data: { zh: '有人报告', en: 'A report' } } as const;
  expect(told(inject, drill)[0]).toEqual(['pan', 'pia', 'uli']);
  expect(told({ ...inject, tier: 'unit' }, drill)[0]).toEqual(['pia', 'uli']);
  expect(told({ ...inject, data: { to: ['pan', 'ute'] } }, drill)).toEqual([['pan'], ['ute']]);
});

test('news of the drill go to its controllers, its begin and end to all who take part', () => {
  const news = (word: string) => told({ kind: 'drill', tier: null, data: { news: word } }, parts('uli'))[0];
  expect([news('paused'), news('live-alarm'), news('resumed')]).toEqual([['con'], ['con'], ['con']]);
  expect(news('started')).toEqual(['con', 'eva', 'uli']);
});

test('default deny: outsiders, other groups and drills that are over are not reached', () => {
  const drill = runningDrill({ channels: ['ding'] });
  const to = (recipient: string, of: Drill | null, kind: Message['kind'] = 'duty', channel = 'ding') =>
    mayReach(of, { kind, recipient, channel });
  expect(['uli', 'con', 'eva', 'desk:units'].map((one) => to(one, drill))).toEqual([true, true, true, true]);
  expect([to('ute', drill), to('desk:units', drill, 'duty', 'other'), to('uli', null)]).toEqual([false, false, false]);
  const over: Drill = { ...drill, state: 'evaluated' };
  expect([to('uli', over), to('uli', over, 'end'), to('ute', over, 'end')]).toEqual([false, true, false]);
});

test('faults last as long as the script says, from when they were put in', () => {
  const drill = runningDrill({}, { injected: ['mute', 'away'].map((inject) => ({ inject, at: 10_000 })) });
  const at = (now: number) => [[...faultsAt(drill, now).channels], [...faultsAt(drill, now).people]];
  expect(at(9_999)).toEqual([[], []]);
  expect(at(10_000)).toEqual([['sms'], ['uli']]);
  expect(at(70_000)).toEqual([[], ['uli']]);
});
