import {
  isOfDesk as domainIsOfDesk,
  ROLES,
  supervises as domainSupervises,
  TIERS as ALL_TIERS,
} from '@cofferdam/domain';
import { aDesk } from './builders';
import { actsOf, askedAt, byTier, dial, dutyPhones, isOfDesk, successors, supervises, tierAbove, TIERS } from './desks';

const user = (username: string, role: (typeof ROLES)[number] = 'enterprise') => ({ username, role, parks: ['demo'] });
const members = [{ user: 'ann' }, { user: 'bob' }];
const offer = {
  ...{ from: 'ann', to: 'bob', at: '2026-11-24T07:00:00Z', due: '2026-11-24T07:10:00Z', note: null, missed: false },
  digest: { incidents: 1, shelved: 0, nextDue: null },
};

test('the page knows a desk’s people and supervisors as the service does', () => {
  expect(TIERS).toEqual(ALL_TIERS);
  for (const role of ROLES) {
    for (const tier of ALL_TIERS) {
      expect(supervises({ role }, tier)).toBe(domainSupervises({ role }, tier));
      for (const people of [members, []]) {
        const desk = { tier, members: people };
        expect(isOfDesk(desk, user('ann', role))).toBe(domainIsOfDesk(desk, user('ann', role)));
        expect(isOfDesk(desk, user('eva', role))).toBe(domainIsOfDesk(desk, user('eva', role)));
      }
    }
  }
});

test('by tier, lowest first, without empty ones, in the chosen park', () => {
  const desks = [aDesk({ desk: 'b', tier: 'park' }), aDesk({ desk: 'a', tier: 'park' }), aDesk({ park: 'other' })];
  const shown = (park: string | null) =>
    byTier(desks, park).map(({ tier, desks: of }) => [tier, of.map(({ id }) => id)]);
  expect(shown(null)).toEqual([
    ['enterprise', ['other.day']],
    ['park', ['demo.a', 'demo.b']],
  ]);
  expect(shown('demo')).toEqual([['park', ['demo.a', 'demo.b']]]);
});

describe('what may be done at a desk', () => {
  const desk = aDesk({ members });
  test('its people offer it while they hold it or nobody does', () => {
    expect(actsOf(desk, user('ann'))).toEqual({ offer: true, accept: false, force: false, edit: false });
    expect(actsOf({ ...desk, holder: 'bob' }, user('ann')).offer).toBe(false);
    expect(actsOf({ ...desk, holder: 'ann', offer }, user('ann')).offer).toBe(false);
    expect(actsOf({ ...desk, holder: 'ann', offer: { ...offer, missed: true } }, user('ann')).offer).toBe(true);
    expect(actsOf(desk, user('eva')).offer).toBe(false);
    expect(successors(desk, 'ann')).toEqual(['bob']);
  });
  test('it is accepted by whom it is offered to, also late', () => {
    expect(actsOf({ ...desk, offer }, user('bob')).accept).toBe(true);
    expect(actsOf({ ...desk, offer: { ...offer, missed: true } }, user('bob')).accept).toBe(true);
    expect(actsOf({ ...desk, offer }, user('ann')).accept).toBe(false);
  });
  test('it is forced from above and edited by engineers', () => {
    expect(actsOf(desk, user('sue', 'park'))).toMatchObject({ force: true, edit: false });
    expect(actsOf(desk, user('eng', 'engineer'))).toMatchObject({ offer: false, force: false, edit: true });
    expect(actsOf(desk, user('adm', 'admin'))).toMatchObject({ force: true, edit: true });
    expect(actsOf(aDesk({ members: [{ user: 'eng' }] }), user('eng', 'engineer')).offer).toBe(false);
  });
});

test('somebody is asked at their own desk, by the question that ends first', () => {
  const asks = (due: string) => ({ asked: '2026-11-24T07:00:00Z', due });
  const desks = [
    aDesk({ desk: 'late', members, presence: asks('2026-11-24T07:05:00Z') }),
    aDesk({ desk: 'soon', members, presence: asks('2026-11-24T07:03:00Z') }),
    aDesk({ desk: 'strange', members: [{ user: 'eva' }], presence: asks('2026-11-24T07:01:00Z') }),
    aDesk({ desk: 'calm', members }),
  ];
  expect(askedAt(desks, user('ann'))?.desk).toBe('soon');
  expect(askedAt(desks, user('zoe'))).toBeNull();
  expect(tierAbove([aDesk(), aDesk({ tier: 'basin' })], aDesk())).toBe('basin');
  expect(tierAbove([aDesk(), aDesk({ tier: 'basin', park: 'other' })], aDesk())).toBeNull();
});

test('numbers to call, highest tier first, the desk’s line before its people', () => {
  const onDuty = [
    { user: 'ann', phone: '139', until: null, substitute: null },
    { user: 'bob', phone: null, until: null, substitute: null },
  ];
  const desks = [aDesk({ onDuty }), aDesk({ desk: 'top', tier: 'park', phone: '+86 512-1234', onDuty })];
  const lines = dutyPhones(desks, null).map(({ desk, who, phone }) => [desk.desk, who, phone]);
  expect(lines).toEqual([
    ['top', null, '+86 512-1234'],
    ['top', 'ann', '139'],
    ['day', 'ann', '139'],
  ]);
  expect(dial('+86 512-1234')).toBe('tel:+865121234');
});
