import { Expander, MessageAuditor, Sender } from '@cofferdam/notification';
import { waitFor } from '@cofferdam/testing';
import { PlainProvider, plainVoices, setupOf } from './message-voices';
import { MessageWorkers } from './message-workers';

jest.setTimeout(30_000);
const workers = new MessageWorkers();
const providers: PlainProvider[] = [];
const provider = async (limit: ConstructorParameters<typeof PlainProvider>[0] = null) => {
  const one = new PlainProvider(limit);
  providers.push(one);
  return { one, url: await one.listen() };
};
afterEach(async () => {
  for (const one of providers.splice(0)) await one.close();
});

const sms = { channel: 'sms', to: '13800000000' };
const mail = { channel: 'mail', to: 'a@example.org' };

test('a page goes to who is on duty, once, with names and a link', async () => {
  const { one, url } = await provider();
  await workers.park(1);
  await workers.channel(setupOf('sms', 'sms', url));
  await workers.user('unit', 'unit', [sms]);
  await workers.user('idle', 'unit', [sms]);
  await workers.desk('units', 'unit', { members: [{ user: 'unit' }] });
  const module = await workers.worker({ begins: true });
  const other = await workers.worker({ begins: true });
  await workers.open({ o0: 'yellow' });
  await Promise.all([workers.look(module), workers.look(other)]);
  await waitFor(() => one.messages.length > 0, { what: 'the page' });
  await waitFor(async () => (await workers.outbox('o0')).join() === 'duty unit SENT', { what: 'the end of the row' });
  expect(one.messages).toMatchObject([{ to: sms.to, link: 'https://console.example/#/incidents/o0' }]);
  expect(one.messages[0]?.body).toContain('排口0号');
  const [delivery] = await workers.deliveries('o0');
  expect(delivery).toMatchObject({ state: 'SENT', recipient: 'unit', attempt: 1, possibleRepeat: false });
  const [told] = await workers.journalled('notification.sent');
  expect(told?.data).toEqual({
    ...{ key: delivery?.key, channel: 'sms', to: 'unit', attempt: 1, possibleRepeat: false },
    ...{ kind: 'duty', incident: 'o0' },
  });
});

test('with no channel at all messages are ended, and nobody is alarmed', async () => {
  await workers.park(1);
  await workers.user('unit', 'unit');
  await workers.desk('units', 'unit', { members: [{ user: 'unit' }] });
  await workers.open({ o0: 'red', i1: 'yellow' });
  const module = await workers.worker();
  await workers.look(module);
  await module.get(MessageAuditor).audit();
  expect(await workers.outbox('o0')).toEqual(['duty unit FAILED no-channels']);
  expect(await workers.deliveries('o0')).toEqual([]);
  expect(await workers.troubles()).toEqual([]);
});

test('whom no channel reaches has failed, the substitute is told; a message that reached nobody is an alarm', async () => {
  const { one, url } = await provider();
  await workers.park(1);
  await workers.channel(setupOf('sms', 'sms', url));
  await workers.user('mute', 'unit');
  await workers.user('stand-in', 'unit', [sms]);
  await workers.desk('units', 'unit', { members: [{ user: 'mute', substitute: 'stand-in' }] });
  await workers.desk('line', 'park', { phone: '000 1000' });
  await workers.say('i1');
  await workers.say('i2', { tier: 'park' });
  await workers.say('i3', { class: 'exercise', drill: 'd1' });
  const module = await workers.worker();
  await workers.look(module);
  await waitFor(async () => (await workers.outbox('i1')).join() === 'duty unit SENT', { what: 'the substitute told' });
  expect((await workers.deliveries('i1')).map(({ recipient, state, answer }) => [recipient, state, answer])).toEqual([
    ['mute', 'FAILED', 'no-channel'],
    ['stand-in', 'SENT', '{"ok":true}'],
  ]);
  expect(await workers.outbox('i2')).toEqual(['duty park FAILED nobody-to-tell']);
  expect(await workers.outbox('i3')).toEqual(['duty unit FAILED not-a-participant']);
  expect(one.messages).toHaveLength(1);
  await module.get(MessageAuditor).audit();
  expect(await workers.troubles()).toEqual(['nobody-reached']);
});

test('everybody is told in their own language, a substitute in theirs, a group in that of its robot', async () => {
  const [one, group, bad] = [await provider(), await provider(), await provider()];
  bad.one.says = () => 401;
  await workers.park(1);
  await workers.channel(setupOf('sms', 'sms', one.url), setupOf('dead', 'email', bad.url));
  await workers.channel({ ...setupOf('ding', 'dingtalk', group.url), language: 'en' });
  await workers.user('reader', 'unit', [{ channel: 'sms', to: 'reader' }], 'en');
  await workers.user('chinese', 'unit', [{ channel: 'sms', to: 'chinese' }]);
  await workers.user('mute', 'unit');
  await workers.user('away', 'unit', [{ channel: 'dead', to: 'away' }]);
  await workers.user('for-mute', 'unit', [{ channel: 'sms', to: 'for-mute' }], 'en');
  await workers.user('for-away', 'unit', [{ channel: 'sms', to: 'for-away' }], 'en');
  const members = [
    ...[{ user: 'reader' }, { user: 'chinese' }],
    ...[
      { user: 'mute', substitute: 'for-mute' },
      { user: 'away', substitute: 'for-away' },
    ],
  ];
  await workers.desk('units', 'unit', { members, channels: ['ding'] });
  await workers.open({ o0: 'yellow' }, ['unit']);
  const module = await workers.worker();
  await waitFor(async () => (await workers.look(module), one.one.messages.length >= 4), { what: 'all of them' });
  await waitFor(() => group.one.messages.length > 0, { what: 'the group' });
  const read = [...one.one.messages, ...group.one.messages].map(({ to, language, body }) => {
    const said = ['Outlet no. 0', '排口0号'].filter((name) => body.includes(name));
    return [to, language, ...said];
  });
  expect(read.sort()).toEqual(
    [
      [null, 'en', 'Outlet no. 0'],
      ['chinese', 'zh-CN', '排口0号'],
      ...['for-away', 'for-mute', 'reader'].map((to) => [to, 'en', 'Outlet no. 0']),
    ].sort(),
  );
});

test('a digest is in one language, the one that its reader has chosen last', async () => {
  const { one, url } = await provider();
  await workers.park(8);
  await workers.channel(setupOf('sms', 'sms', url));
  await workers.user('unit', 'unit', [sms]);
  await workers.desk('units', 'unit', { members: [{ user: 'unit' }] });
  const module = await workers.worker();
  await workers.open({ o0: 'yellow', o1: 'yellow', o2: 'yellow', o3: 'yellow' }, ['unit']);
  await module.get(Expander).expand();
  await workers.admin.query(`update user_account set language = 'en'`);
  await workers.open({ o4: 'yellow', o5: 'yellow', o6: 'yellow', o7: 'yellow' }, ['unit']);
  await workers.look(module);
  await waitFor(() => one.messages.length > 0, { what: 'the digest' });
  expect(one.messages).toMatchObject([{ title: '8', language: 'en' }]);
  expect(one.messages[0]?.body).not.toContain('排口');
  for (const n of [0, 7]) expect(one.messages[0]?.body).toContain(`Outlet no. ${n}`);
});

describe('acknowledging', () => {
  beforeEach(async () => {
    await workers.park(2);
    await workers.user('unit', 'unit', [sms]);
    await workers.user('enterprise', 'enterprise', [sms]);
    await workers.desk('units', 'unit', { members: [{ user: 'unit' }] });
    await workers.desk('enterprises', 'enterprise', { members: [{ user: 'enterprise' }] });
  });

  test('takes back at once what is pending for that tier, expanded or not, and nothing else', async () => {
    const { one, url } = await provider();
    await workers.channel(setupOf('sms', 'sms', url));
    one.mood = { down: true };
    await workers.open({ o0: 'yellow' }, ['unit', 'enterprise']);
    const module = await workers.worker();
    await workers.look(module);
    await waitFor(async () => (await workers.deliveries('o0')).length === 2, { what: 'deliveries' });
    await workers.say('o0', { kind: 'remind' });
    await workers.acknowledge('o0');
    expect(await workers.outbox('o0')).toEqual([
      'duty unit CANCELLED acknowledged',
      'informed enterprise PENDING',
      'remind unit CANCELLED acknowledged',
    ]);
    expect((await workers.deliveries('o0')).map(({ state }) => state)).toEqual(['CANCELLED', 'PENDING']);
    one.mood = {};
    await waitFor(async () => (await workers.look(module), one.messages.length > 0), { what: 'the other tier told' });
    await waitFor(async () => (await workers.outbox('o0'))[1] === 'informed enterprise SENT', { what: 'its end' });
    expect(one.messages).toMatchObject([{ to: sms.to, severity: 'yellow' }]);
  });

  test('those who were told of it are told of the end, once, with the tier', async () => {
    const { one, url } = await provider();
    await workers.channel(setupOf('sms', 'sms', url));
    const module = await workers.worker();
    const said = async (count: number) => {
      await workers.look(module);
      await waitFor(() => one.messages.length === count, { what: `${count} messages` });
    };
    await workers.open({ o0: 'yellow' }, ['unit', 'enterprise']);
    await said(2);
    await workers.user('late', 'unit', [{ channel: 'sms', to: '139' }]);
    await workers.desk('units', 'unit', { members: [{ user: 'late' }] });
    const end = { kind: 'end', generation: 2 } as const;
    await workers.say('o0', { ...end, tier: 'unit' });
    await workers.say('o0', { ...end, tier: 'enterprise' });
    await workers.admin.query(`update incident set document = jsonb_set(document, '{tiers}', (document->'tiers')
      || jsonb_build_array((document->'tiers'->0) || '{"tier": "enterprise"}'))`);
    await said(5);
    await waitFor(async () => (await workers.outbox('o0')).every((row) => row.includes('SENT')), { what: 'the end' });
    const rows = (await workers.deliveries('o0')).filter(({ kind }) => kind === 'end');
    expect(rows.map(({ recipient, state }) => `${recipient} ${state}`).sort()).toEqual([
      ...['enterprise SENT', 'late SENT', 'unit SENT'],
    ]);
    expect((await workers.outbox('o0')).slice(2)).toEqual(['end unit SENT', 'end enterprise SENT told-before']);
  });
});

test('a channel that refuses falls to the next; engineers are told over another one, once', async () => {
  const [bad, good] = [await provider(), await provider()];
  bad.one.says = () => 401;
  await workers.park(1);
  await workers.channel(setupOf('sms', 'sms', bad.url), setupOf('mail', 'email', good.url));
  await workers.user('unit', 'unit', [sms, mail]);
  await workers.user('eng', 'engineer', [
    { ...sms, to: 'eng-sms' },
    { ...mail, to: 'eng-mail' },
  ]);
  await workers.desk('units', 'unit', { members: [{ user: 'unit' }] });
  const module = await workers.worker();
  for (const id of ['i1', 'i2', 'i3']) await workers.say(id);
  const to = (): string[] => good.one.messages.map((message) => message.to ?? '').sort();
  await waitFor(async () => (await workers.look(module), to().length === 4), { what: 'the next channel' });
  expect(to()).toEqual([mail.to, mail.to, mail.to, 'eng-mail']);
  expect(await workers.troubles()).toEqual(['channel-failing']);
  const failed = await workers.journalled('notification.failed');
  expect(failed.map(({ data }) => data)).toContainEqual(
    expect.objectContaining({ channel: 'sms', to: 'unit', fault: 'refused' }),
  );
  bad.one.says = () => 200;
  await workers.admin.query(`update channel_health set probed_on = null`);
  await workers.say('i4');
  await waitFor(async () => (await workers.look(module), bad.one.messages.length > 0), { what: 'the first again' });
  await waitFor(async () => (await workers.troubles()).length === 0, { what: 'the end of the alarm' });
});

test('what a dead sender had claimed goes out again, marked, once its lease is over', async () => {
  const { one, url } = await provider();
  await workers.park(1);
  await workers.channel(setupOf('sms', 'sms', url));
  await workers.user('unit', 'unit', [sms]);
  await workers.desk('units', 'unit', { members: [{ user: 'unit' }] });
  await workers.say('i1');
  const module = await workers.worker();
  await module.get(Expander).expand();
  const claimed = `update delivery set claimed_by = gen_random_uuid(), attempt = 1, claimed_until = clock_timestamp()`;
  await workers.admin.query(`${claimed} + interval '1 minute'`);
  await workers.look(module);
  await module.get(Sender).serve('sms');
  expect(one.messages).toEqual([]);
  await workers.admin.query(`${claimed} - interval '1 second'`);
  await module.get(Sender).serve('sms');
  expect(one.messages[0]?.title).toContain('可能重复');
  expect(await workers.deliveries('i1')).toMatchObject([{ state: 'SENT', attempt: 2, possibleRepeat: true }]);
});

test('two workers keep to a robot’s one limit, its reserve is for what is grave, digests name every outlet', async () => {
  const window = { count: 8, perMs: 3_000 };
  workers.voices = plainVoices({ ...window, reserved: 2 });
  const { one, url } = await provider(window);
  await workers.park(40);
  await workers.channel(setupOf('ding', 'dingtalk', url));
  await workers.desk('units', 'unit', { channels: ['ding'] });
  const both = [await workers.worker(), await workers.worker()];
  const ids = Array.from({ length: 40 }, (_, n) => [`o${n}`, n % 8 === 0 ? 'red' : 'yellow'] as const);
  await workers.open(Object.fromEntries(ids));
  const begin = Date.now();
  const pending = async () => (await workers.admin.query(`select from delivery where state = 'PENDING'`)).rowCount;
  await Promise.all(both.map((module) => workers.look(module)));
  await waitFor(
    async () => {
      await Promise.all(both.map((module) => workers.look(module)));
      return (await pending()) === 0;
    },
    { what: 'all to go out', everyMs: 50 },
  );
  expect(one.throttled).toBe(0);
  expect(one.most(window.perMs)).toBeLessThanOrEqual(window.count);
  const red = one.messages.filter(({ severity }) => severity === 'red');
  expect(red.every(({ at }) => at - begin < 10_000)).toBe(true);
  const text = one.messages.map(({ body }) => body).join('\n');
  for (const [id] of ids) expect(text).toMatch(new RegExp(`INC-${id}(?![0-9])`));
  for (const [id] of ids.filter(([, colour]) => colour === 'red')) expect(text).toContain(`排口${id.slice(1)}号`);
  expect(one.messages.length).toBeLessThan(20);
});
