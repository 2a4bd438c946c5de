import { ClockGuard, Fire, Sweep } from '@cofferdam/alerting';
import { type Incident, LIVE, nextDeadlines } from '@cofferdam/domain';
import { ServiceClock } from '@cofferdam/records';
import { MINUTE, TimerWorkers } from './timer-workers';

const HOUR = 60 * MINUTE;
const workers = new TimerWorkers();

/** Sets PostgreSQL's clock, as far as the service sees it: `ms` from what it really is. */
const setClock = (ms: number) =>
  workers.admin.query(`create or replace function cofferdam_clock() returns bigint language sql volatile as
    $$ select (extract(epoch from clock_timestamp()) * 1000)::bigint + ${ms} $$`);
const jumps = async () =>
  (await workers.journalled('clock.jumped')).map(({ data }) => data as { by: number; ahead: number });
const near = (by: number) => ({ by: expect.closeTo(by, -3) as number, ahead: expect.any(Number) as number });
const tiersOf = ({ tiers }: Incident): number => tiers.length;

test.each([
  ['an hour ahead', HOUR],
  ['an hour back', -HOUR],
])(
  'with 100 incidents open PostgreSQL’s clock jumps %s: nothing escalates that time does not justify',
  async (_, by) => {
    const ids = Array.from({ length: 100 }, (__, n) => `i${n}`);
    const opened = (await workers.openAll(ids)).map(({ incident }) => incident);
    const both = [await workers.worker(), await workers.worker()];
    for (const module of both) await module.get(ClockGuard).look();
    await setClock(by);
    await Promise.all(
      both.flatMap((module) => [
        module.get(Sweep).look(),
        module.get(Fire).fire(ids.map((id) => ({ kind: 'incident', id, ...LIVE }))),
        module.get(ClockGuard).look(),
      ]),
    );
    await both[0]?.get(Sweep).look();
    expect(both.map((module) => module.get(Fire).fired)).toEqual([0, 0]);
    expect(await jumps()).toEqual([near(by)]);
    expect(Math.abs((await workers.now()) - Date.now())).toBeLessThan(1_000);
    for (const { id } of opened) expect(await workers.incident(id)).toEqual(opened.find((one) => one.id === id));

    // What is set from now on goes by the same clock, whoever sets it: another process that has seen the jump or not.
    const later = await workers.open('later', { ago: 10 * MINUTE + 1 });
    expect(nextDeadlines(later)[0]?.dueAt).toBeLessThan(Date.now() + 1_000);
    await both[1]?.get(Sweep).look();
    expect(tiersOf(await workers.incident('later'))).toBe(2);
    expect(tiersOf(await workers.incident('i0'))).toBe(1);
    expect(await workers.troubles()).toEqual(['clock-apart']);
  },
  60_000,
);

test('when the clock is put right again the service’s is at one with it, and says so', async () => {
  const module = await workers.worker();
  const guard = module.get(ClockGuard);
  await guard.look();
  await setClock(HOUR);
  await guard.look();
  await setClock(0);
  await guard.look();
  expect(await jumps()).toEqual([near(HOUR), near(-HOUR)]);
  expect(Math.abs((await jumps())[1]?.ahead ?? HOUR)).toBeLessThan(1_000);
  expect(await workers.troubles()).toEqual([]);
});

test('when nothing is due any more PostgreSQL’s clock is taken as it is', async () => {
  const module = await workers.worker();
  const guard = module.get(ClockGuard);
  await workers.open('i1');
  await guard.look();
  await setClock(HOUR);
  await guard.look();
  await guard.settle();
  expect(await workers.now()).toBeLessThan(Date.now() + MINUTE);
  await workers.admin.query(`update deadline set state = 'CANCELLED'`);
  // Whoever has read the clock and may yet set a deadline is waited for.
  await workers.write(async (tx) => {
    await workers.archive.records.now(tx);
    await guard.settle();
  });
  expect(await workers.now()).toBeLessThan(Date.now() + MINUTE);
  await guard.settle();
  expect(await workers.now()).toBeGreaterThan(Date.now() + HOUR - MINUTE);
  await guard.look();
  expect(await workers.troubles()).toEqual([]);
  expect(await jumps()).toEqual([near(HOUR), { by: expect.any(Number) as number, ahead: 0 }]);
});

test('slow drift is no jump; a process that stood still while others did not corrects nothing', async () => {
  const { db } = workers.archive.records;
  let slept = 0;
  let drift = 1;
  const awake = new ServiceClock(workers.url);
  const frozen = new ServiceClock(workers.url, () => performance.now() * drift - slept);
  await frozen.witness(db);
  drift = 1.0004;
  await frozen.now(db);
  await awake.witness(db);
  await setClock(2_000);
  await awake.witness(db);
  expect(await jumps()).toEqual([]);
  // A virtual machine that was paused for a minute: its own clock says that none has passed.
  await workers.admin.query(`update clock_witness set since = since - ${5 * MINUTE}, seen = seen - 1000`);
  slept = MINUTE;
  const now = await frozen.now(db);
  expect(Math.abs(now - Date.now())).toBeLessThan(5_000);
  expect(await jumps()).toEqual([]);
});
