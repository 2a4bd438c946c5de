import { DeskSchema } from '../desk/desk';
import type { Incident } from '../incident/incident';
import type { Message } from '../journal/message';
import { LIVE } from '../timeline/timeline';
import type { Role } from '../user/role';
import { type Audience, recipients } from './recipients';

const name = { zh: '名', en: 'Name' };
const desk = (id: string, tier: string, more: object = {}) => DeskSchema.parse({ id, tier, name, ...more });
const user = (username: string, role: Role, parks = ['east'], disabled = false) => ({
  username,
  role,
  parks,
  disabled,
});
const member = (username: string, substitute?: string) => ({ user: username, ...(substitute && { substitute }) });
const shift = (id: string, from: string, to: string, members: string[]) => ({ id, name, from, to, members });

const message = (more: Partial<Message> = {}): Message => ({
  ...{ ...LIVE, park: 'east', owner: { kind: 'incident', id: 'i1' }, kind: 'duty', tier: 'unit', enterprise: 'acme' },
  ...{ severity: 'yellow', toxic: false, generation: 1, n: 1, data: {}, ...more },
});
const audience = (more: Partial<Audience> = {}): Audience => ({
  ...{ desks: [], incident: null, told: [], ofService: false },
  now: Date.parse('2026-11-25T10:00+08:00'),
  timezone: 'Asia/Shanghai',
  users: [
    ...[user('uli', 'unit'), user('ute', 'unit'), user('ursel', 'unit'), user('pan', 'park'), user('pia', 'park')],
    ...[user('bas', 'basin'), user('eng', 'engineer'), user('wes', 'engineer', ['west']), user('ada', 'admin', ['*'])],
    user('gone', 'unit', ['east'], true),
  ],
  ...more,
});
const standing = (one: ReturnType<typeof desk>, holder: string | null = null) => ({ desk: one, state: { holder } });
const names = (of: Partial<Message>, around: Partial<Audience>): string[] =>
  recipients(message(of), audience(around)).people.map(({ username }) => username);

describe('the tier', () => {
  const shifts = [shift('day', '08:00', '20:00', ['uli']), shift('night', '20:00', '08:00', ['ute'])];
  const units = desk('units', 'unit', { members: [member('uli', 'ute'), member('ute'), member('gone')], shifts });

  test('whoever is on shift, with the substitute', () => {
    const { people } = recipients(message(), audience({ desks: [standing(units)] }));
    expect(people).toEqual([{ username: 'uli', substitute: 'ute' }]);
  });

  test('the outgoing one as well until the desk is accepted', () => {
    expect(names({}, { desks: [standing(units, 'ute')] })).toEqual(['ute', 'uli']);
  });

  test('who took the tier over by name, alone', () => {
    const tiers = [{ tier: 'unit', holder: 'ursel' }] as unknown as Incident['tiers'];
    expect(names({}, { desks: [standing(units)], incident: { tiers, units: [] } })).toEqual(['ursel']);
  });

  test('other enterprises and units are not told, disabled and unknown people never', () => {
    const other = desk('other', 'unit', { enterprise: 'umbra', members: [member('ursel')] });
    const ours = desk('ours', 'unit', { enterprise: 'acme', unit: 'u2', members: [member('ute')] });
    const all = desk('all', 'unit', { members: [member('uli'), member('gone'), member('nobody')] });
    const desks = [other, ours, all].map((one) => standing(one));
    const incident = { tiers: [], units: ['acme.u1'] };
    expect(names({}, { desks, incident })).toEqual(['uli']);
    expect(names({}, { desks, incident: { tiers: [], units: ['acme.u2'] } })).toEqual(['ute', 'uli']);
  });

  test('a desk without names is its role’s, a line is dialled by people', () => {
    expect(names({}, { desks: [standing(desk('bare', 'unit'))] })).toEqual(['uli', 'ute', 'ursel']);
    expect(names({}, { desks: [standing(desk('line', 'unit', { phone: '000 1000' }))] })).toEqual([]);
    expect(names({ tier: 'park' }, {})).toEqual(['pan', 'pia']);
  });

  test('robots of its desks', () => {
    const desks = [standing(desk('units', 'unit', { channels: ['ding'], members: [member('uli')] })), standing(units)];
    expect(recipients(message(), audience({ desks })).desks).toEqual(['units']);
  });
});

test('a desk’s matter goes to its own people, an offer to whom it is offered, a missed one to the tier above', () => {
  const units = standing(desk('units', 'unit', { members: [member('uli')] }));
  const others = standing(desk('others', 'unit', { members: [member('ute')] }));
  const park = standing(desk('park', 'park', { members: [member('pan')] }));
  const desks = [units, others, park];
  const owner = { kind: 'desk', id: 'east.units' } as const;
  expect(names({ owner, kind: 'presence' }, { desks })).toEqual(['uli']);
  expect(names({ owner, kind: 'hand-over', data: { to: 'ursel' } }, { desks })).toEqual(['uli', 'ursel']);
  expect(names({ owner, kind: 'presence', tier: 'park' }, { desks })).toEqual(['pan']);
});

test('a second person: on duty, else of the role, administrators last, never the one who asks', () => {
  const approve = { owner: { kind: 'approval', id: 'a1' }, kind: 'approve', tier: 'park' } as const;
  const data = { roles: ['park', 'admin'], requestedBy: 'pan' };
  const desks = [standing(desk('park', 'park', { members: [member('pan'), member('pia')] }))];
  expect(names({ ...approve, data }, { desks })).toEqual(['pia']);
  expect(names({ ...approve, data }, {})).toEqual(['pia']);
  expect(names({ ...approve, data: { ...data, roles: ['enterprise', 'admin'] } }, {})).toEqual(['ada']);
});

test('engineers of the park hear of the service, every engineer of what is nobody’s, administrators where there is none', () => {
  const system = { kind: 'system', tier: null } as const;
  expect(names(system, {})).toEqual(['eng']);
  expect(names({ ...system, park: 'system' }, { ofService: true })).toEqual(['eng', 'wes']);
  expect(names(system, { users: [user('ada', 'admin', ['*'])] })).toEqual(['ada']);
});

describe('the end', () => {
  const desks = [standing(desk('units', 'unit', { members: [member('uli')], channels: ['ding'] }))];
  const told = ['pan', 'desk:units', 'gone'];
  const incident = { tiers: [{ tier: 'unit', holder: null }], units: [] } as unknown as Audience['incident'];

  test('is told to everybody who was told, and to the tier', () => {
    const { people, desks: robots } = recipients(message({ kind: 'end' }), audience({ desks, told, incident }));
    expect([people.map(({ username }) => username), robots]).toEqual([['pan', 'uli'], ['units']]);
  });

  test('of a tier’s own part, to the tier', () => {
    const park = standing(desk('park', 'park', { members: [member('pia')] }));
    expect(names({ kind: 'end', tier: 'park' }, { desks: [...desks, park], told, incident })).toEqual(['pia']);
  });

  test('of a second person’s matter, to those who were asked', () => {
    const owner = { kind: 'approval', id: 'a1' } as const;
    expect(names({ kind: 'end', owner, tier: 'park' }, { desks, told: ['pia'] })).toEqual(['pia']);
  });
});
