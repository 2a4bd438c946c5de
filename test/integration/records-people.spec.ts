import {
  type Approval,
  DEFAULT_POLICY,
  type Desk,
  LIVE,
  newDeskState,
  type Park,
  type Policy,
} from '@cofferdam/domain';
import { ONSET } from './conditions';
import { RecordsRoom } from './records-room';

const room = new RecordsRoom();
const name = { zh: '值班', en: 'Duty' };
const deskOf = (id: string, more: Partial<Desk> = {}): Desk => ({
  ...{ id, name, tier: 'park', phone: '0571 1234', members: [{ user: 'li', phone: '138 0000' }], shifts: [] },
  ...more,
});
const importing = (desks: Desk[], policy?: Policy) =>
  room.archive.register.importParks([{ id: 'demo', desks, policy } as unknown as Park], 'system');
const desks = async () =>
  (await room.archive.desks.all(room.archive.records.db)).map(({ desk, version, source }) => [
    ...[desk.id, desk.phone, version, source],
  ]);
const put = (desk: Desk) => room.write((tx) => room.archive.desks.put(tx, 'demo', desk, 'wu'));
const remove = (id: string) => room.write((tx) => room.archive.desks.remove(tx, 'demo', id, 'wu'));

describe('desks', () => {
  test('what was changed here stays until the file says something else', async () => {
    await importing([deskOf('a'), deskOf('b')]);
    await importing([deskOf('b'), deskOf('a')]);
    expect(await desks()).toEqual([
      ['a', '0571 1234', 1, 'file'],
      ['b', '0571 1234', 1, 'file'],
    ]);
    expect(await put(deskOf('a', { phone: '110' }))).toMatchObject({ version: 2, source: 'api' });
    expect(await put(deskOf('c'))).toMatchObject({ version: 1, source: 'api' });
    await importing([deskOf('a'), deskOf('b')]);
    expect(await desks()).toEqual([
      ['a', '110', 2, 'api'],
      ['b', '0571 1234', 1, 'file'],
      ['c', '0571 1234', 1, 'api'],
    ]);
    await importing([deskOf('a', { phone: '119' })]);
    expect(await desks()).toEqual([
      ['a', '119', 3, 'file'],
      ['c', '0571 1234', 1, 'api'],
    ]);
  });

  test('one that was removed here stays away until the file says something else', async () => {
    await importing([deskOf('a')]);
    expect([await remove('a'), await remove('a'), await remove('z')]).toEqual([true, false, false]);
    await importing([deskOf('a')]);
    expect(await desks()).toEqual([]);
    expect(await room.write((tx) => room.archive.desks.lock(tx, 'demo', 'a'))).toBeNull();
    await importing([deskOf('a', { phone: '119' })]);
    expect(await desks()).toEqual([['a', '119', 3, 'file']]);
  });

  test('every change is journalled, without telephone numbers', async () => {
    await importing([deskOf('a')]);
    await put(deskOf('a', { tier: 'unit' }));
    await remove('a');
    const events = await room.journalled('desk.changed');
    expect(events).toMatchObject([
      {
        park: 'demo',
        subject: { kind: 'desk', id: 'demo.a' },
        actor: 'system',
        data: { change: 'set', source: 'file' },
      },
      {
        actor: 'wu',
        data: { change: 'set', version: 2, source: 'api', desk: { tier: 'unit', members: [{ user: 'li' }] } },
      },
      { actor: 'wu', data: { change: 'removed', version: 3 } },
    ]);
    expect(JSON.stringify(events)).not.toMatch(/0571|138/);
  });

  test('a desk has a state from the first time that somebody locks it', async () => {
    await importing([deskOf('a'), deskOf('b')]);
    const { desks: store } = room.archive;
    expect(await store.stateOf(room.archive.records.db, 'demo.a')).toBeNull();
    const locking = () => room.write((tx) => store.lockState(tx, ['demo.b', 'demo.z', 'demo.a']));
    const [states] = await Promise.all([locking(), locking(), locking()]);
    expect(states).toEqual([newDeskState('demo', deskOf('a')), newDeskState('demo', deskOf('b'))]);
    const held = { ...newDeskState('demo', deskOf('b')), holder: 'li', heldSince: ONSET };
    await room.write((tx) => store.saveState(tx, [held]));
    expect(await room.read((tx) => store.states(tx, ['demo']))).toEqual([newDeskState('demo', deskOf('a')), held]);
    await room.write(async (tx) => {
      await store.lockState(tx, ['demo.a']);
      expect(await room.write((other) => store.lockAvailable(other, ['demo.a', 'demo.b']))).toEqual([held]);
    });
  });
});

describe('policies', () => {
  const policyOf = (repeat: number): Policy => ({ ...DEFAULT_POLICY, repeat });
  const current = () => room.read((tx) => room.archive.policies.current(tx, 'demo'));
  const set = (policy: Policy) => room.write((tx) => room.archive.policies.put(tx, 'demo', policy, 'wu'));

  test('every version is kept; the file has a say when its word changes', async () => {
    expect(await current()).toEqual({ version: 0, policy: DEFAULT_POLICY });
    await importing([]);
    expect(await current()).toEqual({ version: 0, policy: DEFAULT_POLICY });
    await importing([], policyOf(1));
    await importing([], policyOf(1));
    expect(await set(policyOf(2))).toBe(2);
    await importing([], policyOf(1));
    expect(await current()).toEqual({ version: 2, policy: policyOf(2) });
    await importing([], policyOf(3));
    await importing([]);
    expect(await current()).toEqual({ version: 4, policy: DEFAULT_POLICY });
    const history = await room.read((tx) => room.archive.policies.history(tx, 'demo'));
    expect(history.map(({ version, policy, actor }) => [version, policy.repeat, actor])).toEqual([
      ...[
        [4, DEFAULT_POLICY.repeat, 'system'],
        [3, 3, 'system'],
        [2, 2, 'wu'],
        [1, 1, 'system'],
      ],
    ]);
    const events = await room.journalled('policy.changed');
    expect(events.map(({ data }) => data)).toMatchObject([1, 2, 3, 4].map((version) => ({ version, park: 'demo' })));
  });

  test('who changes one at the same time waits', async () => {
    const versions = await Promise.all(Array.from({ length: 6 }, (_, i) => set(policyOf(i + 1))));
    expect(versions.sort()).toEqual([1, 2, 3, 4, 5, 6]);
    expect(await room.write((tx) => room.archive.policies.lock(tx, 'demo'))).toMatchObject({ version: 6 });
    const both = await room.read((tx) => room.archive.policies.currentOf(tx, ['demo', 'west']));
    expect([both.get('demo')?.version, both.get('west')]).toEqual([6, { version: 0, policy: DEFAULT_POLICY }]);
  });
});

describe('users', () => {
  const li = { username: 'li', role: 'park', parks: ['demo'] } as const;
  const change = (more: Parameters<typeof room.archive.users.change>[2]) =>
    room.write((tx) => room.archive.users.change(tx, 'li', more));

  test('one is changed in part, and who is disabled is out at once', async () => {
    const { users, sessions } = room.archive;
    await users.create({ ...li, password: 'one', name: '李', phone: '138' });
    const { token } = await sessions.open(li, 1);
    expect(await change({ role: 'basin', parks: ['demo', 'west'], phone: null })).toEqual({
      ...{ username: 'li', role: 'basin', parks: ['demo', 'west'], name: '李', phone: null, language: 'zh-CN' },
      disabled: false,
    });
    expect(await sessions.find(token)).toMatchObject({ role: 'basin', parks: ['demo', 'west'] });
    expect(await change({ disabled: true })).toMatchObject({ disabled: true, role: 'basin' });
    expect([await sessions.find(token), await users.verify('li', 'one')]).toEqual([null, null]);
    const late = await sessions.open(li, 1);
    expect(await sessions.find(late.token)).toBeNull();
    expect(await change({ disabled: false, password: 'two' })).toMatchObject({ disabled: false });
    expect([await users.verify('li', 'one'), await users.verify('li', 'two')]).toMatchObject([
      null,
      { username: 'li' },
    ]);
    expect(await change({})).toEqual(await users.get('li'));
    const nobody = await room.write((tx) => users.change(tx, 'nobody', { disabled: true }));
    expect([nobody, await users.get('nobody')]).toEqual([null, null]);
  });

  test('a user is made in the transaction that asks for it', async () => {
    const failing = room.write(async (tx) => {
      await room.archive.users.create({ ...li, password: 'one' }, tx);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await room.archive.users.list()).toEqual([]);
  });
});

describe('approvals', () => {
  const asked = (id: string, more: Partial<Approval> = {}): Approval => ({
    ...{ id, ...LIVE, park: 'demo', act: 'shelve', subject: { kind: 'alarm', id: 'x' }, incident: null, seen: 1 },
    ...{ body: {}, reason: 'test', requestedBy: 'li', requestedAt: ONSET, needs: { roles: ['park'], tier: 'park' } },
    ...{ enterprise: null, severity: 'yellow', toxic: false, state: 'PENDING', expiresAt: ONSET + 1, note: null },
    ...{ answeredBy: null, answeredAt: null, review: null, generation: 1, version: 1 },
    ...more,
  });

  test('they are found by park, state, subject and review', async () => {
    const { approvals } = room.archive;
    const broken = asked('c', { state: 'CONFIRMED', review: { dueAt: ONSET, n: 1, by: null, at: null }, park: 'west' });
    const drill = asked('d', { class: 'exercise', drill: 'd1' });
    const all = [
      asked('a'),
      asked('b', { requestedAt: ONSET + 1, subject: { kind: 'incident', id: 'i' } }),
      broken,
      drill,
    ];
    await room.write((tx) => approvals.save(tx, all));
    const found = async (filter: Parameters<typeof approvals.list>[1]) =>
      (await room.read((tx) => approvals.list(tx, filter))).map(({ id }) => id);
    expect(await found({ parks: '*' })).toEqual(['b', 'a', 'c']);
    expect(await found({ parks: ['demo'], state: 'PENDING' })).toEqual(['b', 'a']);
    expect(await found({ parks: [] })).toEqual([]);
    expect(await found({ parks: '*', subject: { kind: 'alarm', id: 'x' }, park: 'demo' })).toEqual(['a']);
    expect(await found({ parks: '*', unreviewed: true })).toEqual(['c']);
    expect(await found({ parks: '*', class: 'exercise', drill: 'd1' })).toEqual(['d']);
    expect(await room.read((tx) => approvals.get(tx, 'b'))).toEqual(all[1]);
    const ofAlarm = await room.read((tx) => approvals.of(tx, { kind: 'alarm', id: 'x' }));
    expect(ofAlarm.map(({ id }) => id)).toEqual(['a', 'c', 'd']);
    const reviewed = { ...broken, review: { dueAt: ONSET, n: 1, by: 'wu', at: ONSET } };
    await room.write((tx) => approvals.save(tx, [reviewed]));
    expect(await found({ parks: '*', unreviewed: true })).toEqual([]);
  });

  test('locked by id, or left to whoever has locked them', async () => {
    const { approvals } = room.archive;
    await room.write((tx) => approvals.save(tx, [asked('a'), asked('b')]));
    await room.write(async (tx) => {
      expect((await approvals.lock(tx, ['b', 'z'])).map(({ id }) => id)).toEqual(['b']);
      const free = await room.write((other) => approvals.lockAvailable(other, ['b', 'a']));
      expect(free.map(({ id }) => id)).toEqual(['a']);
    });
  });
});
