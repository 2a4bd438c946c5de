import { type Services, startServices } from '@cofferdam/testing';
import { report } from '../bench/results';
import { killRun, type Victim } from './kill-run';

const ROUNDS = 3;
const VICTIMS: Victim[] = [
  'ingestion',
  'rule-engine',
  'alert-worker',
  'operator-api',
  'redis',
  'postgres',
  'influx',
  'mosquitto',
];

let services: Services;
beforeAll(async () => {
  services = await startServices();
}, 60_000);
afterAll(() => services?.stop(), 60_000);

test('every process and every service killed in turn, under 500 messages a second', async () => {
  const outcome = await killRun(services, {
    parks: 16,
    outletsEach: 20,
    perSecond: 500,
    victims: Array.from({ length: ROUNDS }, () => VICTIMS).flat(),
    everyMs: 4_000,
    deadMs: 500,
    pattern: 60,
    judgeAgain: true,
  });
  const zero = (what: string, measured: number) => ({ what, measured, asked: '0', holds: measured === 0 });
  report('faults', 'kills', [
    { what: 'kills', measured: outcome.kills },
    { what: 'published and acknowledged readings', measured: outcome.sent },
    { what: 'episodes', measured: outcome.episodes },
    { what: 'breaches that history shows, judged again', measured: outcome.rejudged },
    zero('readings lost', outcome.lost),
    zero('episodes missed', outcome.missed),
    zero('(key, episode) raised twice', outcome.twice),
    zero('onsets that nobody sent', outcome.wrongOnset),
    zero('readings out of order per monitor', outcome.outOfOrder),
    zero('gaps in seq', outcome.seqGaps),
    zero('repeats of seq', outcome.seqRepeats),
    zero('gaps or repeats at a feed that resumes', outcome.feedGaps),
    zero('K19: breaches without an alarm', outcome.withoutAlarm),
  ]);
  expect(outcome).toMatchObject({
    lost: 0,
    missed: 0,
    twice: 0,
    outOfOrder: 0,
    seqGaps: 0,
    seqRepeats: 0,
    feedGaps: 0,
    withoutAlarm: 0,
  });
  expect(outcome.rejudged).toBeGreaterThan(0);
}, 600_000);
