import { Admission } from '@cofferdam/ingestion';
import { waitFor } from '@cofferdam/testing';
import {
  afterwards,
  countersOf,
  end,
  expectNumbers,
  heard,
  number,
  PATIENCE,
  present,
  slotsOf,
  slotsWithParks,
  start,
  useServices,
} from './ingestion-replica';
import { openLine } from './line';

useServices();

describe('nothing is lost and order is kept', () => {
  it(
    'while Redis is away',
    async () => {
      const app = await heard(await start());
      await number(0, 10);
      const publishing = number(10, 60, 20);
      await present().services.kill('redis');
      await waitFor(() => !app.get(Admission).open, { what: 'intake to stop' });
      expect(slotsOf(app).open).toEqual([]);
      await publishing;
      await present().services.start('redis');
      await waitFor(() => app.get(Admission).open, { what: 'intake to go on' });
      await expectNumbers(app, 60);
      expect(countersOf(app).redelivered).toBeGreaterThan(0);
    },
    PATIENCE,
  );

  it(
    'while the broker restarts',
    async () => {
      const app = await heard(await start());
      await number(0, 20);
      await present().services.halt('mosquitto');
      const publishing = number(20, 60);
      await present().services.start('mosquitto');
      await publishing;
      await expectNumbers(app, 60);
    },
    PATIENCE,
  );

  it(
    'while we are away, and over a restart of the broker then',
    async () => {
      await end(await heard(await start()));
      await number(0, 20);
      await present().services.halt('mosquitto');
      await present().services.start('mosquitto');
      await number(20, 40);
      await expectNumbers(await start(), 40);
    },
    PATIENCE,
  );

  it(
    'when the owner of the slots is paused and another takes them over',
    async () => {
      const lines = {
        mqttUrl: await openLine(present().services.urls.mqttUrl),
        redisUrl: await openLine(present().services.urls.redisUrl),
      };
      afterwards(() => Object.values(lines).forEach((line) => line.close()));
      const paused = await heard(await start({ mqttUrl: lines.mqttUrl.url, redisUrl: lines.redisUrl.url }));
      await number(0, 20);
      lines.mqttUrl.freeze();
      lines.redisUrl.freeze();
      const next = await start();
      await number(20, 40);
      await heard(next);
      lines.mqttUrl.thaw();
      lines.redisUrl.thaw();
      await number(40, 60, 20);
      await expectNumbers(next, 60);
      await waitFor(() => slotsOf(paused).mine.length + slotsOf(next).mine.length === slotsWithParks(), {
        what: 'a share for each',
        timeoutMs: 30_000,
        everyMs: 100,
      });
      expect(slotsOf(paused).mine.filter((slot) => slotsOf(next).mine.includes(slot))).toEqual([]);
      await number(60, 80);
      await expectNumbers(next, 80);
    },
    2 * PATIENCE,
  );

  it(
    'while replicas come and go',
    async () => {
      const first = await heard(await start());
      const publishing = number(0, 150, 20);
      const second = await start();
      const total = () => slotsOf(first).open.length + slotsOf(second).open.length;
      await waitFor(() => slotsOf(second).open.length > 0 && total() === slotsWithParks(), {
        what: 'a share for each',
        timeoutMs: 20_000,
      });
      expect(slotsOf(first).mine.filter((slot) => slotsOf(second).mine.includes(slot))).toEqual([]);
      expect(Math.abs(slotsOf(first).mine.length - slotsOf(second).mine.length)).toBeLessThanOrEqual(1);
      await end(first);
      await heard(second);
      await publishing;
      await expectNumbers(second, 150);
    },
    PATIENCE,
  );
});
