import type { Message } from '@cofferdam/domain';
import { Expander, MessageAuditor, Sender } from '@cofferdam/notification';
import { Deliveries, type NewDelivery } from '@cofferdam/records';
import { waitFor } from '@cofferdam/testing';
import { PlainProvider, plainVoices, setupOf } from './message-voices';
import { MessageWorkers } from './message-workers';
import { begin, drillOf } from './told-drills';

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

/** Where the drill's clock stands: no hour of anything real. */
const HOUR = Date.parse('2026-11-24T02:00:00Z');
const exercise = { class: 'exercise', drill: 'd1' } as const;
const at = (channel: string, to: string) => ({ channel, to });

async function people(...names: string[]): Promise<void> {
  for (const name of names) await workers.user(name, 'unit', [at('sms', name), at('mail', name)]);
}
const stateOf = async (id: string) =>
  (await workers.deliveries(id)).map(({ recipient, channel, state, answer }) =>
    [recipient, channel, state, state === 'SENT' ? null : answer].filter((word) => word !== null).join(' '),
  );
const failures = async () =>
  (await workers.journalled('notification.failed')).map((event) => {
    const { to, channel, fault } = event.data as Record<string, unknown>;
    return [event.class, event.drill, event.at - HOUR, to, channel, fault];
  });

test('a participant on duty is told, marked, at the drill’s clock; whoever else is on duty is refused, and that is told', async () => {
  const { one, url } = await provider();
  await workers.park(1);
  await workers.channel(setupOf('sms', 'sms', url), setupOf('ding', 'dingtalk', url));
  await people('uli', 'outsider');
  await workers.user('con', 'director', [at('sms', 'con')]);
  await workers.desk('units', 'unit', { members: [{ user: 'uli' }, { user: 'outsider' }], channels: ['ding'] });
  await begin(workers, drillOf('d1', ['uli']), HOUR);
  const module = await workers.worker();
  await workers.say('i1', { ...exercise, severity: 'red' });
  await workers.say('i2', { ...exercise, kind: 'drill', tier: null, data: { news: 'paused', reason: '非演练' } });
  await workers.say('i3', { ...exercise, drill: 'nobody-knows' });
  await waitFor(async () => (await workers.look(module), one.messages.length >= 2), { what: 'both to be told' });
  await waitFor(async () => (await workers.outbox('i1')).join() === 'duty unit SENT', { what: 'the end of the row' });
  expect(one.messages.map(({ to, link }) => [to, link]).sort()).toEqual([
    ['con', 'https://console.example/#/drills/d1'],
    ['uli', 'https://console.example/#/exercise/d1'],
  ]);
  for (const { title, body } of one.messages) {
    expect(title).toMatch(/^【演练】/);
    expect(body).toMatch(/^【演练】/);
    expect(body).not.toContain('非演练');
  }
  expect((await stateOf('i1')).sort()).toEqual([
    'desk:units FAILED not-a-participant',
    'outsider FAILED not-a-participant',
    'uli sms SENT',
  ]);
  expect(await workers.outbox('i3')).toEqual(['duty unit FAILED not-a-participant']);
  const told = await workers.journalled('notification.sent');
  expect(told.map((event) => [event.class, event.drill, event.at])).toEqual(
    Array.from({ length: 2 }, () => ['exercise', 'd1', HOUR]),
  );
  expect(await failures()).toEqual(
    expect.arrayContaining([
      ['exercise', 'd1', 0, 'outsider', null, 'not-a-participant'],
      ['exercise', 'd1', 0, 'desk:units', 'ding', 'not-a-participant'],
    ]),
  );
  await module.get(MessageAuditor).audit();
  expect(await workers.troubles()).toEqual([]);
});

test('default deny: whatever was written, nothing of a drill goes out to anybody else, or once it is over', async () => {
  const { one, url } = await provider();
  await workers.park(1);
  await workers.channel(setupOf('sms', 'sms', url), setupOf('ding', 'dingtalk', url));
  await people('uli', 'outsider');
  await begin(workers, drillOf('d1', ['uli']), HOUR);
  await begin(workers, drillOf('over', ['uli'], { state: 'ended' }), HOUR);
  const module = await workers.worker();
  const row = (recipient: string, more: Partial<NewDelivery>): Promise<void> =>
    workers.write(async (tx) => {
      const owner = { kind: 'incident', id: 'i1' } as const;
      const [said] = await workers.archive.outbox.of(tx, owner);
      await new Deliveries(workers.archive.records).add(tx, [
        {
          ...{ key: `${recipient} ${JSON.stringify(more)}`, outbox: said?.id ?? 0, ...exercise, park: 'demo', owner },
          ...{ kind: 'duty', recipient, substitute: null, language: 'en', severity: 'red', toxic: false },
          ...{ writtenAt: Date.now(), channel: 'sms', ...more },
        },
      ]);
    });
  await workers.say('i1', exercise);
  await workers.admin.query('update outbox set expanded_on = now()');
  await row('outsider', {});
  await row('desk:units', { channel: 'ding' });
  await row('uli', { drill: 'over' });
  await row('uli', { drill: 'nobody-knows' });
  await row('uli', { class: 'test', drill: null });
  for (const channel of ['sms', 'ding']) await module.get(Sender).serve(channel);
  expect(one.requests).toBe(0);
  const states = await stateOf('i1');
  expect(states).toHaveLength(5);
  for (const state of states) expect(state).toMatch(/FAILED not-a-participant$/);
  expect((await failures()).map(([, drill, , to, , fault]) => [drill, to, fault])).toEqual(
    expect.arrayContaining([
      ['d1', 'outsider', 'not-a-participant'],
      ['over', 'uli', 'not-a-participant'],
      [null, 'uli', 'not-a-participant'],
    ]),
  );
  expect((await workers.admin.query('select from channel_send')).rowCount).toBe(0);
});

test('a channel that the script puts out of order is passed over, whom it sends away is answered for; health stays', async () => {
  const { one, url } = await provider();
  await workers.park(1);
  await workers.channel(setupOf('sms', 'sms', url), setupOf('mail', 'email', url));
  await people('uli', 'deputy', 'stand-in');
  const members = [{ user: 'uli' }, { user: 'deputy', substitute: 'stand-in' }, { user: 'stand-in' }];
  const shifts = [
    { id: 'all', name: { zh: '班', en: 'Shift' }, from: '00:00', to: '00:00', members: ['uli', 'deputy'] },
  ];
  await workers.desk('units', 'unit', { members, shifts });
  const team = ['uli', 'deputy', 'stand-in'];
  await begin(workers, drillOf('d1', team), HOUR);
  const module = await workers.worker();
  await workers.say('i0', exercise);
  await module.get(Expander).expand(); // before the faults: they are on their way by SMS
  const injected = ['mute', 'away'].map((inject) => ({ inject, at: HOUR }));
  await begin(workers, drillOf('d1', team, { injected }), HOUR);
  await workers.say('i1', exercise);
  const live = { kind: 'remind' } as const;
  await workers.say('i2', live);
  await waitFor(async () => (await workers.look(module), one.messages.length >= 6), { what: 'all of them' });
  await waitFor(async () => (await workers.outbox('i2')).join() === 'remind unit SENT', { what: 'the live one' });
  expect((await stateOf('i1')).sort()).toEqual(['deputy FAILED no-channel', 'stand-in mail SENT', 'uli mail SENT']);
  await waitFor(async () => (await workers.outbox('i0')).join() === 'duty unit SENT', { what: 'the one under way' });
  expect((await stateOf('i0')).map((state) => state.split(':')[0]).sort()).toEqual([
    ...['deputy sms FAILED drill-fault', 'stand-in mail SENT', 'uli mail SENT'],
  ]);
  expect((await stateOf('i2')).sort()).toEqual(['deputy sms SENT', 'uli sms SENT']);
  expect(await failures()).toEqual(
    expect.arrayContaining([
      ['exercise', 'd1', 0, 'uli', 'sms', 'drill-fault'],
      ['exercise', 'd1', 0, 'stand-in', 'sms', 'drill-fault'],
      ['exercise', 'd1', 0, 'deputy', null, 'no-channel'],
    ]),
  );
  const { rows } = await workers.admin.query<{ faults: number }>('select faults from channel_health where faults > 0');
  expect(rows).toEqual([]);
  expect(await workers.troubles()).toEqual([]);
});

test('live messages go first, and a drill leaves half of what a robot’s provider allows', async () => {
  workers.voices = plainVoices({ count: 8, perMs: 60_000, reserved: 2 });
  const { one, url } = await provider({ count: 8, perMs: 60_000 });
  await workers.park(1);
  await workers.channel(setupOf('ding', 'dingtalk', url));
  await workers.desk('units', 'unit', { channels: ['ding'] });
  await begin(workers, drillOf('d1', ['uli'], {}, { channels: ['ding'] }), HOUR);
  const module = await workers.worker();
  const drill: Partial<Message> = { ...exercise, severity: 'red' };
  for (let n = 0; n < 12; n += 1) await workers.say(`d${n}`, drill);
  await workers.say('l1', { severity: 'yellow' });
  await module.get(Expander).expand();
  await module.get(Sender).serve('ding');
  // A gathered message is the drill's: there are never two live ones.
  const classes = () => one.messages.map(({ title }) => /^(【演练】|\d+$)/.test(title));
  await waitFor(() => one.messages.length > 1, { what: 'both classes' });
  expect(classes()[0]).toBe(false);
  expect(classes().slice(1)).not.toContain(false);
  for (let n = 0; n < 12; n += 1) await workers.say(`e${n}`, drill);
  await workers.look(module);
  await module.get(Sender).serve('ding');
  expect(one.messages.length).toBeLessThanOrEqual(5);
  await workers.say('l2', { severity: 'red' });
  await workers.look(module);
  await waitFor(async () => (await workers.outbox('l2')).join() === 'duty unit SENT', { what: 'the live one' });
  expect(classes().at(-1)).toBe(false);
  // What is overdue of a drill is nobody's alarm.
  await workers.admin.query(`update delivery set due_on = due_on - interval '1 hour' where state = 'PENDING'`);
  await module.get(MessageAuditor).audit();
  expect(await workers.troubles()).toEqual([]);
});
