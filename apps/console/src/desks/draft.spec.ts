import { DeskSchema } from '@cofferdam/domain';
import { aDesk } from './builders';
import { CLOCK, deskOf, draftOf, ID, PHONE, withMember, withShift } from './draft';

const view = aDesk({
  ...{ phone: '0512-1234', enterprise: 'hy' },
  members: [{ user: 'ann', phone: '139 1', substitute: 'bob' }, { user: 'bob' }],
  shifts: [
    { id: 'day', name: { zh: '白班', en: 'Day' }, from: '08:00', to: '20:00', members: ['ann'] },
    {
      id: 'night',
      name: { zh: '夜班', en: 'Night' },
      from: '20:00',
      to: '08:00',
      days: [1, 3],
      members: ['ann', 'bob'],
    },
  ],
});

test('a desk that nobody edited stays what it was', () => {
  const { name, tier, phone, enterprise, members, shifts } = view;
  expect(deskOf(view, draftOf(view))).toEqual({ name, tier, phone, enterprise, members, shifts });
  expect(DeskSchema.partial({ id: true }).safeParse(deskOf(view, draftOf(view))).success).toBe(true);
});

test('who leaves, leaves every shift and is nobody’s substitute', () => {
  const draft = draftOf(view);
  const desk = deskOf(view, { ...draft, members: draft.members.filter(({ user }) => user !== 'bob') });
  expect(desk.members).toEqual([{ user: 'ann', phone: '139 1' }]);
  expect(desk.shifts.map(({ members }) => members)).toEqual([['ann'], ['ann']]);
});

test('robots stay, come and go', () => {
  const draft = draftOf({ ...view, channels: ['group'] });
  expect(deskOf(view, draft)).toMatchObject({ channels: ['group'] });
  expect(deskOf(view, { ...draft, channels: [] })).not.toHaveProperty('channels');
});

test('new rows have keys of their own; empty ones are none', () => {
  const draft = withShift(withMember(withMember(draftOf(view))));
  expect(new Set(draft.members.map(({ key }) => key)).size).toBe(4);
  expect(deskOf(view, draft).members).toHaveLength(2);
  expect(draft.shifts.at(-1)).toMatchObject({ members: ['ann', 'bob'], days: [1, 2, 3, 4, 5, 6, 7] });
  expect(deskOf(view, { ...draft, phone: ' ' })).not.toHaveProperty('phone');
});

test.each([
  [CLOCK, ['00:00', '23:59', '24:00'], ['24:01', '8:00', '08:60']],
  [PHONE, ['110', '+86 512-1234'], ['1', 'abc', '-12']],
  [ID, ['day', 'a-1'], ['', 'Day', '-a']],
])('%s takes what the service takes', (pattern, good, bad) => {
  const whole = new RegExp(`^(?:${pattern})$`, 'v');
  expect(good.filter((text) => !whole.test(text))).toEqual([]);
  expect(bad.filter((text) => whole.test(text))).toEqual([]);
});
