import { setTimeout as pause } from 'node:timers/promises';
import { Installation, manyParks, type Services, startServices } from '@cofferdam/testing';
import { Campaign } from '../faults/campaign';
import { LogWitness } from '../faults/log-witness';
import { reconcile } from '../faults/reconcile';

/** Longer than a slot's lease, so that another replica takes its slots. */
const PAUSED_MS = 7_000;

let services: Services;
beforeAll(async () => {
  services = await startServices();
}, 60_000);
afterAll(() => services?.stop());

test('an ingestion that stands still loses its slots to another, and does no harm when it goes on', async () => {
  const { folder, places } = manyParks(8, 5);
  const installation = await Installation.make(services, { PARKS_DIR: folder }, false);
  for (const app of ['alert-worker', 'operator-api', 'rule-engine'] as const) await installation.start(app);
  const first = await installation.start('ingestion');
  await installation.start('ingestion');
  const witness = new LogWitness(services.urls.redisUrl, installation.env['NAMESPACE'] ?? '', 8);
  witness.start();
  const campaign = new Campaign(services.urls.mqttUrl, places, 80);
  await campaign.start();
  await pause(2_000);
  first.signal('SIGSTOP');
  await pause(PAUSED_MS);
  first.signal('SIGCONT');
  await pause(2_000);
  await campaign.stop();
  const found = await reconcile(installation, places, campaign.acknowledged, campaign.expected);
  await witness.stop();
  await installation.stop();
  expect(campaign.expected.length).toBeGreaterThan(20);
  expect(found).toEqual({ lost: 0, missed: 0, twice: 0, wrongOnset: 0, seqGaps: 0, seqRepeats: 0 });
  expect(witness.outOfOrder).toBe(0);
}, 120_000);
