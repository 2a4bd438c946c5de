import { type Services, startServices } from '@cofferdam/testing';
import { quantile, report, round } from '../bench/results';
import { type Blow, timerRun } from './timer-run';

const KILLS = 20;
const ASKED_MS = 2_000;

let services: Services;
beforeAll(async () => {
  services = await startServices(['postgres', 'redis', 'mosquitto']);
}, 60_000);
afterAll(() => services?.stop());

/** Workers in turn, and the rest in between. */
function blows(): Blow[] {
  const all: Blow[] = Array.from({ length: KILLS }, () => 'worker');
  all.splice(16, 0, 'postgres');
  all.splice(12, 0, 'redis');
  all.splice(8, 0, 'postgres');
  all.splice(4, 0, 'bell-keys');
  return all;
}

/** A tier after another misses it within minutes: each has its acknowledge and contain times. */
const compressed = (acknowledge: number, contain: number) =>
  Object.fromEntries(['unit', 'enterprise', 'park', 'basin'].map((tier) => [tier, { acknowledge, contain }]));

test('3,000 incidents that nobody answers, while workers and services die: nothing stuck, nothing twice', async () => {
  const deadlines = compressed(0.51, 0.83);
  const proof = await timerRun(services, {
    ...{ incidents: 3_000, openedOver: 45_000, blows: blows(), everyMs: 2_000, deadMs: 1_000 },
    policy: {
      deadlines: { blue: deadlines, yellow: deadlines, orange: deadlines, red: deadlines },
      remind: { blue: 1, yellow: 1, orange: 1, red: 1 },
      repeat: 1,
      grace: 0.1,
    },
  });
  const zero = (what: string, measured: number) => ({ what, measured, asked: '0', holds: measured === 0 });
  const p99 = round(quantile(proof.lateness, 0.99));
  report('faults', 'timers', [
    { what: 'incidents', measured: proof.incidents },
    { what: 'kills of a worker', measured: KILLS },
    { what: 'deadlines fired', measured: proof.fired },
    zero('incidents stuck', proof.stuck),
    zero('deadlines fired twice', proof.firedTwice),
    zero('fired without an event, or the other way round', proof.unexplained),
    zero('messages written twice', proof.pagedTwice),
    zero('incidents that did not reach the highest tier', proof.notEscalated),
    { what: 'fired late, ms, p50', measured: round(quantile(proof.lateness, 0.5)) },
    { what: 'fired late, ms, p99', measured: p99, asked: `< ${ASKED_MS}`, holds: p99 < ASKED_MS },
    { what: 'fired late, ms, most', measured: round(Math.max(...proof.lateness)) },
  ]);
  expect(proof).toMatchObject({ incidents: 3_000, stuck: 0, firedTwice: 0, unexplained: 0, pagedTwice: 0 });
  expect(proof.notEscalated).toBe(0);
  expect(p99).toBeLessThan(ASKED_MS);
}, 900_000);
