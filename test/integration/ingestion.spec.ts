import type { INestApplicationContext } from '@nestjs/common';
import { encode, formatTime } from '@cofferdam/formats';
import { Admission, RegisterWatch } from '@cofferdam/ingestion';
import { Alarms, QuarantineStore, Records, Register } from '@cofferdam/records';
import { RedisConnection } from '@cofferdam/redis';
import { waitFor } from '@cofferdam/testing';
import {
  afterwards,
  commands,
  countersOf,
  end,
  heard,
  logOf,
  park,
  parkOf,
  PATIENCE,
  present,
  publish,
  reading,
  samplesOf,
  slotsOf,
  start,
  topic,
  useServices,
} from './ingestion-replica';
import { drillOf, saveDrill } from './running-drill';

useServices();

describe('a packet', () => {
  it('goes to the log behind its register version, and is answered then', async () => {
    const app = await heard(await start());
    const told = await commands();
    const at = Date.now();
    await publish(topic(1), reading(1, at, { receipt: true }));
    await waitFor(() => told.length === 1, { what: 'the receipt' });
    const receipt = { receipt: { monitor: 'MN1o1', at: new Date(at).toISOString(), period: 'realtime' }, ok: true };
    expect(told[0]).toEqual({ topic: topic(1, 'commands'), text: JSON.stringify(receipt) });
    const kinds = (await logOf(app)).filter((message) => 'park' in message && message.park === parkOf(1));
    expect(kinds).toMatchObject([
      { kind: 'register', version: 1 },
      { kind: 'sample', at, monitor: 'MN1o1', class: 'actual' },
    ]);
  });

  it('of HJ 212 with A=1 is answered by 9014', async () => {
    const app = await heard(await start());
    const told = await commands();
    const cp = [{ DataTime: formatTime(Date.now()).slice(0, 14) } as Record<string, string>, { 'w01018-Rtd': '48.2' }];
    const frame = { qn: formatTime(Date.now()), st: '32', cn: '2011', pw: '123456', mn: 'MN2o1', flag: 5, cp };
    await publish(topic(2, 'hj212'), Buffer.from(encode(frame)));
    await waitFor(() => told.length === 1, { what: 'the answer' });
    expect(told[0]?.topic).toBe(topic(2, 'commands'));
    expect(told[0]?.text).toContain(`QN=${frame.qn};ST=91;CN=9014;PW=123456;MN=MN2o1;`);
    expect(await samplesOf(app)).toMatchObject([{ monitor: 'MN2o1', values: { w01018: { value: 48.2 } } }]);
  });

  it.each([
    ['unknown-monitor', 'MN9', 0],
    ['wrong-outlet', 'MN1o2', 0],
    ['time-ahead', 'MN1o1', 3_600_000],
    ['time-behind', 'MN1o1', -31 * 86_400_000],
  ])('that is refused (%s) is in log and quarantine, and its device is told', async (reason, monitor, off) => {
    const app = await heard(await start());
    const told = await commands();
    await publish(topic(1), reading(1, Date.now() + off, { monitor, receipt: true }));
    await waitFor(() => told.length === 1, { what: 'the receipt' });
    expect(JSON.parse(told[0]?.text ?? '')).toMatchObject({ receipt: { monitor }, ok: false, reason });
    const refusals = (await logOf(app)).filter(({ kind }) => kind === 'refusal');
    expect(refusals).toMatchObject([{ reason, monitor, park: parkOf(1), outlet: 'o1' }]);
    const rows = await app.get(QuarantineStore).list({ parks: [parkOf(1)], limit: 10 });
    expect(rows).toMatchObject([{ reason, monitor, outlet: 'o1', topic: topic(1) }]);
    expect(await samplesOf(app)).toEqual([]);
    expect(countersOf(app).refusals).toEqual(new Map([[reason, 1]]));
  });

  it('of a drill is taken while that is under way, and stays in it', async () => {
    const app = await heard(await start());
    const drill = drillOf('d1', { park: parkOf(3), monitors: [{ outlet: 'o1', monitor: 'MN3o1' }] });
    await saveDrill(app.get(Records), drill);
    await app.get(RegisterWatch).refreshDrills();
    const at = Date.now() + 7 * 86_400_000;
    await publish(`drills/d1/${topic(3)}`, reading(3, at));
    await waitFor(async () => (await samplesOf(app)).length === 1, { what: 'the sample' });
    await saveDrill(app.get(Records), { ...drill, state: 'ended' });
    const refused = async () => {
      await publish(`drills/d1/${topic(3)}`, reading(3, at + 1_000));
      return countersOf(app).refusals.get('drill-not-running') ?? 0;
    };
    // Within the half second between two looks.
    await waitFor(async () => (await refused()) > 0, { what: 'a refusal after the end', everyMs: 50 });
    const log = (await logOf(app)).filter((message) => 'drill' in message && message.drill === 'd1');
    expect(log[0]).toMatchObject({ kind: 'sample', class: 'exercise', park: parkOf(3), at, receivedAt: at });
    const rows = async () => app.get(QuarantineStore).list({ parks: [parkOf(3)], class: 'exercise', limit: 10 });
    await waitFor(async () => (await rows())[0]?.reason === 'drill-not-running', { what: 'the quarantine' });
  });

  it('says online and offline, also what was retained before we listened', async () => {
    await present().device.publishAsync(topic(0, 'status'), 'online', { qos: 1, retain: true });
    afterwards(() => present().device.publishAsync(topic(0, 'status'), '', { qos: 1, retain: true }));
    const app = await heard(await start());
    await publish(topic(0, 'status'), 'offline');
    const states = async () =>
      (await logOf(app)).flatMap((message) => (message.kind === 'status' ? [message.online] : []));
    await waitFor(async () => (await states()).length === 2, { what: 'both' });
    expect(await states()).toEqual([true, false]);
  });
});

describe('a burst', () => {
  it('of 200 receipts does not stop the connection that they are asked on', async () => {
    await heard(await start());
    const told = await commands();
    const at = Date.now();
    await Promise.all(Array.from({ length: 200 }, (_, i) => publish(topic(1), reading(1, at + i, { receipt: true }))));
    await waitFor(() => told.length === 200, { what: 'a receipt for each' });
  });

  it(
    'of rubbish does not stop good devices, and does not fill the log, with PostgreSQL hanging',
    async () => {
      const app = await heard(await start());
      const told = await commands();
      await present().services.pause('postgres');
      try {
        await Promise.all(Array.from({ length: 3_000 }, () => publish(topic(1), 'rubbish')));
        await publish(topic(1), reading(1, Date.now(), { receipt: true }));
        await waitFor(() => told.length === 1, { what: 'the receipt behind the rubbish' });
        expect(countersOf(app).refusals.get('not-json')).toBe(3_000);
        expect(countersOf(app).quarantineDropped).toBeGreaterThan(0);
        expect((await logOf(app)).filter(({ kind }) => kind === 'refusal').length).toBeLessThan(30);
      } finally {
        await present().services.resume('postgres');
      }
      const stored = async () => (await app.get(QuarantineStore).counts())['not-json'] ?? 0;
      await waitFor(async () => (await stored()) >= 2_000, { what: 'what was kept to be stored', timeoutMs: 20_000 });
    },
    PATIENCE,
  );
});

describe('the register', () => {
  it('is followed: a new park is heard and a new version goes ahead of its readings', async () => {
    const app = await heard(await start());
    const changed = { ...park(0), outlets: [...park(0).outlets, { ...park(0).outlets[0]!, id: 'o3', monitors: [] }] };
    await app.get(Register).importParks([changed, park(99)], 'test');
    const look = async () => {
      await publish(
        topic(99),
        JSON.stringify({ monitor: 'MN99o1', at: new Date().toISOString(), values: { w01018: 1 } }),
      );
      return (await samplesOf(app)).some(({ park: id }) => id === parkOf(99));
    };
    await waitFor(look, { what: 'a reading of the new park', everyMs: 100 });
    const versions = (await logOf(app)).filter((message) => message.kind === 'register' && message.park === parkOf(0));
    expect(versions).toMatchObject([{ version: 1 }, { version: 2 }]);
  });
});

describe('the service about itself', () => {
  const hearing = async (app: INestApplicationContext) => {
    const keys = await app.get(RedisConnection).redis.keys(`${present().namespace}:*hearing`);
    return keys.length > 0;
  };
  const alarm = async (app: INestApplicationContext, rule: string) => {
    const filter = { class: 'actual', drill: null, parks: '*', open: true, limit: 100 } as const;
    const { items } = await app.get(Records).snapshot((tx) => app.get(Alarms).list(tx, filter));
    return items.find((item) => item.rule === rule && item.phase === 'abnormal');
  };

  it(
    'knows when it does not hear the broker',
    async () => {
      const app = await heard(await start());
      await waitFor(() => hearing(app), { what: 'hearing' });
      await present().services.pause('mosquitto');
      try {
        await waitFor(async () => !(await hearing(app)), { what: 'the end of hearing' });
        await waitFor(() => alarm(app, 'canary'), { what: 'its alarm' });
      } finally {
        await present().services.resume('mosquitto');
      }
      await waitFor(() => hearing(app), { what: 'hearing again' });
      await waitFor(async () => !(await alarm(app, 'canary')), { what: 'the end of its alarm' });
    },
    PATIENCE,
  );

  it(
    'warns of a filling disk, and stops before Redis ends itself',
    async () => {
      const warned = await heard(await start({ disk: { warn: 1.1, stop: 0, everyMs: 100 } }));
      await waitFor(() => alarm(warned, 'disk'), { what: 'the warning' });
      expect(warned.get(Admission).open).toBe(true);
      await end(warned);
      const stopped = await start({ disk: { warn: 1.1, stop: 1.1, everyMs: 100 } });
      await waitFor(() => stopped.get(Admission).why.includes('disk-full'), { what: 'the stop' });
      await publish(topic(1), reading(1));
      await waitFor(() => slotsOf(stopped).mine.length > 0, { what: 'slots' });
      expect([slotsOf(stopped).open, await samplesOf(stopped)]).toEqual([[], []]);
    },
    PATIENCE,
  );
});
