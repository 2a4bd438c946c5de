import { type Services, startServices } from '@cofferdam/testing';
import { killRun } from '../faults/kill-run';

let services: Services;
beforeAll(async () => {
  services = await startServices();
}, 60_000);
afterAll(() => services?.stop());

test('a kill of each process and each service loses nothing and raises nothing twice', async () => {
  const outcome = await killRun(services, {
    parks: 6,
    outletsEach: 11,
    perSecond: 150,
    pattern: 72,
    victims: ['ingestion', 'rule-engine', 'redis', 'alert-worker', 'postgres', 'mosquitto', 'operator-api', 'influx'],
    everyMs: 1_500,
    deadMs: 300,
  });
  expect(outcome.episodes).toBeGreaterThan(60);
  expect(outcome).toMatchObject({
    lost: 0,
    missed: 0,
    twice: 0,
    wrongOnset: 0,
    outOfOrder: 0,
    seqGaps: 0,
    seqRepeats: 0,
    feedGaps: 0,
  });
}, 180_000);
